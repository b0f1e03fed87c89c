"""What became of transfers."""

from dataclasses import dataclass
from datetime import datetime

from webapp.shapes.choices import TransactionStatus
from webapp.shapes.values import Amount, AskedAmount, Id, JsonObject, Metadata


@dataclass(frozen=True, slots=True)
class TransferResult:
    """What became of one item handed to ledger.post_transfers."""

    item_number: int
    transaction_id: Id | None
    status: TransactionStatus
    failure_code: str | None
    failure_name: str | None
    failure_detail: JsonObject | None
    is_replay: bool
    from_account_id: Id | None
    to_account_id: Id | None
    amount: AskedAmount | None
    currency: str | None
    from_balance: Amount | None
    to_balance: Amount | None
    from_account_version: int | None
    to_account_version: int | None
    idempotency_key: str | None
    description: str | None
    metadata: Metadata | None
    transaction_type: str | None
    effective_at: datetime | None
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """One result per item of a batch, in the order of the request."""

    results: list[TransferResult]
