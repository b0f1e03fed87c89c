"""What moved on an account by day."""

from dataclasses import dataclass
from datetime import date

from webapp.shapes.values import Amount, Id


@dataclass(frozen=True, slots=True)
class DailyTotal:
    """A day on which something moved: a row of ledger.daily_total."""

    account_id: Id
    rolled_on: date
    currency: str
    entries: int
    opening_balance: Amount
    money_in: Amount
    money_out: Amount
    fees: Amount
    closing_balance: Amount
    high_balance: Amount
    low_balance: Amount


@dataclass(frozen=True, slots=True)
class DailyTotalPage:
    """Days; next_cursor is null on the last page."""

    items: list[DailyTotal]
    next_cursor: str | None
