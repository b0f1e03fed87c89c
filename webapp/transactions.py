"""Transactions: what became of a transfer."""

from uuid import UUID

from flask import Response

from webapp.api import Routes
from webapp.auth import Actor
from webapp.db import database
from webapp.ledger import transactions as ledger
from webapp.rows.transactions import Transaction
from webapp.serialize import reply

routes = Routes("transactions")


@routes.route(
    "GET", "/v1/transactions/<uuid:transaction_id>", result=Transaction, problems=("LG002",)
)
def show(*, actor: Actor, transaction_id: UUID) -> Response:
    """Show a transaction, completed or refused."""
    return reply(ledger.get_transaction(database(), str(transaction_id), actor=actor))
