"""What each real login may call and read, tried out: not read from the catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from psycopg import sql

from tests.conventions import test_privileges as privileges
from tests.security.acting import answer
from tests.support.schemas import OURS
from webapp.cli import logins

if TYPE_CHECKING:
    import psycopg

    from tests.support.databases import Database

DENIED = "42501"

# What each group role was given is written down once, and tried here through real logins.
_GROUPS = {login.name: set(login.groups) for login in logins.LOGINS}
# They ask for no caller: proofs, and words for legs.
_FOR_ANYBODY = {
    "bucket_of",
    "bucket_of_username",
    "credit_leg",
    "debit_leg",
    "metrics",
    "transfer_item",
    "verify",
    "verify_recent",
    "version",
}
DOORS = {**privileges._DOORS, **privileges._GATEWAY_DOORS}
FUNCTIONS: dict[str, set[str]] = {
    login: {name for name, roles in DOORS.items() if roles & groups}
    for login, groups in _GROUPS.items()
}
_REPORTS = {
    f"reporting.{view}"
    for view in [
        "accounts",
        "categories",
        "category_balances",
        "currencies",
        "daily_currency_totals",
        "daily_movements",
        "daily_totals",
        "daily_type_totals",
        "entries",
        "errors",
        "hold_history",
        "holds",
        "limits",
        "monthly_totals",
        "periods",
        "postings",
        "refusals",
        "statement_lines",
        "trial_balance",
        "users",
    ]
}
_PERSONAL_REPORTS = {"reporting.audit_trail", "reporting.user_names"}
RELATIONS: dict[str, set[str]] = {
    login: {f"ledger.{name}" for name, roles in privileges._VIEWS.items() if roles & groups}
    | (_REPORTS if "ledger_reporter" in groups else set())
    | (_PERSONAL_REPORTS if "ledger_reporter_personal" in groups else set())
    for login, groups in _GROUPS.items()
}
LOGINS = sorted(FUNCTIONS)

_CALLS = """
    SELECT p.proname, format(
        '%s %I.%I', CASE p.prokind WHEN 'p' THEN 'CALL' ELSE 'SELECT' END, n.nspname, p.proname
    ), (
        -- In a subquery, or the planner answers for a strict function without asking for the right.
        SELECT coalesce(string_agg(format(
            CASE WHEN p.prokind = 'p' THEN 'NULL::%s'
                WHEN p.provariadic <> 0 AND a.n = p.pronargs THEN 'VARIADIC (SELECT NULL::%s)'
                ELSE '(SELECT NULL::%s)' END, a.type::regtype
        ), ', ' ORDER BY a.n), '')
        FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, n)
    )
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE p.prorettype <> 'trigger'::regtype AND n.nspname = ANY({schemas})
"""
_NAMES = f"""
    SELECT format('%I.%I', n.nspname, c.relname)
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname IN {OURS}
        AND c.relkind IN ('r', 'v', 'm', 'p', 'S')
