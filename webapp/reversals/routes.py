"""Reversals: what was given back of a transaction."""

from uuid import UUID

from flask import Response

from webapp.accounts import calls as accounts
from webapp.accounts.along import accounts_along
from webapp.db import database
from webapp.http.api import Key, Routes
from webapp.http.cursors import after_id, id_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply, reply_made
from webapp.reversals import calls as ledger
from webapp.reversals.bodies import ReversalBody, ReversalsQuery
from webapp.shapes.actor import Actor
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
    received. A refusal keeps no key.
    """
    made = ledger.reverse_transaction(
        database(), transaction_id, body, idempotency_key=key, actor=actor
    )
    location = f"/v1/transactions/{made.made.transaction_id}"
    return reply_made(made.made, location, is_replay=made.is_replay)


@routes.route(
    "GET",
    "/v1/transactions/<uuid:transaction_id>/reversals",
    query=ReversalsQuery,
    result=TransactionPage,
    calls=(ledger.list_reversals, accounts.get_accounts),
)
def index(*, actor: Actor, transaction_id: UUID, query: ReversalsQuery) -> Response:
    """List what was given back of a transaction, oldest first."""
    rows = ledger.list_reversals(
        database(),
        transaction_id,
        query,
        with_entries=query.shows_entries,
        after=after_id("transaction", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.page_size + 1,
        actor=actor,
    )
    items, cursor = cut(
        rows, query.page_size, lambda row: id_cursor("transaction", row.transaction_id)
    )
    sides = [side for row in items for side in (row.from_account_id, row.to_account_id)]
    return reply(TransactionPage(items, cursor, accounts_along(query, sides, actor)))
