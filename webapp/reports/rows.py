"""Lines of reports."""

from dataclasses import dataclass
from datetime import date

from webapp.shapes.choices import AccountClass
from webapp.shapes.values import Amount, Id, UserId


@dataclass(frozen=True, slots=True)
class TrialBalanceLine:
    """Balances of one currency and class, a row of reporting.trial_balance.

    Debit and credit balances of a currency have equal totals.
    """

    currency: str
    account_class: AccountClass
    accounts: int
    debit_balances: Amount
    credit_balances: Amount
    normal_balance: Amount


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """The trial balance at the end of a day, by currency and class."""

    items: list[TrialBalanceLine]


@dataclass(frozen=True, slots=True)
class MonthlyAmount:
    """A line of a report for one month, on the normal side of its class."""

    month_on: date
    currency: str
    account_class: str
    category: str | None
    accounts: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """Lines of a report, month by month, by currency, class and category."""

    items: list[MonthlyAmount]


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """What an account held at the end of a day."""

    account_id: Id
    account_code: str | None
    account_class: AccountClass
    category: str | None
    user_id: UserId
    currency: str
    balance: Amount
    normal_balance: Amount


@dataclass(frozen=True, slots=True)
class AccountBalancePage:
    """Balances in the order of the accounts' ids; next_cursor is null on the last page."""

    items: list[AccountBalance]
    next_cursor: str | None
