"""Accounts: to open, to change, to close, to list, to look at."""

from uuid import UUID

from pydantic import Field

from webapp.shapes.base import Body, Query
from webapp.shapes.choices import AccountClass, AccountStatus, EntryType
from webapp.shapes.fields import Ceiling, CurrencyCode, Floor, Metadata, Timestamp, UserId
from webapp.shapes.filters import (
    NewestFirst,
    OfAmount,
    OfCurrency,
    OfEffect,
    OfTime,
    OfType,
    OfUser,
    OldestFirst,
    WithMetadata,
    WithText,
)


class AccountBody(Body):
    """An account to open."""

    currency: CurrencyCode
    user_id: UserId | None = Field(None, description="whose it is; default: the caller's")
    account_class: AccountClass = "liability"
    code: str | None = Field(
        None,
        description="a name of your own; a customer's is kept as ~<user_id>/<code>,"
        " any other is unique in the ledger",
    )
    name: str | None = None
    min_balance: Floor | None = Field(
        None, description="floor; default: 0 for a liability, else unlimited"
    )
    max_balance: Ceiling | None = Field(None, description="ceiling; default: unlimited")
    metadata: Metadata | None = None
    accumulates: bool = Field(
        False, description="whether credits are kept without a lock: no ceiling, no limits"
    )


class AccountItem(AccountBody):
    """One of many accounts to open."""

    code: str = Field(description="a name of your own; makes the request safe to repeat")


class AccountsBody(Body):
    """Accounts to open, in order."""

    accounts: list[AccountItem] = Field(min_length=1, max_length=10_000)


class FindAccountQuery(Query):
    """Which account."""

    code: str = Field(description="its code, or one it had before")


class AccountChanges(Body):
    """What to change; a member left out or null leaves its value as it is."""

    code: str | None = Field(None, description="a new code; the old ones go on leading there")
    name: str | None = Field(None, description='a new name; "" takes it away')
    category: str | None = Field(None, description='the path of a category; "" takes it out')
    metadata: Metadata | None = Field(
        None, description="merged into the account's own; a null member is taken away"
    )
    min_balance: Floor | None = Field(None, description="a new floor")
    max_balance: Ceiling | None = Field(None, description="a new ceiling")
    accumulates: bool | None = Field(None, description="whether credits are kept without a lock")


class StatusBody(Body):
    """Which status, and why."""

    status: AccountStatus
    allow_credits: bool = Field(False, description="whether a suspended account is still paid")
    reason: str | None = Field(None, description="kept in the audit trail")


class CloseBody(Body):
    """Where the remainder goes."""

    sweep_to_account_id: UUID | None = Field(
        None, description="the account the balance moves to; needed unless it is zero"
    )
    reason: str | None = Field(None, description="kept in the audit trail")


class MergeBody(Body):
    """Which account takes over."""

    into_account_id: UUID = Field(description="the account that takes over balance and codes")
    reason: str | None = Field(None, description="kept in the audit trail")


class AccountsQuery(OldestFirst, OfTime, OfUser, OfCurrency, OfAmount, WithMetadata, WithText):
    """Which accounts; amounts are of their balances, texts in their names."""

    account_id: UUID | None = None
    code: str | None = Field(None, description="the one account with this code")
    code_prefix: str | None = Field(None, min_length=1, description="the code begins so")
    status: AccountStatus | None = None
    account_class: AccountClass | None = None
    category: str | None = Field(None, description="in this category or below")


class EntriesQuery(NewestFirst, OfTime, OfEffect, OfType, OfAmount, WithText):
    """Which entries of an account."""

    entry_type: EntryType | None = None


class AuditLogsQuery(NewestFirst):
    """Which page of an audit trail."""


class BalanceQuery(Query):
    """The balance at which moment."""

    as_of: Timestamp | None = Field(
        None, description="what was booked by then, as the books knew it; default: now"
    )
    effective_at: Timestamp | None = Field(
        None, description="what counts from then or earlier, whenever it was booked"
    )