"""


def _calls(database: Database, *schemas: str) -> dict[str, str]:
    with database.connect() as connection:
        query = sql.SQL(_CALLS).format(schemas=sql.Literal(list(schemas)))
        rows = connection.execute(query).fetchall()
    return {name: f"{path}({arguments})" for name, path, arguments in rows}


def _relations(database: Database) -> list[str]:
    with database.connect() as connection:
        return [name for (name,) in connection.execute(_NAMES.encode()).fetchall()]


@pytest.mark.parametrize("login", LOGINS)
def test_calls_its_functions_and_no_other(database: Database, login: str) -> None:
    """The matrix of logins and public functions, each called once."""
    calls = _calls(database, "ledger", "ledger_gateway")
    assert set(calls) == DOORS.keys()
    with database.connect(login) as connection:
        allowed = {name for name, call in calls.items() if answer(connection, call) != DENIED}
    assert allowed == FUNCTIONS[login]


@pytest.mark.parametrize("login", LOGINS)
def test_calls_nothing_internal(database: Database, login: str) -> None:
    """No internal function can be called by anybody."""
    calls = _calls(database, "ledger_private", "ledger_audit")
    assert len(calls) > 20
    with database.connect(login) as connection:
        assert [call for call in calls.values() if answer(connection, call) != DENIED] == []


@pytest.mark.parametrize("login", LOGINS)
def test_only_who_reads_reports_calls_their_functions(database: Database, login: str) -> None:
    """All of them, or none."""
    calls = _calls(database, "reporting")
    assert calls
    with database.connect(login) as connection:
        allowed = {name for name, call in calls.items() if answer(connection, call) != DENIED}
    assert allowed == (calls.keys() if "ledger_reporter" in _GROUPS[login] else set())


@pytest.mark.parametrize("login", LOGINS)
def test_reads_its_views_and_nothing_else(database: Database, login: str) -> None:
    """The matrix of logins and relations, each read once."""
    relations = _relations(database)
    assert len(relations) > 20
    with database.connect(login) as connection:
        allowed = {name for name in relations if answer(connection, f"TABLE {name}") != DENIED}
    assert allowed == RELATIONS[login]


@pytest.mark.parametrize("login", LOGINS)
def test_writes_nothing_directly(database: Database, login: str) -> None:
    """No relation takes a direct DELETE or TRUNCATE from a login, its own views included."""
    with database.connect(login) as connection:
        for name in _relations(database):
            assert answer(connection, f"DELETE FROM {name}") in {DENIED, "55000"}, name
            assert answer(connection, f"TRUNCATE {name}") in {DENIED, "42809"}, name


_FORBIDDEN = {
    "temp table": "CREATE TEMP TABLE t (a int)",
    "temp view": "CREATE TEMP VIEW v AS SELECT 1",
    "temp function": "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql RETURN 1",
    "public table": "CREATE TABLE public.t (a int)",
    "ledger table": "CREATE TABLE ledger.t (a int)",
    "schema": "CREATE SCHEMA s",
    "become owner": "SET ROLE ledger_owner",
    "become audit owner": "SET ROLE ledger_audit_owner",
    "become postgres": "SET ROLE postgres",
    "become another session": "SET SESSION AUTHORIZATION postgres",
    "replica": "SET session_replication_role = replica",
    "read a file": "COPY (SELECT 1) TO '/dev/null'",
    "run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "switch settings": "ALTER SYSTEM SET fsync = off",
    "disable triggers": "ALTER TABLE ledger_private.account DISABLE TRIGGER ALL",
    "drop a trigger": "DROP TRIGGER account_50_check_balance ON ledger_private.account",
    "replace a function": "CREATE OR REPLACE FUNCTION ledger.version() RETURNS ledger.versions"
    " LANGUAGE sql RETURN NULL",
    "untrusted code": "CREATE EXTENSION dblink",
    "grant itself": "GRANT ledger_owner TO CURRENT_USER",
    "make a superuser": "CREATE ROLE r SUPERUSER",
}

# What an operator stages in its own session; the ledger's functions look nowhere near it.
_STAGING = {"temp table", "temp view", "temp function"}


@pytest.mark.parametrize("login", LOGINS)
def test_cannot_step_out_of_its_role(database: Database, login: str) -> None:
    """No login creates objects, changes its role, or touches a guard."""
    with database.connect(login) as connection:
        refused = {name: answer(connection, attempt) for name, attempt in _FORBIDDEN.items()}
    allowed = _STAGING if login == "ledger_dba" else set()
    assert {name for name, found in refused.items() if found != DENIED} == allowed


@pytest.mark.parametrize("login", ["ledger_dba", "ledger_inspector"])
def test_only_the_web_login_names_an_actor(database: Database, login: str) -> None:
    """A session that is itself somebody cannot pass its deeds to another user."""
    with database.connect(login) as connection:
        expected = "LG206" if login == "ledger_dba" else DENIED
        assert (
            answer(
                connection,
                "SELECT ledger.find_account('x',"
                " p_actor => ROW(1, 'operator', NULL, NULL, NULL, NULL)::ledger.actor)",
            )
            == expected
        )


def test_the_web_login_must_name_an_actor(database: Database) -> None:
    """Without p_actor each function with a caller to check refuses, before all else."""
    calls = _calls(database, "ledger", "ledger_gateway")
    with database.connect("ledger_web") as connection:
        refused = {name for name in calls if answer(connection, calls[name]) == "LG206"}
    assert refused == FUNCTIONS["ledger_web"] - _FOR_ANYBODY


def _ask(connection: psycopg.Connection[Any], query: str) -> Any:  # noqa: ANN401
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def test_the_web_login_owns_nothing_and_runs_on_a_short_leash(database: Database) -> None:
    """It owns no object, is no superuser, and its statements and locks time out."""
    with database.connect("ledger_web") as web:
        assert (
            _ask(web, "SELECT count(*) FROM pg_class WHERE relowner = session_user::regrole") == 0
        )
        assert _ask(web, "SELECT count(*) FROM pg_proc WHERE proowner = session_user::regrole") == 0
        assert _ask(web, "SHOW is_superuser") == "off"
        assert _ask(web, "SHOW lock_timeout") == "5s"
        assert _ask(web, "SHOW statement_timeout") == "30s"
        assert _ask(web, "SHOW idle_in_transaction_session_timeout") == "30s"
