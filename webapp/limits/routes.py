"""Limits on what may go out of or into accounts, with what is used of them."""

from functools import partial
from uuid import UUID

from flask import Response

from webapp.cache.balances import nothing
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.paging import page_made
from webapp.http.serialize import reply
from webapp.limits import calls as ledger
from webapp.limits.bodies import CheckQuery, LimitBody, LimitsQuery
from webapp.limits.rows import Limit, LimitList, LimitPage
from webapp.shapes.actor import Actor

routes = Routes("limits")


@routes.route(
    "POST",
    "/v1/accounts/<uuid:account_id>/limits",
    body=LimitBody,
    result=Limit,
    status=201,
    touches=nothing,
    calls=(ledger.set_limit,),
    operation_id="set_account_limit",
)
def set_of_account(*, actor: Actor, account_id: UUID, body: LimitBody) -> Response:
    """Set a limit on an account, or change the maximum of one of the same kind.

    What was used of the present period counts. For operators.
    """
    limit = ledger.set_limit(
        database(), body, window=body.window, account_id=account_id, actor=actor
    )
    return reply(limit, status=201)


@routes.route(
    "GET",
    "/v1/accounts/<uuid:account_id>/limits",
    query=LimitsQuery,
    result=LimitPage,
    calls=(ledger.list_limits,),
    operation_id="list_account_limits",
)
def index_of_account(*, actor: Actor, account_id: UUID, query: LimitsQuery) -> Response:
    """List the limits that postings on an account are asked about, those of its user among them.

    used and remaining are of now; a posting beyond them is refused with LG240 or LG241.
    """
    return _page(query, actor, account_id=account_id)


@routes.route(
    "GET",
    "/v1/accounts/<uuid:account_id>/limits/check",
    query=CheckQuery,
    result=LimitList,
    calls=(ledger.check_limits,),
)
def check(*, actor: Actor, account_id: UUID, query: CheckQuery) -> Response:
    """List the limits that would now refuse an amount; none when none would.

    This is no promise: another posting may come first.
    """
    rows = ledger.check_limits(database(), account_id, query, actor=actor)
    return reply(LimitList(rows))


@routes.route(
    "POST",
    "/v1/users/<int:user_id>/limits",
    body=LimitBody,
    result=Limit,
    status=201,
    calls=(ledger.set_limit,),
    operation_id="set_user_limit",
)
def set_of_user(*, actor: Actor, user_id: int, body: LimitBody) -> Response:
    """Set a limit on all accounts of a user together, later ones too.

    Amounts are counted in the currency given. For operators.
    """
    limit = ledger.set_limit(database(), body, window=body.window, user_id=user_id, actor=actor)
    return reply(limit, status=201)


@routes.route(
    "GET",
    "/v1/users/<int:user_id>/limits",
    query=LimitsQuery,
    result=LimitPage,
    calls=(ledger.list_limits,),
    operation_id="list_user_limits",
)
def index_of_user(*, actor: Actor, user_id: int, query: LimitsQuery) -> Response:
    """List all limits of a user and of its accounts."""
    return _page(query, actor, user_id=user_id)


@routes.route("GET", "/v1/limits/<uuid:limit_id>", result=Limit, calls=(ledger.get_limit,))
def show(*, actor: Actor, limit_id: UUID) -> Response:
    """Show a limit, with what is used and what remains of it now."""
    return reply(ledger.get_limit(database(), limit_id, actor=actor))


@routes.route(
    "DELETE",
    "/v1/limits/<uuid:limit_id>",
    result=Limit,
    touches=nothing,
    calls=(ledger.remove_limit,),
)
def remove(*, actor: Actor, limit_id: UUID) -> Response:
    """Take a limit away; the answer is the limit as it last was. For operators."""
    return reply(ledger.remove_limit(database(), limit_id, actor=actor))


def _page(
    query: LimitsQuery,
    actor: Actor,
    *,
    account_id: UUID | None = None,
    user_id: int | None = None,
) -> Response:
    items, cursor = page_made(
        "limit",
        query,
        partial(
            ledger.list_limits,
            database(),
            query,
            account_id=account_id,
            user_id=user_id,
            actor=actor,
        ),
        lambda row: row.limit_id,
    )
    return reply(LimitPage(items, cursor))
