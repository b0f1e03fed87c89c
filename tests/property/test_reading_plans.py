"""Nothing that is read often grows with history: the plans go through keys, not through tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.history import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from psycopg import Connection

    from tests.support.databases import Database
    from tests.support.rig import Rig

_HOT = "'HOT'"  # stands for the id of the account with the most entries
_READS = {
    "balance now": f"ledger.get_balance({_HOT})",
    "balance as it was booked": f"ledger.get_balance({_HOT}, now() - interval '1 year')",
    "balance by effective date": f"ledger.get_balance({_HOT}, NULL, now() - interval '5 years')",
    "balance on both axes": f"ledger.get_balance({_HOT}, now() - interval '1 year',"
    " now() - interval '5 years')",
    "statement by effective date": f"ledger.get_statement({_HOT})",
    "statement on both axes": f"ledger.get_statement({_HOT}, p_as_of => now() - interval"
    " '1 year', p_effective_at => now() - interval '5 years')",
    "statement as booked": f"ledger.get_statement({_HOT}, 'booked')",
    "statement summary of now": f"ledger.get_statement_summary({_HOT}, p_from_at => now())",
    "entries": f"ledger.list_entries({_HOT})",
    "audit trail": f"ledger.list_audit_logs({_HOT})",
    "accounts": "ledger.list_accounts()",
    "accounts of a status": "ledger.list_accounts(p_status => 'SUSPENDED')",
    "accounts of a currency": "ledger.list_accounts(p_currency => 'EUR')",
    "accounts of both": "ledger.list_accounts(p_currency => 'USD', p_status => 'CLOSED')",
    "accounts by the start of a code": "ledger.list_accounts(p_code_prefix => 'nothing')",
    "accounts of a name": "ledger.list_accounts(p_username => 'nobody')",
    "newest accounts": "ledger.list_accounts(p_is_ascending => false)",
    "oldest entries": f"ledger.list_entries({_HOT}, p_is_ascending => true)",
    "transactions by a code": "ledger.list_transactions(p_account_code_prefix => 'nothing')",
    "transactions of a name": "ledger.list_transactions(p_username => 'nobody')",
    "first events": "ledger.list_events(p_limit => 50)",
    "recent proof": "ledger.verify_recent()",
    "proof of a part": "ledger.verify_new(500)",
    "statement lines of an account": "(SELECT * FROM reporting.statement_lines WHERE account_id"
    f" = {_HOT} ORDER BY line_number DESC LIMIT 50)",
}
_HISTORY = ("transaction", "transaction_entry", "dated_entry", "audit_log")
_SCAN = re.compile(r"(Seq Scan|Scan.*?) on (\w+).*actual time.* rows=([\d.]+) loops=(\d+)")
_PLANS_OF_THEIR_OWN = 5
_MANY = 2_500  # rows of one scan; the history has 12,000 entries, 3,000 of one account


@pytest.fixture(scope="module")
def history(rig: Rig) -> Iterator[Database]:
    """Give a ledger of 6,000 transfers among 3,000 accounts, half of them by one account."""
    with rig.clone(rig.template) as database:
        with database.connect() as connection:
            build(connection, transfers=6_000, accounts=3_000, dated="late", hot_percent=50)
        yield database


def _scanned(connection: Connection[tuple[str, ...]], read: str) -> set[str]:
    """Run a read and return the tables that it, or a function below it, read from end to end."""
    plans: list[str] = []

    def keep(notice: psycopg.errors.Diagnostic) -> None:
        plans.append(notice.message_primary or "")

    row = connection.execute(
        "SELECT a.account_id::text FROM ledger.accounts AS a ORDER BY a.version DESC LIMIT 1"
    ).fetchone()
    assert row is not None
    read = read.replace("HOT", row[0])
    connection.execute("LOAD 'auto_explain'")
    for setting in (
        "log_min_duration = 0",
        "log_nested_statements = on",
        "log_level = notice",
        "log_analyze = on",
    ):
        connection.execute(f"SET auto_explain.{setting}".encode())
    # A plan for no arguments in particular replaces those that were made for them.
    for _ in range(_PLANS_OF_THEIR_OWN):
        connection.execute(f"SELECT count(*) FROM {read} AS r".encode())
    connection.add_notice_handler(keep)
    connection.execute(f"SELECT count(*) FROM {read} AS r".encode())
    connection.remove_notice_handler(keep)
    assert plans
    return {
        table
        for plan in plans
        for kind, table, rows, loops in _SCAN.findall(plan)
        if kind == "Seq Scan" or float(rows) * int(loops) > _MANY
    }


@pytest.mark.parametrize("read", _READS)
def test_no_table_of_history_is_read_whole(history: Database, read: str) -> None:
    """Nor is the table of accounts, but for the sum over all accounts in a proof."""
    allowed = {"account"} if read == "proof of a part" else set()
    with history.connect() as connection:
        assert _scanned(connection, _READS[read]) & {*_HISTORY, "account"} <= allowed


def test_a_table_read_whole_is_noticed(history: Database) -> None:
    """The search could fail."""
    with history.connect() as connection:
        whole = "(SELECT FROM ledger_audit.transaction_entry AS e WHERE e.amount > 0)"
        assert _scanned(connection, whole) == {"transaction_entry"}


def test_a_made_history_is_right(history: Database) -> None:
    """Every check of the ledger holds, so what is measured on it is real."""
    with history.connect() as connection:
        rows = connection.execute("SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok")
        assert rows.fetchall() == []
