"""Freezes: amounts of accounts that an order keeps from being spent."""

from uuid import UUID

from flask import Response

from webapp.db import database
from webapp.holds import calls as ledger
from webapp.holds.bodies import FreezeBody, UnfreezeBody
from webapp.holds.rows import Hold
from webapp.http.api import Key, Routes
from webapp.http.serialize import reply_done, reply_made
from webapp.shapes.actor import Actor

routes = Routes("freezes")


@routes.route(
    "POST",
    "/v1/accounts/<uuid:account_id>/freezes",
    body=FreezeBody,
    key=Key.REFUSES_WITHOUT,
    result=Hold,
    status=201,
    calls=(ledger.freeze_amount,),
)
def create(*, actor: Actor, account_id: UUID, key: str, body: FreezeBody) -> Response:
    """Freeze an amount of an account.

    It counts as held, cannot be captured, and stays until it is lifted or expires; it is listed
    with the holds. For operators.
    """
    done = ledger.freeze_amount(database(), account_id, body, idempotency_key=key, actor=actor)
    return reply_made(done.made, f"/v1/holds/{done.made.hold_id}", is_replay=done.is_replay)


@routes.route(
    "POST",
    "/v1/holds/<uuid:hold_id>/unfreeze",
    body=UnfreezeBody,
    key=Key.REFUSES_WITHOUT,
    result=Hold,
    calls=(ledger.unfreeze_amount,),
)
def lift(*, actor: Actor, hold_id: UUID, key: str, body: UnfreezeBody) -> Response:
    """Lift a freeze, in part or whole; for operators."""
    done = ledger.unfreeze_amount(database(), hold_id, body, idempotency_key=key, actor=actor)
    return reply_done(done.made, is_replay=done.is_replay)
