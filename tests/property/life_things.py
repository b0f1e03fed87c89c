"""What a life of payments consists of: accounts, limits, holds, transactions, refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, getcontext
from typing import TypeAlias

Leg: TypeAlias = tuple[int, str, Decimal]  # account, DEBIT or CREDIT, amount
ZERO = Decimal(0)
LARGEST = Decimal("99999999999999999999.999999999999999999")
# Sums of such amounts are exact too: Python would keep 28 digits.
getcontext().prec = 80


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """The ledger says no, with this code."""

    def __init__(self, code: str) -> None:
        """Take the code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Use:
    """What was used of limits: an amount, and how often."""

    amount: Decimal
    uses: int


@dataclass
class Limit:
    """What may go one way over an account: in one transaction, or in all of them."""

    direction: str
    measure: str
    period: str
    maximum: Decimal

    def check(self, used: Use, more: Use, total: Decimal) -> None:
        """Refuse what, after what was used before it, goes beyond."""
        if self.period == "transaction":
            if total > self.maximum:
                raise Refused("LG241")
        elif self.measure == "count":
            if more.uses and used.uses + more.uses > self.maximum:
                raise Refused("LG240")
        elif used.amount + more.amount > self.maximum:
            raise Refused("LG240")


@dataclass
class Account:
    """One account: what the rules read, and what postings leave."""

    currency: str
    floor: Decimal | None
    ceiling: Decimal | None
    balance: Decimal = ZERO
    status: str = "ACTIVE"
    allows_credits: bool = True
    entries: list[tuple[str, Decimal, Decimal]] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    uses: list[tuple[str, Decimal]] = field(default_factory=list)


@dataclass
class Hold:
    """Money set aside."""

    account: int
    to: int | None
    amount: Decimal
    tolerance: Decimal
    expires: int | None
    captured: Decimal = ZERO
    released: Decimal = ZERO
    status: str = "OPEN"

    @property
    def remaining(self) -> Decimal:
        """Return what it still keeps."""
        return max(self.amount - self.captured - self.released, ZERO)

    @property
    def use(self) -> Use:
        """Return what it uses of limits; one that ended without a capture was no use."""
        if self.status == "EXPIRED":
            return Use(self.captured, 1 if self.captured else 0)
        is_use = self.captured > 0 or self.status != "RELEASED"
        return Use(max(self.amount - self.released, self.captured), 1 if is_use else 0)


@dataclass
class Posted:
    """A transaction: its legs, and what was reversed of it."""

    legs: list[Leg]
    has_legs: bool = False
    failed: bool = False
    is_reversal: bool = False
    reversals: list[list[Leg]] = field(default_factory=list)


def too_fine(amount: Decimal) -> str | None:
    """Return the code for more decimals than dollars and euros have."""
    return "LG105" if amount != round(amount, 2) else None
