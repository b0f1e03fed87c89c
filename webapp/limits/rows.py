"""Limits, with what is used of each now."""

from dataclasses import dataclass
from datetime import datetime

from webapp.shapes.choices import LimitDirection, LimitMeasure, LimitPeriod
from webapp.shapes.values import Amount, Id, UserId


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in force: a row of ledger.limits; account_id null means all of the user's."""

    limit_id: Id
    account_id: Id | None
    user_id: UserId
    direction: LimitDirection
    measure: LimitMeasure
    currency: str | None
    period: LimitPeriod
    window_seconds: int | None
    time_zone: str
    transaction_type: str | None
    maximum: Amount
    used: Amount
    remaining: Amount
    resets_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class LimitList:
    """Limits in the order they were first set."""

    items: list[Limit]


@dataclass(frozen=True, slots=True)
class LimitPage:
    """Limits in the order they were first set; next_cursor is null on the last page."""

    items: list[Limit]
    next_cursor: str | None
