"""The logins: made once, right whenever they are looked at."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from webapp.cli.logins import LOGINS, connections_of, ensure_logins

if TYPE_CHECKING:
    from tests.support.databases import Database

_MEMBERSHIPS = """
    SELECT m.rolname, array_agg(g.rolname::text ORDER BY g.rolname)
    FROM pg_auth_members AS a
    JOIN pg_roles AS g ON g.oid = a.roleid
    JOIN pg_roles AS m ON m.oid = a.member
    WHERE m.rolname = ANY (%s)
    GROUP BY m.rolname
"""


def test_each_login_is_in_its_groups_and_no_other(database: Database) -> None:
    """Asking again changes nothing."""
    with database.connect() as connection:
        ensure_logins(connection)
        names = [login.name for login in LOGINS]
        rows = connection.execute(_MEMBERSHIPS, (names,)).fetchall()
    assert dict(rows) == {login.name: sorted(login.groups) for login in LOGINS}


def test_how_often_a_login_may_connect_is_a_dbas_to_change(database: Database) -> None:
    """A deploy sets it for a login that it makes, and leaves it alone afterwards."""
    limits = "SELECT rolname, rolconnlimit FROM pg_roles WHERE rolname = ANY (%s)"
    names = [login.name for login in LOGINS]
    with database.connect() as connection:
        found = dict(connection.execute(limits, (names,)).fetchall())
        assert found == {login.name: connections_of(connection, login) for login in LOGINS}
        with connection.transaction(force_rollback=True):
            connection.execute("ALTER ROLE ledger_web CONNECTION LIMIT 7")
            ensure_logins(connection)
            found = dict(connection.execute(limits, (names,)).fetchall())
            assert found["ledger_web"] == 7


def test_no_login_is_more_than_a_login(database: Database) -> None:
    """None is a superuser, makes roles or databases, or passes by row security."""
    with database.connect() as connection:
        rows = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY (%s) AND (rolsuper OR rolcreaterole "
            "OR rolcreatedb OR rolreplication OR rolbypassrls OR NOT rolcanlogin)",
            ([login.name for login in LOGINS],),
        ).fetchall()
    assert rows == []


def test_the_web_login_waits_for_nothing_for_ever(database: Database) -> None:
    """Its time limits hold from the first statement."""
    with database.connect("ledger_web") as connection:
        shown = [
            connection.execute(f"SHOW {name}").fetchone()
            for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
        ]
    assert shown == [("5s",), ("30s",), ("30s",)]


def test_no_login_compiles_its_statements(database: Database) -> None:
    """Debian's PostgreSQL would: seconds for the first call of a function of milliseconds."""
    names = [login.name for login in LOGINS]
    with database.connect() as connection:
        rows = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY (%s) AND 'jit=off' = ANY (rolconfig)",
            (names,),
        ).fetchall()
    assert sorted(name for (name,) in rows) == sorted(names)


def test_deployers_that_meet_over_the_logins_both_succeed(database: Database) -> None:
    """Roles belong to the cluster, so two databases' deployers may touch the same ones."""

    def ensure(_number: int) -> None:
        with database.connect() as connection:
            ensure_logins(connection)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ensure, range(12)))
