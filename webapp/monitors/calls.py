"""Monitors: created, removed, listed with what they told."""

from uuid import UUID

from webapp.calling import Seen, stored
from webapp.monitors.bodies import MonitorAlertsQuery, MonitorBody, MonitorsQuery
from webapp.monitors.rows import Monitor, MonitorAlert
from webapp.shapes.actor import Actor


@stored()
def create_monitor(body: MonitorBody, *, actor: Actor) -> Monitor:
    """Watch an amount of an account, and return the monitor."""


@stored()
def remove_monitor(monitor_id: UUID, *, actor: Actor) -> Monitor:
    """Remove a monitor and return it."""


@stored()
def list_monitors(
    query: MonitorsQuery,
    *,
    after: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[Monitor]:
    """Return monitors in force."""


@stored()
def list_monitor_alerts(
    monitor_id: UUID,
    query: MonitorAlertsQuery,
    *,
    after: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[MonitorAlert]:
    """Return what a monitor has told."""
