"""Holds: set money aside, settle it in parts or whole, give it back."""

from functools import partial
from uuid import UUID

from flask import Response

from webapp.accounts import calls as accounts
from webapp.accounts.along import accounts_along
from webapp.db import database
from webapp.holds import calls as ledger
from webapp.holds.bodies import (
    CaptureBody,
    ExpiryBody,
    ExtensionBody,
    HoldBody,
    HoldEventsQuery,
    HoldsQuery,
    IncrementBody,
    ReleaseBody,
)
from webapp.holds.rows import ExpiredHolds, Hold, HoldEventPage, HoldPage
from webapp.http.api import Key, Routes
from webapp.http.cursors import after_id, id_cursor
from webapp.http.paging import cut, page_made
from webapp.http.serialize import reply, reply_done, reply_made
from webapp.shapes.actor import Actor
from webapp.transactions.rows import Transaction

routes = Routes("holds")


@routes.route(
    "POST",
    "/v1/holds",
    body=HoldBody,
    key=Key.REFUSES_WITHOUT,
    result=Hold,
    status=201,
    calls=(ledger.hold_funds,),
)
def create(*, actor: Actor, key: str, body: HoldBody) -> Response:
    """Set money aside.

    It counts against what is available until it is captured, released or past its expiry. 200 and
    Idempotency-Replayed: true when it was placed before under this key. A refusal keeps no key.
    """
    made = ledger.hold_funds(database(), body, idempotency_key=key, actor=actor)
    return reply_made(made.made, f"/v1/holds/{made.made.hold_id}", is_replay=made.is_replay)


@routes.route(
    "GET",
    "/v1/holds",
    query=HoldsQuery,
    result=HoldPage,
    calls=(ledger.list_holds, accounts.get_accounts),
)
def index(*, actor: Actor, query: HoldsQuery) -> Response:
    """List the holds the caller may see, oldest first."""
    items, cursor = page_made(
        "hold",
        query,
        partial(ledger.list_holds, database(), query, actor=actor),
        lambda row: row.hold_id,
        lambda row: not row.currency,
    )
    sides = [side for row in items for side in (row.account_id, row.to_account_id)]
    return reply(HoldPage(items, cursor, accounts_along(query, sides, actor)))


@routes.route("GET", "/v1/holds/<uuid:hold_id>", result=Hold, calls=(ledger.get_hold,))
def show(*, actor: Actor, hold_id: UUID) -> Response:
    """Show a hold."""
    return reply(ledger.get_hold(database(), hold_id, actor=actor))


@routes.route(
    "GET",
    "/v1/holds/<uuid:hold_id>/events",
    query=HoldEventsQuery,
    result=HoldEventPage,
    calls=(ledger.list_hold_events,),
)
def events(*, actor: Actor, hold_id: UUID, query: HoldEventsQuery) -> Response:
    """List the steps of a hold, oldest first."""
    rows = ledger.list_hold_events(
        database(),
        hold_id,
        query,
        after=after_id("number", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: id_cursor("number", row.event_number))
    return reply(HoldEventPage(items, cursor))


@routes.route(
    "POST",
    "/v1/holds/<uuid:hold_id>/captures",
    body=CaptureBody,
    key=Key.REFUSES_WITHOUT,
    result=Transaction,
    status=201,
    calls=(ledger.capture_hold,),
)
def capture(*, actor: Actor, key: str, hold_id: UUID, body: CaptureBody) -> Response:
    """Post a hold, or a part of it.

    May be repeated with new keys until nothing remains. The answer is the transaction.
    """
    made = ledger.capture_hold(database(), hold_id, body, idempotency_key=key, actor=actor)
    location = f"/v1/transactions/{made.made.transaction_id}"
    return reply_made(made.made, location, is_replay=made.is_replay)


@routes.route(
    "POST",
    "/v1/holds/<uuid:hold_id>/increments",
    body=IncrementBody,
    key=Key.REFUSES_WITHOUT,
    result=Hold,
    calls=(ledger.increment_hold,),
)
def increment(*, actor: Actor, key: str, hold_id: UUID, body: IncrementBody) -> Response:
    """Set more money aside under a hold."""
    done = ledger.increment_hold(database(), hold_id, body, idempotency_key=key, actor=actor)
    return reply_done(done.made, is_replay=done.is_replay)


@routes.route(
    "POST",
    "/v1/holds/<uuid:hold_id>/extensions",
    body=ExtensionBody,
    key=Key.REFUSES_WITHOUT,
    result=Hold,
    calls=(ledger.extend_hold,),
)
def extend(*, actor: Actor, key: str, hold_id: UUID, body: ExtensionBody) -> Response:
    """Give a hold more time."""
    done = ledger.extend_hold(database(), hold_id, body, idempotency_key=key, actor=actor)
    return reply_done(done.made, is_replay=done.is_replay)


@routes.route(
    "POST", "/v1/holds/expire", body=ExpiryBody, result=ExpiredHolds, calls=(ledger.expire_holds,)
)
def expire(*, actor: Actor, body: ExpiryBody) -> Response:
    """Tidy away holds that are past their expiry; for operators.

    Balances and decisions honour expiry without it. The answer is what was tidied away; call it
    again until that is nothing.
    """
    return reply(ExpiredHolds(ledger.expire_holds(database(), body, actor=actor)))


@routes.route(
    "POST",
    "/v1/holds/<uuid:hold_id>/releases",
    body=ReleaseBody,
    key=Key.REFUSES_WITHOUT,
    result=Hold,
    calls=(ledger.release_hold,),
)
def release(*, actor: Actor, key: str, hold_id: UUID, body: ReleaseBody) -> Response:
    """Give back what a hold keeps, or a part of it."""
    done = ledger.release_hold(database(), hold_id, body, idempotency_key=key, actor=actor)
    return reply_done(done.made, is_replay=done.is_replay)
