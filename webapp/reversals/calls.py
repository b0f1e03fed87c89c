"""Reversing transactions, and reading what was reversed."""

import json

from webapp.access.actor import Actor
from webapp.calling import REPLAYED, row_of, select
from webapp.db import Database
from webapp.reversals.bodies import ReversalBody
from webapp.transactions.rows import PostedTransaction, Transaction

_REVERSE_TRANSACTION = select(
    PostedTransaction,
    """ledger.reverse_transaction(
    p_transaction_id => %(transaction_id)s,
    p_amount => %(amount)s,
    p_reason => %(reason)s,
    p_metadata => %(metadata)s,
    p_idempotency_key => %(idempotency_key)s,
    p_actor => %(actor)s
)"""
    + REPLAYED,
)


def reverse_transaction(
    database: Database, transaction_id: str, body: ReversalBody, *, key: str, actor: Actor | None
) -> PostedTransaction:
    """Give the money of a transaction back, and return the reversal."""
    return database.fetch_one(
        PostedTransaction,
        _REVERSE_TRANSACTION,
        {
            "transaction_id": transaction_id,
            "amount": body.amount,
            "reason": body.reason,
            "metadata": None if body.metadata is None else json.dumps(body.metadata),
            "idempotency_key": key,
            "actor": row_of(actor),
        },
    )


_LIST_REVERSALS = select(
    Transaction,
    """ledger.list_reversals(
    p_transaction_id => %(transaction_id)s,
    p_after => %(after)s,
    p_limit => %(limit)s,
    p_actor => %(actor)s
)""",
)


def list_reversals(
    database: Database,
    transaction_id: str,
    *,
    after: str | None,
    limit: int,
    actor: Actor | None,
) -> list[Transaction]:
    """Return the reversals of a transaction, oldest first, from after one on."""
    return database.fetch_all(
        Transaction,
        _LIST_REVERSALS,
        {
            "transaction_id": transaction_id,
            "after": after,
            "limit": str(limit),
            "actor": row_of(actor),
        },
    )
