"""What a session sets changes nothing that is stored, hashed or compared."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.types.string import TextLoader

from tests.support.ledger_calls import LedgerCalls
from tests.support.schemas import TABLES

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.rig import Rig

HOSTILE = {
    "TimeZone": "Asia/Kathmandu",
    "DateStyle": "SQL, DMY",
    "IntervalStyle": "sql_standard",
    "extra_float_digits": "-15",
    "bytea_output": "escape",
    "standard_conforming_strings": "off",
    "escape_string_warning": "off",
    "backslash_quote": "on",
    "xmlbinary": "hex",
    "xmloption": "document",
    "quote_all_identifiers": "on",
    "array_nulls": "off",
    "transform_null_equals": "on",
    "lc_numeric": "C",
    "lc_monetary": "C",
    "lc_time": "C",
    "search_path": "pg_temp, public",
    "default_transaction_isolation": "read committed",
    "plan_cache_mode": "force_generic_plan",
    "timezone_abbreviations": "India",
}
_TABLES = f"""
    SELECT c.oid::regclass::text,
        array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.atttypid <> 'bytea'::regtype)
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r'
      AND c.relnamespace::regnamespace::text IN {TABLES}
    GROUP BY c.oid ORDER BY 1
"""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOW = re.compile(r"20(2[4-9]|3\d)-\d\d-\d\d[T ][0-9:.]+(\+[0-9:]+)?")
_AT = datetime(2031, 3, 30, 12, 30, tzinfo=UTC)
# Numbers that a cluster or the clock deals out, and secrets.
_DEALT = {"xact_id", "seen", "incarnation", "prefix", "bucket_starts", "throttle_key"}


def _life(ledger: LedgerCalls, tries: int = 1) -> list[str]:
    """Go through many doors and return the code of each refusal."""
    call = ledger.call
    refused: list[str] = []

    def refusal(function: str, **arguments: object) -> None:
        try:
            call(function, **arguments)
        except psycopg.Error as error:
            refused.append(f"{function} {error.sqlstate} {error.diag.message_detail}")

    carol = call("create_user", username="carol", p_role="customer", p_display_name="O'Neil\\n")
    dave = call("create_user", username="dave", p_role="customer")
    call("create_category", path="assets/cash box")
    world = ledger.account("world", account_class="asset")
    one = ledger.account(
        "one", user_id=carol.user_id, metadata={"at": "1 day", "b\\": [1.50, None]}, max_balance=900
    )
    two = ledger.account("two", user_id=dave.user_id, idempotency_key="open \\ two")
    call("set_account_category", account_id=world.account_id, category="assets/cash box")
    call("set_limit", maximum=500, period="month", account_id=one.account_id)
    call("set_limit", maximum=700, period="window", account_id=one.account_id,
         p_window=timedelta(days=3, hours=1))  # fmt: skip
    for _ in range(tries):
        call("post_transfer", from_account_id=world.account_id, to_account_id=one.account_id,
             amount="100.10", idempotency_key="k'\\", description="\\x41 'q'", p_effective_at=_AT,
             metadata={"n": 1.0, "at": "2031-03-30"})  # fmt: skip
        call("open_account", currency="USD", code="keyed", metadata={"d": 1.0},
             idempotency_key="opened")  # fmt: skip
    ledger.post({"from_account_id": one.account_id, "to_account_id": two.account_id,
                 "amount": "5.00", "idempotency_key": "b", "description": "it's \\"},
                {"from_account_id": one.account_id, "to_account_id": two.account_id,
                 "amount": "600", "idempotency_key": "c"})  # fmt: skip
    hold = call("hold_funds", account_id=one.account_id, amount=7, p_expires_at=_AT,
                idempotency_key="held")  # fmt: skip
    call("extend_hold", hold_id=hold.hold_id, p_expires_at=_AT + timedelta(hours=1))
    call("capture_hold", hold_id=hold.hold_id, amount=2, p_to_account_id=two.account_id)
    call("delegate_account", account_id=one.account_id, user_id=dave.user_id, kind="spender",
         p_spend_limit=9, p_spend_period="day", p_expires_at=_AT)  # fmt: skip
    call("create_api_key", user_id=carol.user_id, name="till", p_expires_at=None)
    call("link_identity", user_id=carol.user_id, issuer="https://id.example/\\", subject="s")
    call("set_account_bounds", account_id=two.account_id, p_min_balance=-3, p_max_balance=None)
    call("close_period", p_through_on="2020-01-31")
    refusal("close_period", p_through_on="2035-01-31")
    refusal("post_transfer", from_account_id=one.account_id, to_account_id=two.account_id,
            amount=1, p_effective_at=datetime(2020, 1, 31, 23, tzinfo=UTC))  # fmt: skip
    refusal("post_transfer", from_account_id=one.account_id, to_account_id=two.account_id,
            amount=490)  # fmt: skip
    refusal("extend_hold", hold_id=hold.hold_id, p_expires_at=_AT - timedelta(days=1))
    refusal("create_user", username="a\\\tb")
    refusal("create_category", path="a / b")
    return refused


def _set(connection: psycopg.Connection[Any], settings: dict[str, str]) -> None:
    for name, value in settings.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    # The driver reads moments in ISO form alone; what a session shows is no part of the test.
    for kind in ("timestamptz", "date", "interval", "bytea"):
        connection.adapters.register_loader(kind, TextLoader)


def _masked(value: str, known: dict[str, str]) -> str:
    value = _UUID.sub(lambda m: known.setdefault(m[0], f"id {len(known)}"), value)
    return _NOW.sub(lambda m: m[0] if "2031-" in m[0] else "now", value)


def _rows(connection: psycopg.Connection[Any]) -> dict[str, list[str]]:
    connection.execute("SET timezone = 'UTC'; SET search_path = pg_catalog")
    tables = connection.execute(_TABLES.encode()).fetchall()
    found: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    for table, columns in tables:
        names = ", ".join(f"t.{name}" for name in columns if name not in _DEALT)
        order = f"(to_jsonb(t) ->> 'created_at'), (to_jsonb(t) ->> '{columns[0]}')"
        rows = connection.execute(
            f"SELECT to_jsonb(r)::text FROM {table} AS t"
            f" CROSS JOIN LATERAL (SELECT {names}) AS r ORDER BY {order}".encode()
        ).fetchall()
        found[table] = [_masked(row, known) for (row,) in rows]
    return {
        table: sorted(re.sub(r"id \d+", "id", row) for row in rows) for table, rows in found.items()
    }


def _lived(database: Database, settings: dict[str, str]) -> tuple[list[str], dict[str, list[str]]]:
    with database.connect("ledger_dba") as connection:
        _set(connection, settings)
        refusals = _life(LedgerCalls(connection), tries=2)
        known: dict[str, str] = {}
        refusals = [re.sub(r"id \d+", "id", _masked(text, known)) for text in refusals]
    with database.connect() as connection:
        checks = connection.execute("SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok")
        assert checks.fetchall() == []
        return refusals, _rows(connection)


def test_rows_and_refusals_are_the_same_under_any_setting(rig: Rig) -> None:
    """One life in a plain session and in a hostile one: the rows differ in ids and clocks alone."""
    with rig.clone(rig.template) as plain, rig.clone(rig.template) as hostile:
        expected = _lived(plain, {"TimeZone": "UTC"})
        found = _lived(hostile, HOSTILE)
    assert len(expected[0]) == 6, expected[0]
    assert found[0] == expected[0]
    for table, rows in expected[1].items():
        assert found[1][table] == rows, table


def test_digests_and_hashes_are_the_same_under_any_setting(database: Database) -> None:
    """Keys are replayed in another session, and verify() finds every hash right there."""
    with database.connect("ledger_dba") as connection:
        _life(LedgerCalls(connection))
    with database.connect("ledger_dba") as connection:
        _set(connection, HOSTILE)
        ledger = LedgerCalls(connection)
        checks = ledger.rows("verify")
        assert [check.name for check in checks if not check.ok] == []
        one, world = (ledger.call("find_account", code=code) for code in ("one", "world"))
        again = ledger.call(
            "post_transfer", from_account_id=world.account_id, to_account_id=one.account_id,
            amount="100.1", idempotency_key="k'\\", description="\\x41 'q'", p_effective_at=_AT,
            metadata={"at": "2031-03-30", "n": 1},
        )  # fmt: skip
        keyed = ledger.call("open_account", currency="USD", code="keyed", metadata={"d": 1},
                            idempotency_key="opened")  # fmt: skip
        assert again.amount == keyed.balance + again.amount
        hold = ledger.call("hold_funds", account_id=one.account_id, amount="7.0",
                           p_expires_at=_AT, idempotency_key="held")  # fmt: skip
        assert (hold.amount, hold.captured) == (7, 2)
        keys = connection.execute(
            "SELECT (SELECT count(*) FROM reporting.postings AS p)"
            " + (SELECT count(*) FROM reporting.refusals AS r)"
        )
        assert keys.fetchall()[0][0] == 4


def test_a_term_is_as_long_where_clocks_change_within_it(database: Database) -> None:
    """Ninety days of an API key are 2160 hours, in a zone that puts its clocks on next month."""
    begin, end = (
        (datetime.now(UTC) + timedelta(days=days)).timetuple().tm_yday for days in (30, 150)
    )
    with database.connect("ledger_dba") as connection:
        zone = f"AAA0BBB,J{min(begin, 365)}/0,J{min(end, 365)}/0"
        connection.execute("SELECT set_config('TimeZone', %s, false)", (zone,))
        ledger = LedgerCalls(connection)
        user = ledger.call("create_user", username="carol")
        connection.adapters.register_loader("timestamptz", TextLoader)
        made = ledger.call("create_api_key", user_id=user.user_id, name="till")
        shown = ledger.rows("list_api_keys", user_id=user.user_id)[0]
        length = connection.execute(
            "SELECT extract(epoch FROM %s::timestamptz - %s::timestamptz)",
            (made.expires_at, shown.created_at),
        ).fetchall()
    assert length == [(90 * 86400,)]
