"""Somebody has the web login and a prompt: whatever is typed, no balance becomes wrong."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.security.acting import answer, answers
from tests.support.schemas import OURS

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_AMOUNTS = (
    "1", "0.01", "100", "99999", "-1", "0", "NULL", "'NaN'", "'Infinity'", "'-Infinity'", "1e20",
    "0.001", "1e-30", "99999999999999999999.99", "'1; DROP TABLE x'",
)  # fmt: skip
_CURRENCIES = ("'USD'", "'EUR'", "NULL", "'usd'", "''", "'USD'';--'")
_ROLES = ("customer", "service", "operator", "auditor", "administrator", "house", "postgres")
_LIMITS = ("NULL", "0", "-100", "50", "'Infinity'", "'-Infinity'", "'NaN'")
_HOUR = "interval '1 hour'"
_STATUSES = ("'ACTIVE'", "'SUSPENDED'", "'CLOSED'", "'closed'", "NULL")
_BESIDES = (
    "UPDATE ledger_private.account SET balance = 1000000",
    "DELETE FROM ledger_audit.transaction_entry",
    "INSERT INTO ledger.accounts DEFAULT VALUES",
    "SELECT ledger_private.post_batch(NULL, NULL)",
    "SELECT ledger_private.write_postings(NULL, NULL, NULL, NULL, now())",
    "SET search_path = public, pg_temp",
    "SET session_replication_role = replica",
    "SET lock_timeout = 0; SET statement_timeout = 0",
    "SET DateStyle = 'German'; SET TimeZone = 'Pacific/Kiritimati'",
    "SET bytea_output = escape; SET extra_float_digits = -15; SET IntervalStyle = sql_standard",
    "SET quote_all_identifiers = on; SET lc_numeric = 'C'; SET lc_monetary = 'C'",
    "SET plan_cache_mode = force_generic_plan; SET enable_indexscan = off",
    "SET row_security = off; SET default_transaction_read_only = off",
    "SET application_name = E'a|b\\n''c'",
    "DISCARD ALL",
)


def _statement(chance: random.Random, accounts: list[UUID], users: list[int]) -> str:
    pick = chance.choice
    account = f"'{pick([*accounts, uuid4()])}'"
    other = f"'{pick([*accounts, uuid4()])}'"
    role = pick(_ROLES)
    actor = f"ROW({pick(users)}, '{role}', NULL, E'a|''b', NULL, NULL)::ledger.actor"
    key = pick(("NULL", "'k1'", "'k2'", "'k3'", "repeat('k', 300)"))
    item = (
        f"ROW({account}, {other}, {pick(_AMOUNTS)}, {pick(_CURRENCIES)}, {key}, NULL, NULL,"
        " NULL, NULL, NULL)::ledger.transfer_request"
    )
    pay = f"{account}, {other}, {pick(_AMOUNTS)}, {pick(_CURRENCIES)}, {key}"
    return pick(
        (
            pick(_BESIDES),
            f"SELECT ledger.post_transfer({pay}, p_actor => {actor})",
            (
                f"SELECT ledger.post_transfers(array_fill({item}, ARRAY[{chance.randint(0, 20)}]),"
                f" {pick(('true', 'false', 'NULL'))}, p_actor => {actor})"
            ),
            (
                f"SELECT ledger.deposit({account}, {pick(_AMOUNTS)},"
                f" p_outside_account_id => {pick(('NULL', other))}, p_actor => {actor})"
            ),
            f"SELECT ledger.withdraw({account}, {pick(_AMOUNTS)}, p_actor => {actor})",
            (
                f"SELECT ledger.set_account_bounds({account}, {pick(_LIMITS)}, {pick(_LIMITS)},"
                f" {actor})"
            ),
            (
                f"SELECT ledger.set_account_status({account}, {pick(_STATUSES)}, 'x',"
                f" {pick(('true', 'false', 'NULL'))}, {actor})"
            ),
            f"SELECT ledger.close_account({account}, {other}, p_actor => {actor})",
            (
                f"SELECT ledger.set_limit({pick(_AMOUNTS)}, '{pick(('day', 'window'))}', {account},"
                f" p_direction => '{pick(('in', 'out'))}',"
                f" p_measure => '{pick(('amount', 'count'))}', p_window => {pick(('NULL', _HOUR))},"
                f" p_actor => {actor})"
            ),
            f"SELECT ledger.freeze_amount({account}, {pick(_AMOUNTS)}, 'x', p_actor => {actor})",
            f"SELECT ledger.hold_funds({account}, {pick(_AMOUNTS)}, p_actor => {actor})",
            f"SELECT ledger.rename_account({account}, 'c{chance.randint(0, 5)}', {actor})",
            (
                f"SELECT ledger.open_account({pick(_CURRENCIES)}, {pick(users)},"
                f" p_code => 'c{chance.randint(0, 5)}', p_idempotency_key => {key},"
                f" p_min_balance => {pick(_LIMITS)}, p_actor => {actor})"
            ),
        )
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_statements_leave_the_books_right(
    database: Database, ledger: LedgerCalls, seed: int
) -> None:
    """1300 hostile statements: the fixture's closing verify() is the judge."""
    chance = random.Random(seed)
    users = [
        ledger.call("create_user", username=f"user{role}", role=role).user_id
        for role in ("customer", "service", "operator", "administrator", "auditor")
    ]
    accounts = [
        ledger.account(currency=currency, user_id=user).account_id
        for user in users
        for currency in ("USD", "USD", "EUR")
    ]
    for account in accounts:
        ledger.call("deposit", account_id=account, amount=100)
    with database.connect("ledger_web") as web:
        codes = [answer(web, _statement(chance, accounts, [0, 1, *users])) for _ in range(1300)]
    assert codes.count("00000") > 100, "too little of it was let through to mean anything"
    assert not {"XX000", "P0001", "55P03", "42883", "42601"} & set(codes), sorted(set(codes))
    sums = ledger.connection.execute(
        "SELECT a.currency, sum(a.balance) FROM ledger.accounts AS a GROUP BY a.currency"
    ).fetchall()
    assert {total for _, total in sums} == {0}


