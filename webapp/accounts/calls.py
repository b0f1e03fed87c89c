"""Opening accounts and reading them."""

import json

from webapp.access.actor import Actor
from webapp.accounts.bodies import AccountBody, AccountsQuery, EntriesQuery
from webapp.accounts.rows import Account, AuditLog, Balance, Entry
from webapp.calling import row_of, select
from webapp.db import Database

_OPEN_ACCOUNT = select(
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
            "actor": row_of(actor),
        },
    )


_GET_ACCOUNT = select(
    Account,
    """ledger.get_account(p_account_id => %(account_id)s, p_actor => %(actor)s)""",
)


def get_account(database: Database, account_id: str, *, actor: Actor | None) -> Account:
    """Return an account."""
    return database.fetch_one(
        Account, _GET_ACCOUNT, {"account_id": account_id, "actor": row_of(actor)}
    )


_LIST_ACCOUNTS = select(
    Account,
    """ledger.list_accounts(
    p_user_id => %(user_id)s,
    p_currency => %(currency)s,
    p_status => %(status)s,
    p_after => %(after)s,
    p_limit => %(limit)s,
    p_metadata => %(metadata)s,
    p_category => %(category)s,
    p_account_class => %(account_class)s,
    p_code => %(code)s,
    p_since => %(since)s,
    p_until => %(until)s,
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
            **query.model_dump(mode="json", exclude={"cursor", "limit"}),
            "after": after,
            "limit": str(limit),
            "actor": row_of(actor),
        },
    )


_GET_BALANCE = select(
    Balance,
    """ledger.get_balance(
    p_account_id => %(account_id)s,
    p_as_of => %(as_of)s,
    p_effective_at => %(effective_at)s,
    p_actor => %(actor)s
)""",
)


def get_balance(
    database: Database,
    account_id: str,
    *,
    as_of: str | None,
    effective_at: str | None = None,
    actor: Actor | None,
) -> Balance:
    """Return an account's balance, now or as of ISO 8601 times of booking and of effect."""
    return database.fetch_one(
        Balance,
        _GET_BALANCE,
        {
            "account_id": account_id,
            "as_of": as_of,
            "effective_at": effective_at,
            "actor": row_of(actor),
        },
    )


_LIST_ENTRIES = select(
    Entry,
    """ledger.list_entries(
    p_account_id => %(account_id)s,
    p_before_version => %(before)s,
    p_limit => %(limit)s,
    p_since => %(since)s,
    p_until => %(until)s,
    p_entry_type => %(entry_type)s,
    p_transaction_type => %(transaction_type)s,
    p_actor => %(actor)s
)""",
)


def list_entries(  # noqa: PLR0913 - a page of a filtered list
    database: Database,
    account_id: str,
    query: EntriesQuery,
    *,
    before: str | None,
    limit: int,
    actor: Actor | None,
) -> list[Entry]:
    """Return an account's entries, newest first, from before a version on."""
    filters = query.model_dump(mode="json", exclude={"cursor", "limit"})
    return database.fetch_all(
        Entry, _LIST_ENTRIES, {**filters, **_page(account_id, before, limit, actor)}
    )


_LIST_AUDIT_LOGS = select(
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


def _page(
    account_id: str, before: str | None, limit: int, actor: Actor | None
) -> dict[str, str | None]:
    return {
        "account_id": account_id,
        "before": before,
        "limit": str(limit),
        "actor": row_of(actor),
    }
