"""What PostgreSQL lets everybody do, and a stolen login could keep all others waiting with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from migrations import engine
from migrations.guards import differences
from tests.security.acting import answer
from webapp.cli import logins

if TYPE_CHECKING:
    from tests.support.databases import Database

# With arguments that would do: a right that is missing is all that stands in the way.
_CLOSED = (
    "SELECT pg_advisory_lock(7)",
    "SELECT pg_advisory_lock(7, 7)",
    "SELECT pg_advisory_lock_shared(7)",
    "SELECT pg_advisory_xact_lock(7)",
    "SELECT pg_advisory_xact_lock_shared(7, 7)",
    "SELECT pg_try_advisory_lock(7)",
    "SELECT pg_try_advisory_lock_shared(7)",
    "SELECT pg_try_advisory_xact_lock(7, 7)",
    "SELECT pg_try_advisory_xact_lock_shared(7)",
    "SELECT lo_creat(-1)",
    "SELECT lo_create(0)",
    r"SELECT lo_from_bytea(0, '\x00')",
)
# What drivers call when they give a connection back to a pool, and the ledger's own calls.
_OPEN = ("SELECT pg_advisory_unlock_all()", "DISCARD ALL", "LISTEN planted")
_LOCKS = """
    SELECT p.oid::regprocedure::text FROM pg_proc AS p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.provolatile = 'v'
        AND has_function_privilege(%s, p.oid, 'EXECUTE')
        AND p.proname ~ '(_lock|^lo_?(creat|from|put|trunc|import|write)|emit|notify)'
        AND p.proname <> 'pg_lock_status'
"""
LOGINS = [login.name for login in logins.LOGINS]
_OPERATORS = {login.name for login in logins.LOGINS if "ledger_operator" in login.groups}


@pytest.mark.parametrize("login", LOGINS)
def test_a_login_writes_only_through_the_ledger(database: Database, login: str) -> None:
    """No large object, and no lock that the ledger may want."""
    with database.connect(login) as connection:
        for statement in _CLOSED:
            is_lock = "advisory" in statement
            expected = "00000" if is_lock and login in _OPERATORS else "42501"
            assert answer(connection, statement) == expected, statement
        for statement in _OPEN:
            assert answer(connection, statement) == "00000", statement


def test_no_other_function_locks_or_fills(database: Database) -> None:
    """By its name: a new version of PostgreSQL may bring one.

    NOTIFY is a statement anyway; rights on what writes messages do not survive an upgrade.
    """
    with database.connect() as connection:
        left = {name for (name,) in connection.execute(_LOCKS.encode(), ("ledger_report",))}
    assert {name.partition("(")[0] for name in left} == {"pg_notify", "pg_logical_emit_message"}


@pytest.mark.tampered
def test_a_deploy_closes_what_was_opened(database: Database) -> None:
    """And verify() names it until then; what a DBA gave one login stays."""
    with database.connect() as connection:
        connection.execute("GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC")
        connection.execute("GRANT EXECUTE ON FUNCTION lo_create(oid) TO ledger_report")
        named = connection.execute(
            "SELECT ok, detail::text FROM ledger.verify() WHERE name = 'guards_are_in_place'"
        ).fetchone()
    assert named is not None
    assert not named[0]
    assert "builtin pg_advisory_lock(bigint)" in named[1]
    assert "lo_create" not in named[1]
    engine.deploy(database.url)
    with database.connect("ledger_web") as connection:
        assert answer(connection, "SELECT pg_advisory_lock(7)") == "42501"
    with database.connect("ledger_report") as connection:
        assert answer(connection, "SELECT lo_create(0)") == "00000"


@pytest.mark.tampered
def test_who_cannot_close_them_deploys_all_the_same(database: Database) -> None:
    """A deployer who is no superuser lives with what is open; a superuser is told of it."""
    with database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC")
        connection.execute("CREATE ROLE deployer IN ROLE ledger_owner, ledger_audit_owner")
        told = [str(one) for one in differences(connection) or []]
        assert told == ["builtin pg_advisory_lock(bigint): is 'open', declared 'closed'"]
        connection.execute("SET LOCAL ROLE deployer")
        connection.execute("SELECT ledger_private.close_builtins()")
        assert not [one for one in differences(connection) or [] if "builtin" in one.guard]


def test_the_web_server_leaves_connections_to_others(database: Database) -> None:
    """A quarter of the server's: operators, the worker and reports always find one."""
    with database.connect() as connection:
        row = connection.execute(
            "SELECT rolconnlimit, current_setting('max_connections')::integer * 3 / 4"
            " FROM pg_roles WHERE rolname = 'ledger_web'"
        ).fetchone()
    assert row is not None
    assert row[0] == row[1]
    with database.connect("ledger_web") as connection:
        assert answer(connection, "ALTER ROLE ledger_web CONNECTION LIMIT -1") == "42501"
