"""Transactions."""

from dataclasses import dataclass
from datetime import datetime

from webapp.rows.values import Amount, Id, JsonObject, UserId


@dataclass(frozen=True, slots=True)
class Transaction:
    """One movement of money, or one refused attempt: a row of ledger.transactions."""

    transaction_id: Id
    from_account_id: Id | None
    to_account_id: Id | None
    amount: Amount | None
    currency: str | None
    transaction_type: str
    status: str
    failure_code: str | None
    failure_detail: JsonObject | None
    idempotency_key: str | None
    description: str | None
    metadata: JsonObject | None
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
