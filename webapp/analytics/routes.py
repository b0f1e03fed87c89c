"""What moved on accounts by day."""

from uuid import UUID

from flask import Response

from webapp.analytics import calls as ledger
from webapp.analytics.bodies import DaysQuery
from webapp.analytics.rows import DailyTotalPage
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import after_day, day_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor

routes = Routes("analytics")


@routes.route(
    "GET",
    "/v1/accounts/<uuid:account_id>/daily-totals",
    query=DaysQuery,
    result=DailyTotalPage,
    calls=(ledger.list_daily_totals,),
)
def daily_totals(*, actor: Actor, account_id: UUID, query: DaysQuery) -> Response:
    """List the days on which something moved on an account.

    By effective date, as far as the worker has added up.
    """
    rows = ledger.list_daily_totals(
        database(),
        account_id,
        query,
        after=after_day(query.cursor),
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: day_cursor(row.rolled_on))
    return reply(DailyTotalPage(items, cursor))
