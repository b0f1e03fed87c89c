"""Accounts: to open, to list, to look at."""

from typing import Literal

from pydantic import Field

from webapp.shapes.base import Body, PageQuery, Query
from webapp.shapes.fields import Bound, CurrencyCode, JsonText, Metadata, Timestamp, UserId


class AccountBody(Body):
    """An account to open."""

    currency: CurrencyCode
    user_id: UserId | None = Field(None, description="whose it is; default: the caller's")
    account_class: Literal["asset", "liability", "equity", "income", "expense"] = "liability"
    code: str | None = Field(None, description="a name of your own, unique in the ledger")
    name: str | None = None
    min_balance: Bound | None = Field(
        None, description="floor; default: 0 for a liability, else unlimited"
    )
    max_balance: Bound | None = Field(None, description="ceiling; default: unlimited")
    metadata: Metadata | None = None


class AccountsQuery(PageQuery):
    """Which accounts."""

    user_id: UserId | None = None
    currency: CurrencyCode | None = None
    status: Literal["ACTIVE", "SUSPENDED", "CLOSED"] | None = None
    category: str | None = Field(None, description="in this category or below")
    metadata: JsonText | None = Field(
        None, description="a JSON object that the account's metadata must contain"
    )
    account_class: Literal["asset", "liability", "equity", "income", "expense"] | None = None
    code: str | None = Field(None, description="the one account with this code")
    since: Timestamp | None = Field(None, description="opened at this time or later")
    until: Timestamp | None = Field(None, description="opened before this time")


class EntriesQuery(PageQuery):
    """Which entries of an account."""

    since: Timestamp | None = Field(None, description="booked at this time or later")
    until: Timestamp | None = Field(None, description="booked before this time")
    entry_type: Literal["DEBIT", "CREDIT"] | None = None
    transaction_type: str | None = None


class BalanceQuery(Query):
    """The balance at which moment."""

    as_of: Timestamp | None = Field(
        None, description="what was booked by then, as the books knew it; default: now"
    )
    effective_at: Timestamp | None = Field(
        None, description="what counts from then or earlier, whenever it was booked"
    )
