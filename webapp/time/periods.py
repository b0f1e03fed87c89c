"""Periods: closing the books through a day, and opening them again."""

from flask import Response

from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import after_id, id_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor
from webapp.time import calls as ledger
from webapp.time.bodies import ClosePeriodBody, PeriodsQuery, ReopenPeriodBody
from webapp.time.rows import PeriodAct, PeriodActPage

routes = Routes("periods")


@routes.route(
    "GET", "/v1/periods", query=PeriodsQuery, result=PeriodActPage, calls=(ledger.list_periods,)
)
def index(*, actor: Actor, query: PeriodsQuery) -> Response:
    """List who closed and reopened the books, newest first; the first act is in force."""
    rows = ledger.list_periods(
        database(),
        query,
        before_act=after_id("position", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: id_cursor("position", row.act_number))
    return reply(PeriodActPage(items, cursor))


@routes.route(
    "POST",
    "/v1/periods/close",
    body=ClosePeriodBody,
    result=PeriodAct,
    calls=(ledger.close_period,),
)
def close(*, actor: Actor, body: ClosePeriodBody) -> Response:
    """Close the books through a day: nothing can be dated to it or before. For operators.

    A day that is closed already changes nothing, so the request can be repeated.
    """
    return reply(ledger.close_period(database(), body, actor=actor))


@routes.route(
    "POST",
    "/v1/periods/reopen",
    body=ReopenPeriodBody,
    result=PeriodAct,
    calls=(ledger.reopen_period,),
)
def reopen(*, actor: Actor, body: ReopenPeriodBody) -> Response:
    """Open the books again from a day on, with the reason why. For operators."""
    return reply(ledger.reopen_period(database(), body, actor=actor))
