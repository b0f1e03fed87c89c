"""Reversals: what was given back of a transaction."""

from uuid import UUID

from flask import Response

from webapp.db import database
from webapp.http.api import Key, Routes
from webapp.http.cursors import after_transaction, cut, transaction_cursor
from webapp.http.serialize import reply, reply_made
from webapp.reversals import calls as ledger
from webapp.reversals.bodies import ReversalBody
from webapp.shapes.actor import Actor
from webapp.transactions.bodies import ExpandableQuery
from webapp.transactions.rows import Transaction, TransactionPage

routes = Routes("reversals")


@routes.route(
    "POST",
    "/v1/transactions/<uuid:transaction_id>/reversals",
    body=ReversalBody,
    key=Key.REFUSES_WITHOUT,
    result=Transaction,
    status=201,
    calls=(ledger.reverse_transaction,),
)
def create(*, actor: Actor, key: str, transaction_id: UUID, body: ReversalBody) -> Response:
    """Give the money of a transaction back, all that remains or a part.

    Any number of times, never more than the original in all. A customer gives back what it
    received. A refusal leaves nothing behind: the key is free for another try.
    """
    made = ledger.reverse_transaction(
        database(), transaction_id, body, idempotency_key=key, actor=actor
    )
    return reply_made(made, f"/v1/transactions/{made.row.transaction_id}")


@routes.route(
    "GET",
    "/v1/transactions/<uuid:transaction_id>/reversals",
    query=ExpandableQuery,
    result=TransactionPage,
    calls=(ledger.list_reversals,),
)
def index(*, actor: Actor, transaction_id: UUID, query: ExpandableQuery) -> Response:
    """List what was given back of a transaction, oldest first."""
    rows = ledger.list_reversals(
        database(),
        transaction_id,
        with_entries=query.expand == "entries",
        after=after_transaction(query.cursor),
        limit=query.page_size + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.page_size, lambda row: transaction_cursor(row.transaction_id))
    return reply(TransactionPage(items, cursor))
