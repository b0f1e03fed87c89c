"""Statements: an account's entries in the order of effective dates or of booking."""

from uuid import UUID

from flask import Response

from webapp.db import database
from webapp.http.api import Routes
from webapp.http.cursors import before_line, line_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor
from webapp.time import calls as ledger
from webapp.time.bodies import StatementQuery
from webapp.time.rows import StatementPage

routes = Routes("statements")


@routes.route(
    "GET",
    "/v1/accounts/<uuid:account_id>/statement",
    query=StatementQuery,
    result=StatementPage,
    calls=(ledger.get_statement, ledger.get_statement_summary),
)
def show(*, actor: Actor, account_id: UUID, query: StatementQuery) -> Response:
    """Show an account's statement, latest line first, each with the balance after it.

    By effective date, what the books say now, or said at as_of; or in the order of booking. The
    summary has the opening and closing balance.
    """
    before_at, before_version, before_credit = before_line(query.cursor)
    rows = ledger.get_statement(
        database(),
        account_id,
        query,
        before_at=before_at,
        before_version=before_version,
        before_transaction_id=before_credit,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(
        rows,
        query.limit,
        lambda row: line_cursor(row.effective_at, row.account_version, row.transaction_id),
    )
    summary = ledger.get_statement_summary(database(), account_id, query, actor=actor)
    return reply(StatementPage(summary, items, cursor))
