"""What became of what the ledger was asked to post, as ledger.post_transactions says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.shapes.actor import Actor
from webapp.shapes.choices import TransactionStatus
from webapp.transactions.rows import Transaction, TransactionPreview, entries_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """What ledger.transaction_result and ledger.transfer_result have in common."""

    transaction_id: str | None
    status: TransactionStatus
    failure_code: str | None
    failure_name: str | None
    failure_detail: dict[str, Any] | None
    is_replay: bool
    amount: str | None
    currency: str | None
    idempotency_key: str | None
    description: str | None
    metadata: dict[str, Any] | None
    transaction_type: str | None
    effective_at: datetime
    created_at: datetime
    user_id: int


@dataclass(frozen=True, slots=True)
class TransactionResult(Outcome):
    """A row of ledger.transaction_result."""

    entries: list[dict[str, Any]]
    leg_account_ids: list[str] | None
    leg_account_versions: list[int | None] | None

    def transaction(self, actor: Actor) -> Transaction:
        """Return the transaction that was posted for an actor."""
        return Transaction(
            transaction_id=str(self.transaction_id),
            from_account_id=None,
            to_account_id=None,
            amount=self.amount,
            currency=self.currency,
            transaction_type=str(self.transaction_type),
            status=self.status,
            failure_code=None,
            failure_detail=None,
            idempotency_key=self.idempotency_key,
            description=self.description,
            metadata=self.metadata,
            user_id=self.user_id,
            from_account_version=None,
            to_account_version=None,
            effective_at=self.effective_at,
            created_at=self.created_at,
            completed_at=self.created_at,
            leg_account_ids=self.leg_account_ids,
            leg_account_versions=self.leg_account_versions,
            reverses_transaction_id=None,
            hold_id=None,
            reversed_amount=none_of(self.amount),
            asked_by=actor.user_id,
            entries=entries_of(self.entries),
        )

    def preview(self) -> TransactionPreview:
        """Return what posting would be answered with."""
        return TransactionPreview(
            status=self.status,
            failure_code=self.failure_code,
            failure_name=self.failure_name,
            failure_detail=self.failure_detail,
            is_replay=self.is_replay,
            replayed_transaction_id=self.transaction_id if self.is_replay else None,
            amount=self.amount,
            currency=self.currency,
            transaction_type=self.transaction_type,
            entries=entries_of(self.entries),
        )


def none_of(amount: str | None) -> str | None:
    """Return nothing, with the decimals of an amount: what is reversed of what was just posted."""
    if amount is None:
        return None
    _, point, decimals = amount.partition(".")
    return "0" + point + "0" * len(decimals)
