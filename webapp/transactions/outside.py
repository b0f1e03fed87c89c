"""Money that comes into the ledger, and money that leaves it."""

from flask import Response

from webapp.calling import Done
from webapp.db import database
from webapp.http.api import Key, Routes
from webapp.http.serialize import reply_made
from webapp.shapes.actor import Actor
from webapp.transactions import calls as ledger
from webapp.transactions.bodies import OutsideBody
from webapp.transactions.rows import Transaction

routes = Routes("outside")


@routes.route(
    "POST",
    "/v1/deposits",
    body=OutsideBody,
    key=Key.REFUSES_WITHOUT,
    result=Transaction,
    status=201,
    calls=(ledger.deposit,),
    operation_id="post_deposit",
)
def deposit(*, actor: Actor, key: str, body: OutsideBody) -> Response:
    """Bring money in from the outside world; for operators.

    The other side is the account world:<CURRENCY>, opened at first use, or outside_account_id. A
    refusal keeps no key.
    """
    return _made(ledger.deposit(database(), body, idempotency_key=key, actor=actor))


@routes.route(
    "POST",
    "/v1/withdrawals",
    body=OutsideBody,
    key=Key.REFUSES_WITHOUT,
    result=Transaction,
    status=201,
    calls=(ledger.withdraw,),
    operation_id="post_withdrawal",
)
def withdraw(*, actor: Actor, key: str, body: OutsideBody) -> Response:
    """Pay money out to the outside world; for operators.

    The other side and refusals are as with a deposit.
    """
    return _made(ledger.withdraw(database(), body, idempotency_key=key, actor=actor))


def _made(made: Done[Transaction]) -> Response:
    location = f"/v1/transactions/{made.made.transaction_id}"
    return reply_made(made.made, location, is_replay=made.is_replay)
