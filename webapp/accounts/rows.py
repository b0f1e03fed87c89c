"""Accounts, and what is told of one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from webapp.shapes.choices import AccountClass, AccountStatus, EntryType
from webapp.shapes.values import Amount, Id, JsonObject, Metadata, UserId


@dataclass(frozen=True, slots=True)
class Account:
    """An account: a row of ledger.accounts; a bound of null means unlimited."""

    account_id: Id
    user_id: UserId
    code: str | None
    name: str | None
    currency: str
    account_class: AccountClass
    status: AccountStatus
    balance: Amount
    held: Amount
    available: Amount
    min_balance: Amount | None
    max_balance: Amount | None
    version: int
    metadata: Metadata | None
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    allows_credits: bool
    category: str | None
    merged_into_account_id: Id | None
    revision: int
    accumulates: bool


@dataclass(frozen=True, slots=True)
class OpenedAccounts:
    """Accounts in the order of the request."""

    accounts: list[Account]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an account's statement: a row of ledger.transaction_entries.

    A credit that is not folded yet has no entry_id, account_version and balance_after.
    """

    entry_id: int | None
    transaction_id: Id
    account_id: Id
    entry_type: EntryType
    amount: Amount
    currency: str
    account_version: int | None
    balance_after: Amount | None
    counterparty_account_id: Id | None
    description: str | None
    transaction_type: str
    effective_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AuditLog:
    """Who changed an account, from what to what: a row of ledger.audit_logs."""

    log_id: int
    transaction_id: Id | None
    account_id: Id
    account_position: int
    action: str
    old_balance: Amount | None
    new_balance: Amount | None
    detail: JsonObject | None
    user_id: UserId | None
    user_role: str | None
    ip_address: str | None
    user_agent: str | None
    request_id: str | None
    database_user: str
    created_at: datetime
    previous_hash: Annotated[str, Field(description="SHA-256, hexadecimal")] | None
    row_hash: Annotated[str, Field(description="SHA-256, hexadecimal")]
    account_version: int
    api_key_id: Annotated[Id | None, Field(description="the API key that it was asked with")]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Accounts in the order of their ids; next_cursor is null on the last page."""

    items: list[Account]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Entries of an account, newest first; next_cursor is null on the last page."""

    items: list[Entry]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class AuditLogPage:
    """Audit rows of an account, newest first; next_cursor is null on the last page."""

    items: list[AuditLog]
    next_cursor: str | None
