"""Posting transactions of any number of legs, and reading transactions of every kind."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from webapp.calling import Done, Records, stored
from webapp.shapes.actor import Actor
from webapp.transactions.bodies import (
    EntryBody,
    OutsideBody,
    TransactionBody,
    TransactionItem,
    TransactionsQuery,
)
from webapp.transactions.results import TransactionResult
from webapp.transactions.rows import Transaction


@stored()
def post_transactions(
    transactions: Annotated[Sequence[TransactionItem], Records("ledger.transaction_request")],
    *,
    actor: Actor,
) -> list[TransactionResult]:
    """Post transactions in order; return one result each, COMPLETED or FAILED with a code."""


@stored()
def preview_transaction(
    body: TransactionBody,
    *,
    entries: Annotated[Sequence[EntryBody], Records("ledger.entry_request")],
    idempotency_key: str | None,
    transaction_type: str,
    actor: Actor,
) -> TransactionResult:
    """Return what would become of a transaction now, and post nothing."""


@stored(entries=True)
def get_transaction(transaction_id: UUID, *, actor: Actor) -> Transaction:
    """Return a transaction, completed or refused."""


@stored(entries=True)
def list_transactions(
    query: TransactionsQuery,
    *,
    with_entries: bool,
    after: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[Transaction]:
    """Return transactions in the order asked for.

    A last row whose status is None says that the search stopped there and found no more.
    """


@stored(entries=True)
def deposit(body: OutsideBody, *, idempotency_key: str, actor: Actor) -> Done[Transaction]:
    """Bring money in from the outside world, and return the transaction."""


@stored(entries=True)
def withdraw(body: OutsideBody, *, idempotency_key: str, actor: Actor) -> Done[Transaction]:
    """Pay money out to the outside world, and return the transaction."""
