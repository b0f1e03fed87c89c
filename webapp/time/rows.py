"""Statements on two axes of time, and closed periods."""

from dataclasses import dataclass
from datetime import date, datetime

from webapp.shapes.choices import EntryType, PeriodAction
from webapp.shapes.values import Amount, Id, UserId


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of a statement: a row of ledger.statement_lines; balance is that after it.

    A credit that is not folded yet has no account_version.
    """

    account_id: Id
    account_version: int | None
    effective_at: datetime
    booked_at: datetime
    entry_type: EntryType
    amount: Amount
    balance: Amount
    currency: str
    counterparty_account_id: Id | None
    description: str | None
    transaction_type: str
    transaction_id: Id


@dataclass(frozen=True, slots=True)
class StatementSummary:
    """Head and foot of a statement, all its pages together: a row of ledger.statement_summary."""

    account_id: Id
    currency: str
    from_at: datetime | None
    opening_balance: Amount
    money_in: Amount
    money_out: Amount
    entries: int
    closing_balance: Amount


@dataclass(frozen=True, slots=True)
class StatementPage:
    """Lines of a statement, latest first; next_cursor is null on the last page."""

    summary: StatementSummary
    items: list[StatementLine]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class PeriodAct:
    """An act of closing or reopening the books: a row of ledger.periods."""

    act_number: int
    action: PeriodAction
    closed_through_on: date | None
    reason: str | None
    user_id: UserId | None
    user_role: str
    database_user: str
    ip_address: str | None
    request_id: str | None
    created_at: datetime
    api_key_id: Id | None


@dataclass(frozen=True, slots=True)
class PeriodActPage:
    """Acts of closing and reopening, newest first: the first is in force."""

    items: list[PeriodAct]
    next_cursor: str | None
