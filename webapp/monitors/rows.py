"""Monitors and their alerts."""

from dataclasses import dataclass
from datetime import datetime

from webapp.shapes.choices import MonitorComparison, MonitorMeasure
from webapp.shapes.values import Amount, Id, UserId


@dataclass(frozen=True, slots=True)
class Monitor:
    """What is watched on an account: a row of ledger.monitors."""

    monitor_id: Id
    account_id: Id
    user_id: UserId
    measure: MonitorMeasure
    comparison: MonitorComparison
    threshold: Amount
    currency: str
    is_fired: bool
    made_by_user_id: UserId | None
    created_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class MonitorAlert:
    """A crossing of a threshold: a row of ledger.monitor_alerts."""

    alert_id: Id
    monitor_id: Id
    account_id: Id
    measure: MonitorMeasure
    comparison: MonitorComparison
    threshold: Amount
    value: Amount
    balance: Amount
    currency: str
    event_position: int | None
    account_position: int
    crossed_at: datetime
    fired_at: datetime


@dataclass(frozen=True, slots=True)
class MonitorPage:
    """Monitors; next_cursor is null on the last page."""

    items: list[Monitor]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class MonitorAlertPage:
    """Alerts; next_cursor is null on the last page."""

    items: list[MonitorAlert]
    next_cursor: str | None
