"""What became of transfers, as ledger.post_transfers says it."""

from dataclasses import dataclass

from webapp.shapes.actor import Actor
from webapp.transactions.results import Outcome, none_of
from webapp.transactions.rows import Transaction, TransactionEntry
from webapp.transfers.rows import BatchResult


@dataclass(frozen=True, slots=True)
class TransferResult(Outcome):
    """A row of ledger.transfer_result."""

    item_number: int
    from_account_id: str | None
    to_account_id: str | None
    from_balance: str | None
    to_balance: str | None
    from_account_version: int | None
    to_account_version: int | None

    def transaction(self, actor: Actor) -> Transaction:
        """Return the transaction that records what an actor asked for."""
        is_posted = self.failure_code is None
        is_here = self.from_account_version is not None  # else its two sides are in two cells
        return Transaction(
            transaction_id=str(self.transaction_id),
            from_account_id=self.from_account_id,
            to_account_id=self.to_account_id,
            amount=self.amount,
            currency=self.currency,
            transaction_type=str(self.transaction_type),
            status=self.status,
            failure_code=self.failure_code,
            failure_detail=self.failure_detail,
            idempotency_key=self.idempotency_key,
            description=self.description,
            metadata=self.metadata,
            user_id=self.user_id,
            from_account_version=self.from_account_version,
            to_account_version=self.to_account_version,
            effective_at=self.effective_at,
            created_at=self.created_at,
            completed_at=self.created_at if is_posted and self.status != "PENDING" else None,
            leg_account_ids=None,
            leg_account_versions=None,
            reverses_transaction_id=None,
            hold_id=None,
            reversed_amount=none_of(self.amount) if is_posted else None,
            asked_by=actor.user_id,
            entries=self._entries() if is_posted and is_here else [],
        )

    def batch_result(self, actor: Actor) -> BatchResult:
        """Return what became of this item of a batch."""
        return BatchResult(
            self.item_number,
            self.status,
            self.is_replay,
            self.transaction(actor) if self.transaction_id else None,
            self.failure_code,
            self.failure_name,
            self.failure_detail,
        )

    def _entries(self) -> list[TransactionEntry]:
        amount, currency = str(self.amount), str(self.currency)
        return [
            TransactionEntry(
                str(self.from_account_id),
                "DEBIT",
                amount,
                currency,
                self.from_account_version,
                self.from_balance,
                self.description,
            ),
            TransactionEntry(
                str(self.to_account_id),
                "CREDIT",
                amount,
                currency,
                self.to_account_version,
                self.to_balance,
                self.description,
            ),
        ]
