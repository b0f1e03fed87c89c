"""The only SQL in Python: one function per stored function, one statement each.

Everything travels as text and PostgreSQL reads it into the function's own types, so a
statement looks the same for every value and is prepared once.
"""

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter

from webapp.auth import Actor
from webapp.db import Database
from webapp.requests import AccountBody, AccountsQuery, TransferItem
from webapp.rows import (
    Account,
    AuditLog,
    Balance,
    Entry,
    Transaction,
    TransferResult,
    Version,
)

_TRANSFERS = TypeAdapter(list[TransferItem])


def _select(row: type[Any], call: str) -> str:
    """Name the row's columns, so that one added to a view later disturbs nothing."""
    columns = ", ".join(column.name for column in fields(row))
    return f"SELECT {columns} FROM {call}"  # noqa: S608 - both are constants of this module


_POST_TRANSFERS = _select(
    TransferResult,
    """ledger.post_transfers(
    p_transfers => ARRAY(
        SELECT item
        FROM jsonb_populate_recordset(
            NULL::ledger.transfer_request, %(transfers)s::jsonb
        ) AS item
    ),
    p_atomic => %(atomic)s,
    p_actor => %(actor)s
)""",
)


def post_transfers(
    database: Database, transfers: Sequence[TransferItem], *, atomic: bool, actor: Actor | None
) -> list[TransferResult]:
    """Post transfers in order; return one result each, COMPLETED or FAILED with a code."""
    # One JSON document, which each side reads and writes in C, beat an array literal and a
    # registered composite type at every size but one, where it is level.
    document = _TRANSFERS.dump_json(list(transfers), exclude_none=True).decode()
    return database.fetch_all(
        TransferResult,
        _POST_TRANSFERS,
        {"transfers": document, "atomic": "true" if atomic else "false", "actor": _row(actor)},
    )


_OPEN_ACCOUNT = _select(
    Account,
    """ledger.open_account(
    p_currency => %(currency)s,
    p_user_id => %(user_id)s,
    p_account_class => %(account_class)s,
    p_code => %(code)s,
    p_name => %(name)s,
    p_min_balance => %(min_balance)s,
    p_max_balance => %(max_balance)s,
    p_metadata => %(metadata)s,
    p_idempotency_key => %(idempotency_key)s,
    p_actor => %(actor)s
)""",
)


def open_account(
    database: Database, account: AccountBody, *, key: str | None, actor: Actor | None
) -> Account:
    """Open an account and return it."""
    values = account.model_dump(mode="json", exclude={"metadata", "min_balance", "max_balance"})
    floor, ceiling = account.min_balance, account.max_balance
    return database.fetch_one(
        Account,
        _OPEN_ACCOUNT,
        {
            **values,
            "min_balance": "-Infinity" if floor == "unlimited" else floor,
            "max_balance": "Infinity" if ceiling == "unlimited" else ceiling,
            "metadata": None if account.metadata is None else json.dumps(account.metadata),
            "idempotency_key": key,
            "actor": _row(actor),
        },
    )


_GET_ACCOUNT = _select(
    Account,
    """ledger.get_account(p_account_id => %(account_id)s, p_actor => %(actor)s)""",
)


def get_account(database: Database, account_id: str, *, actor: Actor | None) -> Account:
    """Return an account."""
    return database.fetch_one(
        Account, _GET_ACCOUNT, {"account_id": account_id, "actor": _row(actor)}
    )


_LIST_ACCOUNTS = _select(
    Account,
    """ledger.list_accounts(
    p_user_id => %(user_id)s,
    p_currency => %(currency)s,
    p_status => %(status)s,
    p_after => %(after)s,
    p_limit => %(limit)s,
    p_actor => %(actor)s
)""",
)


def list_accounts(
    database: Database,
    query: AccountsQuery,
    *,
    after: str | None,
    limit: int,
    actor: Actor | None,
) -> list[Account]:
    """Return accounts in the order of their ids, from after one on."""
    return database.fetch_all(
        Account,
        _LIST_ACCOUNTS,
        {
            "user_id": query.user_id,
            "currency": query.currency,
            "status": query.status,
            "after": after,
            "limit": str(limit),
            "actor": _row(actor),
        },
    )


_GET_BALANCE = _select(
    Balance,
    """ledger.get_balance(
    p_account_id => %(account_id)s, p_as_of => %(as_of)s, p_actor => %(actor)s
)""",
)


def get_balance(
    database: Database, account_id: str, *, as_of: str | None, actor: Actor | None
) -> Balance:
    """Return an account's balance, now or as of an ISO 8601 time."""
    return database.fetch_one(
        Balance,
        _GET_BALANCE,
        {"account_id": account_id, "as_of": as_of, "actor": _row(actor)},
    )


_LIST_ENTRIES = _select(
    Entry,
    """ledger.list_entries(
    p_account_id => %(account_id)s,
    p_before_version => %(before)s,
    p_limit => %(limit)s,
    p_actor => %(actor)s
)""",
)


def list_entries(
    database: Database, account_id: str, *, before: str | None, limit: int, actor: Actor | None
) -> list[Entry]:
    """Return an account's entries, newest first, from before a version on."""
    return database.fetch_all(Entry, _LIST_ENTRIES, _page(account_id, before, limit, actor))


_LIST_AUDIT_LOGS = _select(
    AuditLog,
    """ledger.list_audit_logs(
    p_account_id => %(account_id)s,
    p_before_position => %(before)s,
    p_limit => %(limit)s,
    p_actor => %(actor)s
)""",
)


def list_audit_logs(
    database: Database, account_id: str, *, before: str | None, limit: int, actor: Actor | None
) -> list[AuditLog]:
    """Return an account's audit rows, newest first, from before a position on."""
    return database.fetch_all(AuditLog, _LIST_AUDIT_LOGS, _page(account_id, before, limit, actor))


_GET_TRANSACTION = _select(
    Transaction,
    """ledger.get_transaction(p_transaction_id => %(transaction_id)s, p_actor => %(actor)s)""",
)


def get_transaction(database: Database, transaction_id: str, *, actor: Actor | None) -> Transaction:
    """Return a transaction, completed or refused."""
    return database.fetch_one(
        Transaction,
        _GET_TRANSACTION,
        {"transaction_id": transaction_id, "actor": _row(actor)},
    )


_VERSION = _select(Version, "ledger.version()")


def version(database: Database) -> Version:
    """Return which code the database runs."""
    return database.fetch_one(Version, _VERSION, {})


def _page(
    account_id: str, before: str | None, limit: int, actor: Actor | None
) -> dict[str, str | None]:
    return {
        "account_id": account_id,
        "before": before,
        "limit": str(limit),
        "actor": _row(actor),
    }


def _row(actor: Actor | None) -> str | None:
    """Write the actor; NULL means the database session itself."""
    return actor.as_row() if actor else None
