"""Transactions."""

from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.rows import Account
from webapp.shapes.choices import EntryType, TransactionStatus
from webapp.shapes.values import Amount, Id, JsonObject, Metadata, UserId


@dataclass(frozen=True, slots=True)
class Transaction:
    """One movement of money, or one refused attempt: a row of ledger.transactions."""

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
    leg_account_versions: list[int] | None
    reverses_transaction_id: Id | None
    hold_id: Id | None
    reversed_amount: Amount | None


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
class TransactionWithEntries(Transaction):
    """A transaction and its entries, in the order in which they were posted."""

    entries: list[TransactionEntry]


@dataclass(frozen=True, slots=True)
class TransactionResult:
    """What became of a transaction of any number of legs."""

    transaction_id: Id | None
    status: TransactionStatus
    failure_code: str | None
    failure_name: str | None
    failure_detail: JsonObject | None
    is_replay: bool
    amount: Amount | None
    currency: str | None
    entries: list[TransactionEntry]
    idempotency_key: str | None
    description: str | None
    metadata: Metadata | None
    transaction_type: str | None
    effective_at: datetime | None
    created_at: datetime | None

    def __post_init__(self) -> None:
        """Read the entries, which arrive as JSON."""
        entries = [TransactionEntry(**entry) for entry in self.entries]  # type: ignore[arg-type]
        object.__setattr__(self, "entries", entries)


@dataclass(frozen=True, slots=True)
class PostedTransaction(Transaction):
    """A transaction as the request that made it is answered."""

    is_replay: bool


@dataclass(frozen=True, slots=True)
class TransactionPage:
    """Transactions in the order asked for; next_cursor is null on the last page.

    A search that finds little stops after 20,000 transactions: such a page is short or empty
    and has a next_cursor all the same.
    """

    items: list[Transaction]
    next_cursor: str | None
    accounts: list[Account] | None = None
