"""Holds, and the steps they took."""

from dataclasses import dataclass
from datetime import datetime

from webapp.accounts.rows import Account
from webapp.shapes.choices import HoldEventType, HoldStatus
from webapp.shapes.values import Amount, Id, Metadata, UserId
from webapp.transactions.rows import Transaction


@dataclass(frozen=True, slots=True)
class Hold:
    """Money set aside: a row of ledger.holds; remaining is what the account still keeps."""

    hold_id: Id
    account_id: Id
    to_account_id: Id | None
    group_id: Id | None
    user_id: UserId
    currency: str
    amount: Amount
    captured: Amount
    released: Amount
    remaining: Amount
    tolerance: Amount
    status: HoldStatus
    expires_at: datetime | None
    description: str | None
    metadata: Metadata | None
    placed_by: UserId | None
    event_count: int
    created_at: datetime
    updated_at: datetime
    is_freeze: bool


@dataclass(frozen=True, slots=True)
class HoldEvent:
    """One step of a hold, and the state it led to: a row of ledger.hold_events."""

    hold_id: Id
    event_number: int
    event_type: HoldEventType
    amount: Amount | None
    amount_after: Amount
    captured_after: Amount
    released_after: Amount
    status_after: HoldStatus
    expires_at: datetime | None
    transaction_id: Id | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class HoldPage:
    """Holds in the order of their ids; next_cursor is null on the last page."""

    items: list[Hold]
    next_cursor: str | None
    accounts: list[Account] | None = None


@dataclass(frozen=True, slots=True)
class HoldEventPage:
    """Steps of a hold, oldest first; next_cursor is null on the last page."""

    items: list[HoldEvent]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class GroupCaptures:
    """Every capture of the holds of a group."""

    captures: list[Transaction]


@dataclass(frozen=True, slots=True)
class GroupHolds:
    """Every hold of a group."""

    holds: list[Hold]


@dataclass(frozen=True, slots=True)
class HoldGroupTotal:
    """What the holds of a group in one currency add up to."""

    currency: str
    amount: Amount
    captured: Amount
    released: Amount
    remaining: Amount


@dataclass(frozen=True, slots=True)
class HoldGroup:
    """A group of holds: a row of ledger.hold_groups."""

    group_id: Id
    holds: int
    open_holds: int
    totals: list[HoldGroupTotal]
    created_at: datetime
    updated_at: datetime

    def __post_init__(self) -> None:
        """Read the totals, which arrive as JSON."""
        totals = [HoldGroupTotal(**total) for total in self.totals]  # type: ignore[arg-type]
        object.__setattr__(self, "totals", totals)


@dataclass(frozen=True, slots=True)
class HoldGroupPage:
    """Groups of holds in the order of their ids; next_cursor is null on the last page."""

    items: list[HoldGroup]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class ExpiredHolds:
    """Holds that were tidied away."""

    holds: list[Hold]
