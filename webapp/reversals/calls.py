"""Reversing transactions, and reading what was reversed."""

from uuid import UUID

from webapp.calling import Done, stored
from webapp.reversals.bodies import ReversalBody, ReversalsQuery
from webapp.shapes.actor import Actor
from webapp.transactions.rows import Transaction


@stored(entries=True)
def reverse_transaction(
    transaction_id: UUID, body: ReversalBody, *, idempotency_key: str, actor: Actor
) -> Done[Transaction]:
    """Give the money of a transaction back, and return the reversal."""


@stored(entries=True)
def list_reversals(
    transaction_id: UUID,
    query: ReversalsQuery,
    *,
    with_entries: bool,
    after: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[Transaction]:
    """Return the reversals of a transaction, from after one on."""
