"""Paying an account that accumulates, and what has become of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.concurrency.crowd import told

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.ledger_calls import LedgerCalls


def pay(calls: LedgerCalls, payer: UUID, payee: UUID) -> str:
    """Pay 1; say how it went."""
    pair = {"from_account_id": payer, "to_account_id": payee, "amount": "1"}
    return told(lambda: calls.call("post_transfer", **pair))[0]


def entries(ledger: LedgerCalls, account_id: UUID) -> list[object]:
    """Return the numbers of an account's entries, newest first."""
    return [row.account_version for row in ledger.rows("list_entries", account_id=account_id)]
