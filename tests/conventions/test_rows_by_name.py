"""Rows are built by name: what is appended to a view or a type breaks no function at run time."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.conventions.tour import CALLS, GATEWAY_CALLS, statements
from tests.idempotency.scenarios import SCENARIOS, about, keyed, world
from tests.idempotency.signatures import Catalog
from tests.support.ledger_calls import LedgerCalls
from tests.support.schemas import DOORS, FACES, OURS

if TYPE_CHECKING:
    from tests.support.databases import Database

_SQL = Path(__file__).resolve().parents[2] / "sql"
# Built by a function whose arguments are the type's attributes by name; see below.
_MAKERS = {
    "make_account": "posting_account",
    "make_item": "posting_item",
    "make_leg": "posting_leg",
    "make_limit": "posting_limit",
}
_ROW = re.compile(r"\bROW\((?P<fields>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)::")

_GROW_VIEWS = f"""
    SELECT format(
        'CREATE OR REPLACE VIEW %s%s AS SELECT v.*, NULL::text AS added_later FROM (%s) AS v',
        c.oid::regclass,
        ' WITH (' || array_to_string(c.reloptions, ', ') || ')',
        rtrim(pg_get_viewdef(c.oid), ';')
    )
    FROM pg_class AS c
    WHERE c.relkind = 'v' AND c.relnamespace::regnamespace::text IN {FACES}
"""
_GROW_TYPES = f"""
    SELECT format('ALTER TYPE %s ADD ATTRIBUTE added_later text', c.oid::regclass), c.relname
    FROM pg_class AS c
    WHERE c.relkind = 'c'
      AND c.relnamespace::regnamespace::text IN {OURS}
