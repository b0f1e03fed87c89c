"""Placing holds and freezes, settling and releasing them, and reading them."""

from uuid import UUID

from webapp.calling import Done, Seen, stored
from webapp.holds.bodies import (
    CaptureBody,
    ExpiryBody,
    ExtensionBody,
    FreezeBody,
    GroupCaptureBody,
    GroupReleaseBody,
    HoldBody,
    HoldEventsQuery,
    HoldGroupsQuery,
    HoldsQuery,
    IncrementBody,
    ReleaseBody,
    UnfreezeBody,
)
from webapp.holds.rows import Hold, HoldEvent, HoldGroup
from webapp.shapes.actor import Actor
from webapp.transactions.rows import Transaction


@stored()
def hold_funds(body: HoldBody, *, idempotency_key: str, actor: Actor) -> Done[Hold]:
    """Set money aside and return the hold."""


@stored(entries=True)
def capture_hold(
    hold_id: UUID, body: CaptureBody, *, idempotency_key: str, actor: Actor
) -> Done[Transaction]:
    """Post a hold or a part of it, and return the transaction."""


@stored()
def increment_hold(
    hold_id: UUID, body: IncrementBody, *, idempotency_key: str, actor: Actor
) -> Done[Hold]:
    """Set more aside under a hold, and return it."""


@stored()
def extend_hold(
    hold_id: UUID, body: ExtensionBody, *, idempotency_key: str, actor: Actor
) -> Done[Hold]:
    """Give a hold more time, and return it."""


@stored()
def release_hold(
    hold_id: UUID, body: ReleaseBody, *, idempotency_key: str, actor: Actor
) -> Done[Hold]:
    """Give back what a hold keeps or a part of it, and return the hold."""


@stored(entries=True)
def capture_group(
    group_id: UUID, body: GroupCaptureBody, *, idempotency_key: str, actor: Actor
) -> Done[list[Transaction]]:
    """Post the holds of a group together, and return every capture of it."""


@stored()
def release_group(
    group_id: UUID, body: GroupReleaseBody, *, idempotency_key: str, actor: Actor
) -> Done[list[Hold]]:
    """Release the holds of a group together, and return them."""


@stored()
def get_hold_group(group_id: UUID, *, actor: Actor) -> HoldGroup:
    """Return a group of holds."""


@stored()
def list_hold_groups(
    query: HoldGroupsQuery, *, after: str | None, is_ascending: bool, limit: int, actor: Actor
) -> list[HoldGroup]:
    """Return groups of holds in the order of their ids, from after one on."""


@stored()
def expire_holds(body: ExpiryBody, *, actor: Actor) -> list[Hold]:
    """Tidy holds past their expiry away, and return them."""


@stored()
def get_hold(hold_id: UUID, *, actor: Actor) -> Hold:
    """Return a hold."""


@stored()
def list_holds(
    query: HoldsQuery,
    *,
    after: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[Hold]:
    """Return holds in the order of their ids, from after one on.

    A last row whose currency is None says that the search stopped there and found no more.
    """


@stored()
def list_hold_events(
    hold_id: UUID,
    query: HoldEventsQuery,
    *,
    after: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[HoldEvent]:
    """Return the steps of a hold, from after a number on."""


@stored()
def freeze_amount(
    account_id: UUID, body: FreezeBody, *, idempotency_key: str, actor: Actor
) -> Done[Hold]:
    """Freeze an amount of an account and return the freeze."""


@stored()
def unfreeze_amount(
    hold_id: UUID, body: UnfreezeBody, *, idempotency_key: str, actor: Actor
) -> Done[Hold]:
    """Lift a freeze, in part or whole, and return it."""
