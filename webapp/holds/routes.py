"""Holds: set money aside, settle it in parts or whole, give it back."""

from uuid import UUID

from flask import Response

from webapp.db import database
from webapp.holds import calls as ledger
from webapp.holds.bodies import (
    CaptureBody,
    ExtensionBody,
    HoldBody,
    HoldsQuery,
    IncrementBody,
    ReleaseBody,
)
from webapp.holds.rows import Hold, HoldEventPage, HoldPage, PlacedHold
from webapp.http.api import Key, Routes
from webapp.http.cursors import after_hold, after_number, cut, hold_cursor, number_cursor
from webapp.http.serialize import reply, reply_made
from webapp.shapes.actor import Actor
from webapp.shapes.base import PageQuery
from webapp.transactions.rows import PostedTransaction

routes = Routes("holds")

AMOUNT = ("LG101", "LG102", "LG103", "LG104", "LG105", "LG106")
STEP = ("LG006", "LG109", "LG206", "LG220", "LG221", "LG246", "LG301")
POSTING = (
    *("LG001", "LG107", "LG108", "LG201", "LG202", "LG203", "LG204", "LG205"),
    *("LG240", "LG241"),
)
PLACING = (
    *("LG001", "LG007", *AMOUNT, "LG107", "LG109", "LG120"),
    *("LG201", "LG203", "LG204", "LG205", "LG240", "LG241", "LG301"),
)


@routes.route(
    "POST",
    "/v1/holds",
    body=HoldBody,
    key=Key.REFUSES_WITHOUT,
    result=PlacedHold,
    status=201,
    problems=PLACING,
)
def create(*, actor: Actor, key: str, body: HoldBody) -> Response:
    """Set money aside.

    It counts against what is available until it is captured, released or past its expiry.
    200 and Idempotency-Replayed: true when the same was placed before under this key. A
    refusal leaves nothing behind: the key is free for another try.
    """
    hold = ledger.hold_funds(database(), body, idempotency_key=key, actor=actor)
    return reply_made(hold, f"/v1/holds/{hold.hold_id}", is_replay=hold.is_replay)


@routes.route("GET", "/v1/holds", query=HoldsQuery, result=HoldPage, problems=("LG001", "WEB106"))
def index(*, actor: Actor, query: HoldsQuery) -> Response:
    """List the holds the caller may see, oldest first."""
    rows = ledger.list_holds(
        database(), query, after=after_hold(query.cursor), limit=query.limit + 1, actor=actor
    )
    items, cursor = cut(rows, query.limit, lambda row: hold_cursor(row.hold_id))
    return reply(HoldPage(items, cursor))


@routes.route("GET", "/v1/holds/<uuid:hold_id>", result=Hold, problems=("LG006",))
def show(*, actor: Actor, hold_id: UUID) -> Response:
    """Show a hold."""
    return reply(ledger.get_hold(database(), hold_id, actor=actor))


@routes.route(
    "GET",
    "/v1/holds/<uuid:hold_id>/events",
    query=PageQuery,
    result=HoldEventPage,
    problems=("LG006", "WEB106"),
)
def events(*, actor: Actor, hold_id: UUID, query: PageQuery) -> Response:
    """List the steps of a hold, oldest first."""
    rows = ledger.list_hold_events(
        database(),
        hold_id,
        after=after_number(query.cursor),
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: number_cursor(row.event_number))
    return reply(HoldEventPage(items, cursor))


@routes.route(
    "POST",
    "/v1/holds/<uuid:hold_id>/captures",
    body=CaptureBody,
    key=Key.REFUSES_WITHOUT,
    result=PostedTransaction,
    status=201,
    problems=(*STEP, *AMOUNT, *POSTING, "LG222"),
)
def capture(*, actor: Actor, key: str, hold_id: UUID, body: CaptureBody) -> Response:
    """Post a hold, or a part of it.

    May be repeated with new keys until nothing remains. The answer is the transaction.
    """
    posted = ledger.capture_hold(database(), hold_id, body, idempotency_key=key, actor=actor)
    location = f"/v1/transactions/{posted.transaction_id}"
    return reply_made(posted, location, is_replay=posted.is_replay)


@routes.route(
    "POST",
    "/v1/holds/<uuid:hold_id>/increments",
    body=IncrementBody,
    key=Key.REFUSES_WITHOUT,
    result=Hold,
    problems=(*STEP, *AMOUNT, "LG201", "LG203", "LG204", "LG240", "LG241"),
)
def increment(*, actor: Actor, key: str, hold_id: UUID, body: IncrementBody) -> Response:
    """Set more money aside under a hold."""
    return reply(ledger.increment_hold(database(), hold_id, body, idempotency_key=key, actor=actor))


@routes.route(
    "POST",
    "/v1/holds/<uuid:hold_id>/extensions",
    body=ExtensionBody,
    key=Key.REFUSES_WITHOUT,
    result=Hold,
    problems=(*STEP, "LG120"),
)
def extend(*, actor: Actor, key: str, hold_id: UUID, body: ExtensionBody) -> Response:
    """Give a hold more time."""
    return reply(ledger.extend_hold(database(), hold_id, body, idempotency_key=key, actor=actor))


@routes.route(
    "POST",
    "/v1/holds/<uuid:hold_id>/releases",
    body=ReleaseBody,
    key=Key.REFUSES_WITHOUT,
    result=Hold,
    problems=(*STEP, *AMOUNT, "LG223"),
)
def release(*, actor: Actor, key: str, hold_id: UUID, body: ReleaseBody) -> Response:
    """Give back what a hold keeps, or a part of it."""
    return reply(ledger.release_hold(database(), hold_id, body, idempotency_key=key, actor=actor))
