"""Events of the feed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from webapp.shapes.values import Id, JsonObject, UserId
from webapp.transactions.rows import Transaction


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of ledger.events, with the entries of its transaction."""

    event_position: int
    feed_id: str
    event_type: str
    event_id: str
    created_at: datetime
    user_id: int
    account_id: str | None
    actor_user_id: int | None
    actor_role: str
    object: dict[str, Any] | None
    transaction_id: str | None
    from_account_id: str | None
    to_account_id: str | None
    amount: str | None
    currency: str | None
    transaction_type: str | None
    status: str | None
    failure_code: str | None
    description: str | None
    metadata: dict[str, Any] | None
    from_account_version: int | None
    to_account_version: int | None
    effective_at: datetime | None
    leg_account_ids: list[str] | None
    leg_account_versions: list[int | None] | None
    reverses_transaction_id: str | None
    hold_id: str | None
    entries: list[Any] | None

    @property
    def transaction(self) -> Transaction | None:
        """The transaction as it was when it was posted or refused, if the event is one."""
        if self.transaction_id is None or self.effective_at is None:
            return None
        return Transaction(
            transaction_id=self.transaction_id,
            from_account_id=self.from_account_id,
            to_account_id=self.to_account_id,
            amount=self.amount,
            currency=self.currency,
            transaction_type=cast("str", self.transaction_type),
            status=cast("Any", self.status),
            failure_code=self.failure_code,
            failure_detail=None,
            idempotency_key=None,
            description=self.description,
            metadata=self.metadata,
            user_id=self.user_id,
            from_account_version=self.from_account_version,
            to_account_version=self.to_account_version,
            effective_at=self.effective_at,
            created_at=self.created_at,
            completed_at=None if self.failure_code else self.created_at,
            leg_account_ids=self.leg_account_ids,
            leg_account_versions=self.leg_account_versions,
            reverses_transaction_id=self.reverses_transaction_id,
            hold_id=self.hold_id,
            reversed_amount=None,
            asked_by=self.actor_user_id,
            entries=self.entries,
        )


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """What changed, as it then was: a transaction with its entries, or the object of an act."""

    event_position: int
    feed_id: Id
    event_type: str
    event_id: Id
    created_at: datetime
    user_id: UserId
    account_id: Id | None
    actor_user_id: UserId | None
    actor_role: str
    object: JsonObject | None
    transaction: Transaction | None


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Events by position; next_cursor is null on the last page."""

    items: list[FeedEvent]
    next_cursor: str | None


def event_of(row: EventRow) -> FeedEvent:
    """Return the event as it is shown."""
    return FeedEvent(
        event_position=row.event_position,
        feed_id=row.feed_id,
        event_type=row.event_type,
        event_id=row.event_id,
        created_at=row.created_at,
        user_id=row.user_id,
        account_id=row.account_id,
        actor_user_id=row.actor_user_id,
        actor_role=row.actor_role,
        object=row.object,
        transaction=row.transaction,
    )
