"""Posting transactions of any number of legs, and reading transactions of every kind."""

import json

from webapp.access.actor import Actor
from webapp.calling import row_of, select
from webapp.db import Database
from webapp.transactions.bodies import PreviewBody, TransactionBody, TransactionsQuery
from webapp.transactions.rows import Transaction, TransactionEntry, TransactionResult

_POST_TRANSACTION = select(
    TransactionResult,
    """ledger.post_transactions(
    p_transactions => ARRAY[jsonb_populate_record(
        NULL::ledger.transaction_request, %(transaction)s::jsonb
    )],
    p_actor => %(actor)s
)""",
)


def post_transaction(
    database: Database, transaction: TransactionBody, *, key: str, actor: Actor | None
) -> TransactionResult:
    """Post a transaction; return what became of it, COMPLETED or FAILED with a code."""
    document = transaction.model_dump(mode="json", exclude_none=True)
    return database.fetch_one(
        TransactionResult,
        _POST_TRANSACTION,
        {
            "transaction": json.dumps({**document, "idempotency_key": key}),
            "actor": row_of(actor),
        },
    )


_PREVIEW_TRANSACTION = select(
    TransactionResult,
    """ledger.preview_transaction(
    p_entries => ARRAY(
        SELECT entry
        FROM jsonb_populate_recordset(
            NULL::ledger.entry_request, %(request)s::jsonb -> 'entries'
        ) AS entry
    ),
    p_total => (%(request)s::jsonb ->> 'total')::numeric,
    p_effective_at => (%(request)s::jsonb ->> 'effective_at')::timestamptz,
    p_transaction_type => coalesce(%(request)s::jsonb ->> 'transaction_type', 'transaction'),
    p_actor => %(actor)s
)""",
)


def preview_transaction(
    database: Database, transaction: PreviewBody, *, actor: Actor | None
) -> TransactionResult:
    """Return what would become of a transaction now, and post nothing."""
    document = transaction.model_dump_json(exclude_none=True)
    return database.fetch_one(
        TransactionResult, _PREVIEW_TRANSACTION, {"request": document, "actor": row_of(actor)}
    )


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


_LIST_ENTRIES = select(
    TransactionEntry,
    """ledger.list_transaction_entries(
    p_transaction_id => %(transaction_id)s, p_actor => %(actor)s
)""",
)


def list_entries(
    database: Database, transaction_id: str, *, actor: Actor | None
) -> list[TransactionEntry]:
    """Return the entries of a transaction, in the order in which they were posted."""
    return database.fetch_all(
        TransactionEntry,
        _LIST_ENTRIES,
        {"transaction_id": transaction_id, "actor": row_of(actor)},
    )


_LIST_TRANSACTIONS = select(
    Transaction,
    """ledger.list_transactions(
    p_account_id => %(account_id)s,
    p_since => %(since)s,
    p_until => %(until)s,
    p_transaction_type => %(transaction_type)s,
    p_status => %(status)s,
    p_currency => %(currency)s,
    p_min_amount => %(min_amount)s,
    p_max_amount => %(max_amount)s,
    p_metadata => %(metadata)s,
    p_idempotency_key => %(idempotency_key)s,
    p_user_id => %(user_id)s,
    p_after => %(after)s,
    p_is_ascending => %(is_ascending)s,
    p_limit => %(limit)s,
    p_actor => %(actor)s
)""",
)


def list_transactions(
    database: Database,
    query: TransactionsQuery,
    *,
    after: str | None,
    limit: int,
    actor: Actor | None,
) -> list[Transaction]:
    """Return transactions in the order asked for.

    A last row whose status is None says that the search stopped there and found no more.
    """
    return database.fetch_all(
        Transaction,
        _LIST_TRANSACTIONS,
        {
            **query.model_dump(mode="json", exclude={"cursor", "limit", "sort"}),
            "after": after,
            "is_ascending": "true" if query.sort == "created_at" else "false",
            "limit": str(limit),
            "actor": row_of(actor),
        },
    )
