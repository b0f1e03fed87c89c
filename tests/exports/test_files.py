"""A file holds the entries that it was asked for, each once, and nothing that a program may run."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.exports.files import entries_of, lines_of, text_of, told, write

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_HEAD = (
    "account_version,created_at,effective_at,transaction_id,transaction_type,entry_type,amount,"
    "currency,balance_after,counterparty_account_id,description\n"
)


@pytest.fixture
def busy(ledger: LedgerCalls) -> Row:
    """Return an account with some entries."""
    account = ledger.account("busy")
    for amount in range(1, 12):
        ledger.call("deposit", account_id=account.account_id, amount=amount)
    ledger.call("withdraw", account_id=account.account_id, amount="0.07")
    return account


def _export(ledger: LedgerCalls, account: Row, **more: object) -> Row:
    return ledger.call("create_export", account_id=account.account_id, **more)


def test_a_file_has_all_entries_whatever_its_parts(ledger: LedgerCalls, busy: Row) -> None:
    """In one part, or in several of five lines; both files are the same, byte for byte."""
    whole, parts = _export(ledger, busy), None
    assert (whole.status, whole.row_count, whole.expires_at) == ("PENDING", 0, None)
    assert write(ledger) == 1
    parts = _export(ledger, busy)
    assert write(ledger, limit=5) == 3
    assert told(lines_of(ledger, whole)) == entries_of(ledger, busy.account_id)
    assert text_of(ledger, whole) == text_of(ledger, parts)
    assert text_of(ledger, whole).startswith(_HEAD)
    ready = ledger.call("get_export", export_id=parts.export_id)
    assert (ready.status, ready.row_count) == ("READY", 12)
    assert ready.size_bytes == len(text_of(ledger, parts).encode())
    assert ready.expires_at > ready.ended_at > ready.created_at


def test_psql_writes_the_same_file(ledger: LedgerCalls, database: Database, busy: Row) -> None:
    """As docs/how-to/exports.md says: the ends of the lines are psql's own."""
    export = _export(ledger, busy)
    write(ledger, limit=5)
    written = subprocess.run(
        [
            *(str(database.cluster.tool("psql")), "--no-psqlrc", "-At"),
            *("-c", f"SELECT content FROM ledger.read_export('{export.export_id}')"),
        ],
        env=database.environment("ledger_dba"),
        check=True,
        capture_output=True,
    )
    assert written.stdout == text_of(ledger, export).encode()


def test_what_is_booked_while_it_is_written_is_not_in_it(ledger: LedgerCalls, busy: Row) -> None:
    """The file is that of the moment in which it was begun."""
    before = entries_of(ledger, busy.account_id)
    export = _export(ledger, busy)
    ledger.call("write_exports", limit=5)
    ledger.call("deposit", account_id=busy.account_id, amount=500)
    write(ledger, limit=5)
    assert told(lines_of(ledger, export)) == before


def test_a_time_has_its_entries(ledger: LedgerCalls, busy: Row) -> None:
    """From since on, before until: the entries that ledger.list_entries finds."""
    rows = ledger.rows("list_entries", account_id=busy.account_id, is_ascending=True)
    times = {"since": rows[3].created_at, "until": rows[9].created_at}
    for asked in (times, {"since": times["since"]}, {"until": times["until"]}):
        export = _export(ledger, busy, **asked)
        write(ledger)
        found = ledger.rows("list_entries", account_id=busy.account_id, is_ascending=True, **asked)
        assert [line["account_version"] for line in lines_of(ledger, export)] == [
            str(row.account_version) for row in found
        ]
        assert found


def test_nothing_is_a_file_too(ledger: LedgerCalls, busy: Row) -> None:
    """The names of the columns, and no line."""
    empty = ledger.account("empty")
    exports = [
        _export(ledger, empty),
        _export(ledger, busy, until="2001-01-01"),
        _export(ledger, busy, since="2101-01-01"),
    ]
    write(ledger)
    for export in exports:
        assert text_of(ledger, export) == _HEAD
        assert ledger.call("get_export", export_id=export.export_id).row_count == 0


