"""Monitors of amounts of accounts."""

from functools import partial
from uuid import UUID

from flask import Response

from webapp.cache.balances import nothing
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import after_id, id_cursor
from webapp.http.paging import cut, page_made
from webapp.http.serialize import reply
from webapp.monitors import calls as ledger
from webapp.monitors.bodies import MonitorAlertsQuery, MonitorBody, MonitorsQuery
from webapp.monitors.rows import Monitor, MonitorAlertPage, MonitorPage
from webapp.shapes.actor import Actor

routes = Routes("monitors")


@routes.route(
    "POST",
    "/v1/monitors",
    body=MonitorBody,
    result=Monitor,
    status=201,
    touches=nothing,
    calls=(ledger.create_monitor,),
)
def create(*, actor: Actor, body: MonitorBody) -> Response:
    """Watch an amount of an account.

    Each time that it comes to be below (or above) the threshold an alert is written, once.
    """
    return reply(ledger.create_monitor(database(), body, actor=actor), status=201)


@routes.route(
    "GET",
    "/v1/monitors",
    query=MonitorsQuery,
    result=MonitorPage,
    calls=(ledger.list_monitors,),
)
def index(*, actor: Actor, query: MonitorsQuery) -> Response:
    """List monitors of the accounts that the caller sees."""
    items, cursor = page_made(
        "monitor",
        query,
        partial(ledger.list_monitors, database(), query, actor=actor),
        lambda row: row.monitor_id,
    )
    return reply(MonitorPage(items, cursor))


@routes.route(
    "DELETE",
    "/v1/monitors/<uuid:monitor_id>",
    result=Monitor,
    touches=nothing,
    calls=(ledger.remove_monitor,),
)
def remove(*, actor: Actor, monitor_id: UUID) -> Response:
    """Remove a monitor; its alerts stay."""
    return reply(ledger.remove_monitor(database(), monitor_id, actor=actor))


@routes.route(
    "GET",
    "/v1/monitors/<uuid:monitor_id>/alerts",
    query=MonitorAlertsQuery,
    result=MonitorAlertPage,
    calls=(ledger.list_monitor_alerts,),
)
def alerts(*, actor: Actor, monitor_id: UUID, query: MonitorAlertsQuery) -> Response:
    """List what a monitor has told."""
    rows = ledger.list_monitor_alerts(
        database(),
        monitor_id,
        query,
        after=after_id("alert", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: id_cursor("alert", row.alert_id))
    return reply(MonitorAlertPage(items, cursor))
