"""Reading transactions."""

from webapp.auth import Actor
from webapp.db import Database
from webapp.ledger.statements import row_of, select
from webapp.rows.transactions import Transaction

_GET_TRANSACTION = select(
    Transaction,
    """ledger.get_transaction(p_transaction_id => %(transaction_id)s, p_actor => %(actor)s)""",
)


def get_transaction(database: Database, transaction_id: str, *, actor: Actor | None) -> Transaction:
    """Return a transaction, completed or refused."""
    return database.fetch_one(
        Transaction,
        _GET_TRANSACTION,
        {"transaction_id": transaction_id, "actor": row_of(actor)},
    )