def test_open_credits_are_folded_first(ledger: LedgerCalls) -> None:
    """An account that accumulates has all of its money in the file."""
    till = ledger.account(min_balance="-Infinity")
    many = ledger.account("many", accumulates=True)
    pay = {"from_account_id": till.account_id, "to_account_id": many.account_id}
    for amount in range(1, 6):
        ledger.call("post_transfer", **pay, amount=amount)
    export = _export(ledger, many)
    write(ledger)
    lines = lines_of(ledger, export)
    assert sorted(int(float(line["amount"])) for line in lines) == [1, 2, 3, 4, 5]
    assert lines[-1]["balance_after"] == "15.00"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", 'a "quoted", text', "two\nlines", "ünï,\u200bç", "'x", "a=1"],
)
def test_what_people_write_is_text(ledger: LedgerCalls, text: str) -> None:
    """Commas, quotation marks and lines survive; what begins like a formula is none."""
    till = ledger.account(min_balance="-Infinity")
    account = ledger.account()
    ledger.call(
        "post_transfer",
        from_account_id=till.account_id,
        to_account_id=account.account_id,
        amount=1,
        description=text,
    )
    export = _export(ledger, account)
    write(ledger)
    (line,) = lines_of(ledger, export)
    assert line["description"] == ("'" if text[0] in "=+-@" else "") + text
    assert (line["amount"], line["balance_after"]) == ("1.00", "1.00")


def test_amounts_are_exact(ledger: LedgerCalls) -> None:
    """Past what a float can hold, and in an asset without decimals."""
    for currency, amount in (("USD", "9007199254740993.10"), ("JPY", "9007199254740993")):
        account = ledger.account(currency=currency)
        ledger.call("deposit", account_id=account.account_id, amount=amount)
        export = _export(ledger, account)
        write(ledger)
        (line,) = lines_of(ledger, export)
        assert (line["amount"], line["currency"]) == (amount, currency)


def test_a_long_one_holds_nobody_up(ledger: LedgerCalls, busy: Row) -> None:
    """Of two, the one that is the least far goes on."""
    long = _export(ledger, busy)
    for _ in range(3):
        ledger.call("write_exports", limit=2)
    short = _export(ledger, busy, until="2001-01-01")
    ledger.call("write_exports", limit=2)
    assert ledger.call("get_export", export_id=short.export_id).status == "READY"
    assert ledger.call("get_export", export_id=long.export_id).row_count == 6


def test_its_time_runs_out(ledger: LedgerCalls, database: Database, busy: Row) -> None:
    """EXPIRED, with its event, and the parts are gone; one is kept for a second at least."""
    export = _export(ledger, busy)
    with pytest.raises(psycopg.DatabaseError, match="LG109"):
        ledger.call("write_exports", keep="0.9 seconds")
    ledger.call("write_exports", keep="1 hour")
    with database.connect() as owner:
        owner.execute(
            "UPDATE ledger_private.export SET expires_at = clock_timestamp(), ended_at = created_at"
        )
    assert write(ledger) == 1
    assert ledger.call("get_export", export_id=export.export_id).status == "EXPIRED"
    with database.connect() as owner:
        assert owner.execute("SELECT count(*) FROM ledger_private.export_part").fetchone() == (0,)
    with pytest.raises(psycopg.DatabaseError, match="LG357") as refused:
        ledger.rows("read_export", export_id=export.export_id)
    assert '"status": "EXPIRED"' in str(refused.value.diag.message_detail)


def test_each_step_is_in_the_feed(ledger: LedgerCalls, busy: Row) -> None:
    """Created and ready, or removed; removing again changes nothing."""
    first, second = _export(ledger, busy), _export(ledger, busy)
    ledger.call("remove_export", export_id=second.export_id)
    write(ledger)
    ledger.call("remove_export", export_id=first.export_id)
    again = ledger.call("remove_export", export_id=first.export_id)
    assert again.status == "REMOVED"
    events = [
        (row.event_type, row.object["export_id"])
        for row in ledger.rows("list_events", limit=1000)
        if row.event_type.startswith("export.")
    ]
    assert events == [
        ("export.created", str(first.export_id)),
        ("export.created", str(second.export_id)),
        ("export.removed", str(second.export_id)),
        ("export.ready", str(first.export_id)),
        ("export.removed", str(first.export_id)),
    ]