_SHADOWS = (
    "CREATE TEMP TABLE account (account_id uuid, balance numeric)",
    "CREATE TEMP TABLE currency AS SELECT 'XXX' AS currency, 4 AS minor_units",
    "CREATE TYPE pg_temp.money AS (amount numeric)",
    "CREATE DOMAIN pg_temp.uuid AS text",
    "CREATE FUNCTION pg_temp.sum(numeric) RETURNS numeric LANGUAGE sql RETURN 0",
    "CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql RETURN ''::bytea",
    "CREATE OPERATOR public.= (LEFTARG = numeric, RIGHTARG = numeric, FUNCTION = numeric_ne)",
    "CREATE SCHEMA pg_shadow",
)


def test_nothing_can_be_put_in_the_way(database: Database) -> None:
    """The web login cannot make an object that a function might take for its own."""
    with database.connect("ledger_web") as web:
        refused = answers(web, _SHADOWS)
    assert set(refused.values()) <= {"42501", "42939"}, refused


def test_shadows_are_not_looked_at(database: Database, ledger: LedgerCalls) -> None:
    """Even a session that may make temporary objects does not lead the functions astray."""
    payer = ledger.account().account_id
    payee = ledger.account().account_id
    ledger.call("deposit", account_id=payer, amount=10)
    with database.connect() as superuser:
        superuser.execute(
            "CREATE TEMP TABLE account (account_id uuid, balance numeric DEFAULT 1000000);"
            "CREATE TEMP TABLE errors (code text); CREATE TEMP TABLE pg_roles (rolname text);"
            "CREATE TYPE pg_temp.jsonb AS (a int); CREATE DOMAIN pg_temp.uuid AS text;"
            "CREATE FUNCTION pg_temp.clock_timestamp() RETURNS timestamptz LANGUAGE sql"
            " RETURN '2001-01-01'::timestamptz;"
            "CREATE FUNCTION pg_temp.pg_has_role(name, text, text) RETURNS boolean LANGUAGE sql"
            " RETURN true; SET search_path = pg_temp, pg_catalog, public"
        )
        statement = f"SELECT ledger.post_transfer('{payer}', '{payee}', 11)"
        assert answer(superuser, statement) == "LG201"
        assert answer(superuser, statement.replace("11)", "10)")) == "00000"
    year = ledger.connection.execute(
        "SELECT min(extract(year FROM e.created_at)) FROM ledger.transaction_entries AS e"
    ).fetchone()
    assert year is not None
    assert year[0] > 2001


def test_every_function_of_the_owner_fixes_its_search_path(database: Database) -> None:
    """SECURITY DEFINER without a search_path of its own would look where the caller says."""
    with database.connect() as connection:
        rows = connection.execute(
            "SELECT p.oid::regprocedure::text, p.proconfig FROM pg_proc AS p"
            f" WHERE p.prosecdef AND p.pronamespace::regnamespace::text IN {OURS}"
        ).fetchall()
    assert len(rows) >= 21
    assert [name for name, settings in rows if _SEARCH_PATH not in settings] == []


_SEARCH_PATH = "search_path=pg_catalog, pg_temp"


def test_copy_does_not_come_in(town: Database) -> None:
    """COPY FROM meets the same triggers as INSERT, from a superuser and from a login."""
    into = "COPY ledger_private.account (account_id, user_id, created_at, updated_at,"
    into += " minor_units, currency, account_class, balance) FROM STDIN (FORMAT csv)"
    line = f"{uuid4()},0,2026-01-01Z,2026-01-01Z,2,USD,liability,1000\n"
    for login, code in (("postgres", "LG905"), ("ledger_web", "42501"), ("ledger_dba", "42501")):
        with town.connect(login) as connection:
            assert _copied(connection, into, line) == code


def _copied(connection: psycopg.Connection[Any], into: str, line: str) -> str | None:
    try:
        with connection.cursor().copy(into.encode()) as copy:
            copy.write(line)
    except psycopg.Error as error:
        return error.sqlstate
    return None
