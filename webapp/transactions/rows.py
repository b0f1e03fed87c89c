"""Transactions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from webapp.accounts.rows import Account
from webapp.shapes.choices import EntryType, TransactionStatus
from webapp.shapes.values import Amount, Id, JsonObject, Metadata, UserId


@dataclass(frozen=True, slots=True)
class TransactionEntry:
    """One leg as it was posted: version and balance are null where they are not the reader's."""

    account_id: Id
    entry_type: EntryType
    amount: Amount
    currency: str
    account_version: int | None
    balance_after: Amount | None
    description: str | None


@dataclass(frozen=True, slots=True)
class Transaction:
    """One movement of money, or one refused attempt: a row of ledger.transactions.

    To a customer, and to a restricted key, idempotency_key, metadata, failure_detail and asked_by
    are null unless it asked for the transaction itself, and so are the versions of accounts that
    it may not see. entries, in the order in which they were posted, are null in lists unless the
    request expands them.
    """

    transaction_id: Id
    from_account_id: Id | None
    to_account_id: Id | None
    amount: Amount | None
    currency: str | None
    transaction_type: str
    status: TransactionStatus
    failure_code: str | None
    failure_detail: JsonObject | None
    idempotency_key: str | None
    description: str | None
    metadata: Metadata | None
    user_id: UserId
    from_account_version: int | None
    to_account_version: int | None
    effective_at: datetime
    created_at: datetime
    completed_at: datetime | None
    leg_account_ids: list[Id] | None
    leg_account_versions: list[int | None] | None
    reverses_transaction_id: Id | None
    hold_id: Id | None
    reversed_amount: Amount | None
    asked_by: UserId | None
    entries: list[TransactionEntry] | None

    def __post_init__(self) -> None:
        """Read the entries, which arrive from the ledger as JSON."""
        entries = cast("list[Any] | None", self.entries)
        if entries and isinstance(entries[0], dict):
            object.__setattr__(self, "entries", entries_of(entries))


@dataclass(frozen=True, slots=True)
class TransactionPreview:
    """What a transaction would do: what posting it would be answered with, but for its id.

    When it was posted before under its key (is_replay), what it did then.
    """

    status: TransactionStatus
    failure_code: str | None
    failure_name: str | None
    failure_detail: JsonObject | None
    is_replay: bool
    replayed_transaction_id: Id | None
    amount: Amount | None
    currency: str | None
    transaction_type: str | None
    entries: list[TransactionEntry]


@dataclass(frozen=True, slots=True)
class TransactionPage:
    """Transactions in the order asked for; next_cursor is null on the last page.

    A search that finds little stops after 20,000 transactions: such a page is short or empty
    and has a next_cursor all the same.
    """

    items: list[Transaction]
    next_cursor: str | None
    accounts: list[Account] | None = None


def entries_of(documents: list[Any]) -> list[TransactionEntry]:
    """Read entries from JSON."""
    return [TransactionEntry(**document) for document in documents]
