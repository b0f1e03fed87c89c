"""Files of exports as their readers get them, and what they are to hold."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.ledger_calls import LedgerCalls, Row


def write(ledger: LedgerCalls, limit: int = 1000) -> int:
    """Do all that there is to do, as the worker does; return how many turns it took."""
    turns = 0
    while ledger.call("write_exports", limit=limit).r:
        turns += 1
    return turns


def text_of(ledger: LedgerCalls, export: Row) -> str:
    """Return the file."""
    parts = ledger.rows("read_export", export_id=export.export_id)
    assert [part.part_number for part in parts] == list(range(1, len(parts) + 1))
    return "".join(f"{part.content}\n" for part in parts)


def lines_of(ledger: LedgerCalls, export: Row) -> list[dict[str, str]]:
    """Return the lines of the file, read as any program reads such files."""
    return list(csv.DictReader(io.StringIO(text_of(ledger, export), newline="")))


def entries_of(ledger: LedgerCalls, account_id: UUID) -> list[tuple[str, ...]]:
    """Return what an account's lines are to say of version, side, amount and balance."""
    rows = ledger.connection.execute(
        "SELECT e.account_version::text, e.entry_type, e.amount::text, e.balance_after::text,"
        " e.transaction_id::text, coalesce(e.counterparty_account_id::text, '')"
        " FROM ledger.transaction_entries AS e"
        " WHERE e.account_id = %s AND e.account_version IS NOT NULL ORDER BY e.account_version",
        (account_id,),
    )
    return [tuple(row) for row in rows]


def told(lines: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """Return the same of a file."""
    names = ("account_version", "entry_type", "amount", "balance_after", "transaction_id")
    return [(*(line[name] for name in names), line["counterparty_account_id"]) for line in lines]
