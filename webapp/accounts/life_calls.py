"""Changing, suspending, closing and merging accounts."""

import json

from webapp.access.actor import Actor
from webapp.accounts.life_bodies import AccountChanges, CloseBody, MergeBody, StatusBody
from webapp.accounts.rows import Account
from webapp.calling import GUARDED, row_of, select
from webapp.db import Database

_UPDATE_ACCOUNT = select(
    Account,
    GUARDED
    + """ledger.update_account(
    p_account_id => guarded_id,
    p_code => %(code)s,
    p_name => %(name)s,
    p_category => %(category)s,
    p_metadata => %(metadata)s,
    p_min_balance => %(min_balance)s,
    p_max_balance => %(max_balance)s,
    p_actor => %(actor)s
)""",
)


def update_account(
    database: Database,
    account_id: str,
    changes: AccountChanges,
    *,
    revisions: str | None,
    actor: Actor | None,
) -> Account:
    """Change what is given and return the account."""
    floor, ceiling = changes.min_balance, changes.max_balance
    return database.fetch_one(
        Account,
        _UPDATE_ACCOUNT,
        {
            "account_id": account_id,
            "revisions": revisions,
            "code": changes.code,
            "name": changes.name,
            "category": changes.category,
            "metadata": None if changes.metadata is None else json.dumps(changes.metadata),
            "min_balance": "-Infinity" if floor == "unlimited" else floor,
            "max_balance": "Infinity" if ceiling == "unlimited" else ceiling,
            "actor": row_of(actor),
        },
    )


_SET_STATUS = select(
    Account,
    GUARDED
    + """ledger.set_account_status(
    p_account_id => guarded_id,
    p_status => %(status)s,
    p_reason => %(reason)s,
    p_allow_credits => %(allow_credits)s,
    p_actor => %(actor)s
)""",
)


def set_account_status(
    database: Database,
    account_id: str,
    body: StatusBody,
    *,
    revisions: str | None,
    actor: Actor | None,
) -> Account:
    """Set an account's status and return the account."""
    return database.fetch_one(
        Account,
        _SET_STATUS,
        {
            "account_id": account_id,
            "revisions": revisions,
            "status": body.status,
            "reason": body.reason,
            "allow_credits": "true" if body.allow_credits else "false",
            "actor": row_of(actor),
        },
    )


_CLOSE_ACCOUNT = select(
    Account,
    """ledger.close_account(
    p_account_id => %(account_id)s,
    p_sweep_to_account_id => %(sweep_to_account_id)s,
    p_reason => %(reason)s,
    p_idempotency_key => %(idempotency_key)s,
    p_actor => %(actor)s
)""",
)


def close_account(
    database: Database, account_id: str, body: CloseBody, *, key: str, actor: Actor | None
) -> Account:
    """Sweep an account, close it and return it."""
    return database.fetch_one(
        Account,
        _CLOSE_ACCOUNT,
        {
            **body.model_dump(mode="json"),
            "account_id": account_id,
            "idempotency_key": key,
            "actor": row_of(actor),
        },
    )


_MERGE_ACCOUNTS = select(
    Account,
    """ledger.merge_accounts(
    p_from_account_id => %(account_id)s,
    p_into_account_id => %(into_account_id)s,
    p_reason => %(reason)s,
    p_idempotency_key => %(idempotency_key)s,
    p_actor => %(actor)s
)""",
)


def merge_accounts(
    database: Database, account_id: str, body: MergeBody, *, key: str, actor: Actor | None
) -> Account:
    """Merge an account into another and return that one."""
    return database.fetch_one(
        Account,
        _MERGE_ACCOUNTS,
        {
            **body.model_dump(mode="json"),
            "account_id": account_id,
            "idempotency_key": key,
            "actor": row_of(actor),
        },
    )