"""
# Refused, on any database: nobody has proved anything to the gateway, nothing is reversed.
_REFUSED = {
    "ledger_gateway.refresh_session": "LG264",
    "ledger.end_session": "LG264",
    "ledger.accept_api_key": "LG206",
    "ledger.reverse_transaction": "LG002",
    # Reports put their lines together by position: SQL that is read and grouped in one statement.
    # They come back with the replay.
    "ledger.get_trial_balance": "42804",
    "ledger.list_account_balances": "42P13",
    # Moves too; the worker tries again, and no posting asks for them.
    **dict.fromkeys(("ledger.check_fraud", "ledger.backtest_rule"), "42P13"),
    **dict.fromkeys(("ledger.get_balance_sheet", "ledger.get_income_statement"), "42P13"),
}

# VOLATILE, and not refused: what the first three write can wait, the others find nothing to do.
_READS_TOO = {
    *("list_events", "list_transactions", "require_revision"),
    *("number_events", "keep_head", "evaluate_monitors", "remove_monitor"),
    *("remove_export", "pay_in", "settle"),
    *("fan_out_webhooks", "ping_webhook_endpoint", "record_webhook_attempts"),
    *("remove_webhook_endpoint", "replay_webhook_deliveries", "rewrap_chat_secret"),
    *("retry_notification", "record_notification", "record_bounce"),
    *("rewrap_webhook_secret", "rotate_webhook_secret", "update_webhook_endpoint"),
    *("accept_api_key", "remove_limit", "reverse_transaction", "revoke_api_key", "revoke_session"),
    *("act_on_fraud_cases", "decide_fraud_case"),
}


def grow(connection: psycopg.Connection[Any]) -> None:
    """Give each view and each type one column more."""
    for (statement,) in connection.execute(_GROW_VIEWS.encode()).fetchall():
        connection.execute(statement.encode())
    for statement, name in connection.execute(_GROW_TYPES.encode()).fetchall():
        if name not in _MAKERS.values():
            connection.execute(statement.encode())


def tour(connection: psycopg.Connection[Any]) -> tuple[list[str], set[str], list[str]]:
    """Call every function; return what failed, the names that were called, and the calls."""
    ids = world(LedgerCalls(connection))
    connection.row_factory = psycopg.rows.tuple_row
    catalog = Catalog(connection)
    failed: list[str] = []
    last: list[str] = []
    for name, scenarios in SCENARIOS.items():
        # The last one first: it expects the version at which its world stands.
        for number, scenario in reversed(list(enumerate(scenarios))):
            call = catalog.statement(name, keyed(about(ids, scenario)))
            if catalog.doors[name].is_procedure:
                last.append(call.replace("'k1'", f"'k1 {number}'"))
                continue
            with connection.transaction(force_rollback=True):
                failed += refused(connection, call)
    for call in last:
        failed += refused(connection, call)
    ids["actor"] = (
        "jsonb_populate_record(NULL::ledger.actor, "
        f"jsonb_build_object('user_id', {ids['alice']}, 'role', 'customer'))"
    )
    calls = statements(CALLS + GATEWAY_CALLS, ids)
    for call in calls:
        failed += refused(connection, call)
    return failed, names_in("\n".join(calls)) | SCENARIOS.keys(), calls


def names_in(calls: str) -> set[str]:
    """Return the doors that are called."""
    return set(re.findall(r"\bledger(?:_gateway)?\.(\w+)\(", calls))


def refused(connection: psycopg.Connection[Any], call: str) -> list[str]:
    """Make a call; return it with its error if there is one that is not expected."""
    try:
        connection.execute(call.encode())
    except psycopg.Error as error:
        if any(name in call and code == error.sqlstate for name, code in _REFUSED.items()):
            return []
        return [f"{call}: {error.sqlstate} {error}"]
    return []


def test_a_column_more_breaks_no_function(database: Database) -> None:
    """Appended to every view and every type, it is NULL where nobody says it."""
    with database.connect() as connection:
        grow(connection)
        failed, _, _ = tour(connection)
    assert not failed, "\n".join(failed)


def test_the_tour_is_whole(database: Database) -> None:
    """Every public function is called, and works before anything is appended."""
    with database.connect() as connection:
        failed, called, _ = tour(connection)
        rows = connection.execute(
            "SELECT p.proname FROM pg_proc AS p"
            f" WHERE p.pronamespace::regnamespace::text IN {DOORS}"
        ).fetchall()
    assert not failed, "\n".join(failed)
    # The first two are steps of post_transfer_gathered.
    assert {name for (name,) in rows} - called == {"post_queued", "queue_transfer"}


def test_what_reads_reads_in_a_read_only_transaction(database: Database) -> None:
    """As on a standby: a function that is not VOLATILE writes nothing, and locks no row."""
    query = f"""
        SELECT p.proname FROM pg_proc AS p
        WHERE p.pronamespace::regnamespace::text IN {DOORS}
        GROUP BY p.proname
        HAVING bool_and(p.provolatile <> 'v')
    """
    with database.connect() as connection:
        _, _, calls = tour(connection)
        readers = {name for (name,) in connection.execute(query).fetchall()}
        reading = [call for call in calls if names_in(call) and names_in(call) <= readers]
        connection.execute("SET default_transaction_read_only = on")
        failed = [fault for call in reading for fault in refused(connection, call)]
    assert not failed, "\n".join(failed)
    # All but those that only make a row of what they are given.
    unseen = readers - names_in("\n".join(reading))
    assert unseen <= {"credit_leg", "debit_leg", "transfer_item"}


def test_what_may_write_does(database: Database) -> None:
    """A read-only transaction refuses what is VOLATILE; what it lets go on should be STABLE."""
    query = """
        SELECT p.proname FROM pg_proc AS p
        WHERE p.pronamespace = 'ledger'::regnamespace AND p.provolatile = 'v'
    """
    idle: set[str] = set()
    with database.connect() as connection:
        ids = world(LedgerCalls(connection))
        connection.row_factory = psycopg.rows.tuple_row
        writers = {name for (name,) in connection.execute(query).fetchall()}
        connection.execute("SET default_transaction_read_only = on")
        for call in statements(CALLS, ids):
            if not refused(connection, call):
                idle |= names_in(call) & writers
    assert idle == _READS_TOO


def test_no_row_is_cast_by_position() -> None:
    """A value is said beside its name: variables with fields, or a maker with named arguments."""
    found = {
        path.relative_to(_SQL).as_posix()
        for path in sorted(_SQL.rglob("*.sql"))
        if _ROW.search(path.read_text(encoding="utf-8"))
    }
    assert found == {f"posting/inner/{maker}.sql" for maker in _MAKERS}


@pytest.mark.parametrize("maker", _MAKERS)
def test_a_maker_takes_what_its_type_has(database: Database, maker: str) -> None:
    """In the same order, each with a default; a plan holds the row instead of a call."""
    query = """
        SELECT p.proargnames = c.names, p.pronargs = p.pronargdefaults, c.an_id
        FROM pg_proc AS p
        CROSS JOIN LATERAL (
            SELECT
                array_agg('p_' || a.attname ORDER BY a.attnum) AS names,
                min('p_' || a.attname) FILTER (WHERE a.atttypid = 'uuid'::regtype) AS an_id
            FROM pg_attribute AS a
            WHERE a.attrelid = %s::regclass AND NOT a.attisdropped
        ) AS c
        WHERE p.proname = %s
    """
    arguments = (f"ledger_private.{_MAKERS[maker]}", maker)
    with database.connect() as connection:
        ((is_same, has_defaults, an_id),) = connection.execute(query, arguments).fetchall()
        assert (is_same, has_defaults) == (True, True)
        plan = connection.execute(
            f"EXPLAIN (VERBOSE) SELECT ledger_private.{maker}({an_id} => a.account_id) "
            "FROM ledger_private.account AS a".encode()
        ).fetchall()
        assert maker not in str(plan)
        connection.execute(
            f"ALTER TYPE ledger_private.{_MAKERS[maker]} ADD ATTRIBUTE later text".encode()
        )
        ((is_same, *_),) = connection.execute(query, arguments).fetchall()
        assert not is_same


@pytest.mark.parametrize(
    ("text", "is_cast"),
    [
        ("RETURN ROW(v_a, round(v_b, (v_c).d))::ledger.balances;", True),
        ("v := ROW(\n    1, NULL\n)::ledger_private.posting_link;", True),
        ("ledger_private.begin_call('f', ROW(p_a, p_b), p_key)", False),
        ("FOR EACH ROW EXECUTE FUNCTION f()", False),
    ],
)
def test_a_cast_row_is_noticed(text: str, *, is_cast: bool) -> None:
    """At any length, with calls inside."""
    assert bool(_ROW.search(text)) is is_cast
