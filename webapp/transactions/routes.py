"""Transactions of any number of legs, and what became of any transaction."""

from functools import partial
from uuid import UUID

from flask import Response

from webapp.accounts import calls as accounts
from webapp.accounts.along import accounts_along
from webapp.db import database
from webapp.http.api import Key, Routes
from webapp.http.cursors import after_id, id_cursor
from webapp.http.paging import cut_search
from webapp.http.serialize import replayed, reply
from webapp.problems.refusals import refusal_of
from webapp.replicas.placing import of_primary
from webapp.shapes.actor import Actor
from webapp.transactions import calls as ledger
from webapp.transactions.bodies import TransactionBody, TransactionsQuery
from webapp.transactions.rows import Transaction, TransactionPage, TransactionPreview

routes = Routes("transactions")


@routes.route(
    "POST",
    "/v1/transactions",
    body=TransactionBody,
    key=Key.REFUSES_WITHOUT,
    result=Transaction,
    status=201,
    is_final=True,
    calls=(ledger.post_transactions,),
    operation_id="post_transaction",
)
def create(*, actor: Actor, key: str, body: TransactionBody) -> Response:
    """Post a transaction of 2 to 1000 legs, whole or not at all.

    Per currency, debits equal credits. A leg's amount is fixed, a fraction or percent of another
    amount or of the total, a weight in what is left, the rest, or up_to: as much as there is.
    Parts are rounded by largest remainder; legs that come to nothing are left out. 201 with its
    Location when posted now; 200 and Idempotency-Replayed: true when it was posted before under
    this key. A refusal by a rule is recorded as a FAILED transaction.
    """
    (result,) = ledger.post_transactions(database(), [body.keyed(key)], actor=actor)
    headers = replayed(is_replay=result.is_replay)
    if result.transaction_id:
        headers["Location"] = f"/v1/transactions/{result.transaction_id}"
    if result.failure_code:
        raise refusal_of(result, headers)
    transaction = result.transaction(actor)
    return reply(transaction, status=200 if result.is_replay else 201, headers=headers)


@routes.route(
    "GET",
    "/v1/transactions",
    query=TransactionsQuery,
    result=TransactionPage,
    calls=(ledger.list_transactions, accounts.get_accounts),
)
def index(*, actor: Actor, query: TransactionsQuery) -> Response:
    """List transactions, completed and refused.

    A customer sees those of its own accounts. With account_id or user_id in the order of
    created_at, else in that of asking. `expand=entries` shows each with its entries.
    """
    ask = partial(
        ledger.list_transactions,
        database(),
        query,
        with_entries=query.shows_entries,
        after=after_id("transaction", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.page_size + 1,
        actor=actor,
    )
    # In the order of the feed: what was committed is given its position there first.
    rows = of_primary(ask, "feed") if query.is_ascending else ask()
    items, cursor = cut_search(
        rows,
        query.page_size,
        lambda row: id_cursor("transaction", row.transaction_id),
        lambda row: not row.status,
    )
    sides = [side for row in items for side in (row.from_account_id, row.to_account_id)]
    return reply(TransactionPage(items, cursor, accounts_along(query, sides, actor)))


@routes.route(
    "POST",
    "/v1/transactions/preview",
    body=TransactionBody,
    key=Key.TAKES,
    result=TransactionPreview,
    calls=(ledger.preview_transaction,),
    tells_refusals=True,
)
def preview(*, actor: Actor, key: str | None, body: TransactionBody) -> Response:
    """Say what a transaction would do now, and post nothing.

    COMPLETED with the entries and the balances they would lead to, or FAILED with the failure
    that posting it would be answered with. An Idempotency-Key is not used up: with one that is
    known, the answer is that of the first request under it (is_replay), or LG301.
    """
    kind = body.transaction_type
    result = ledger.preview_transaction(
        database(),
        body,
        entries=body.entries,
        idempotency_key=key,
        transaction_type="transaction" if kind is None else kind,
        actor=actor,
    )
    return reply(result.preview())


@routes.route(
    "GET",
    "/v1/transactions/<uuid:transaction_id>",
    result=Transaction,
    calls=(ledger.get_transaction,),
)
def show(*, actor: Actor, transaction_id: UUID) -> Response:
    """Show a transaction, completed or refused, with its entries.

    A customer sees the entries of its own accounts; of a transaction that is its own also
    those of others, without their balances.
    """
    return reply(ledger.get_transaction(database(), transaction_id, actor=actor))
