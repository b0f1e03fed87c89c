"""The life of payments once more, in plain Python: every operation, one at a time, with Decimal.

Written from the rules, not from the SQL. An operation that is refused raises Refused with
the ledger's code and leaves the model as it was.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from tests.property.life_things import (
    LARGEST,
    ZERO,
    Account,
    Hold,
    Leg,
    Limit,
    Posted,
    Refused,
    Use,
    too_fine,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

T = TypeVar("T")


def whole(operation: Callable[..., T]) -> Callable[..., T]:
    """Make an operation leave nothing when it is refused."""

    @wraps(operation)
    def guarded(self: Life, *arguments: Any, **named: Any) -> T:  # noqa: ANN401
        before = copy.deepcopy(self.__dict__)
        try:
            return operation(self, *arguments, **named)
        except Refused:
            self.__dict__ = before
            raise

    return guarded


@dataclass
class Life:
    """A whole ledger of few accounts, known by their numbers."""

    accounts: list[Account]
    holds: list[Hold] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)

    def held(self, number: int) -> Decimal:
        """Return what the account's holds keep; an expired one keeps nothing."""
        kept = (h.remaining for h in self.holds if h.account == number and h.status == "OPEN")
        return sum(kept, ZERO)

    def free(self, number: int) -> Decimal:
        """Return what can be taken before the floor is reached."""
        account = self.accounts[number]
        floor = -LARGEST if account.floor is None else account.floor
        return account.balance - self.held(number) - floor

    def post(self, legs: list[Leg], *, kind: str = "plain", has_legs: bool = False) -> Posted:
        """Post legs in their order; the caller undoes them when one is refused."""
        for number, side, amount in legs:
            self._post_leg(number, side, amount)
        if kind != "reversal":
            self._count(legs, captures=kind == "capture")
        posted = Posted(legs, has_legs=has_legs, is_reversal=kind == "reversal")
        self.posted.append(posted)
        return posted

    @whole
    def transfer(
        self, payer: int, payee: int, amount: Decimal, expected: int | None = None
    ) -> Posted:
        """Move an amount from one account to another."""
        if fault := self.transfer_fault(payer, payee, amount):
            raise Refused(fault)
        if expected is not None and expected != len(self.accounts[payer].entries):
            raise Refused("LG302")
        return self.post([(payer, "DEBIT", amount), (payee, "CREDIT", amount)])

    def transfer_fault(self, payer: int, payee: int, amount: Decimal) -> str | None:
        """Return what can never be right about a transfer."""
        if amount <= 0:
            return "LG103" if amount < 0 else "LG104"
        if payer == payee:
            return "LG107"
        if self.accounts[payer].currency != self.accounts[payee].currency:
            return "LG205"
        return too_fine(amount)

    def batch(
        self, items: list[tuple[int, int, Decimal, int | None]], *, atomic: bool
    ) -> list[str | None]:
        """Post transfers one after another; return the code of each, None when posted."""
        before = copy.deepcopy(self.__dict__)
        codes: list[str | None] = []
        for payer, payee, amount, expected in items:
            try:
                self.transfer(payer, payee, amount, expected)
                codes.append(None)
            except Refused as refusal:
                codes.append(refusal.code)
                if self.transfer_fault(payer, payee, amount) is None:
                    self.note_failure()
        if atomic and any(codes):
            self.__dict__ = before
            return [code or "LG304" for code in codes]
        return codes

    def note_failure(self) -> None:
        """Record an attempt that a rule refused."""
        self.posted.append(Posted([], failed=True))

    def set_status(self, number: int, status: str, *, allow_credits: bool) -> None:
        """Make an account ACTIVE, SUSPENDED or CLOSED."""
        account = self.accounts[number]
        allows = status == "ACTIVE" or (status == "SUSPENDED" and allow_credits)
        if (account.status, account.allows_credits) == (status, allows):
            return
        if account.status == "CLOSED":
            raise Refused("LG208")
        if status == "CLOSED" and (account.balance or self.held(number)):
            raise Refused("LG207")
        if status == "CLOSED":
            self._require_not_awaited(number)
        account.status, account.allows_credits = status, allows

    def set_bounds(self, number: int, floor: Decimal, ceiling: Decimal) -> None:
        """Set the floor and ceiling of an account."""
        account = self.accounts[number]
        if account.status == "CLOSED":
            raise Refused("LG204")
        if floor > ceiling:
            raise Refused("LG111")
        if account.balance - self.held(number) < floor or account.balance > ceiling:
            raise Refused("LG209")
        account.floor, account.ceiling = floor, ceiling

    @whole
    def close(self, number: int, sweep_to: int) -> None:
        """Move the whole balance away and close the account."""
        account = self.accounts[number]
        if account.status == "CLOSED":
            return
        if self.held(number):
            raise Refused("LG207")
        account.status, account.allows_credits = "ACTIVE", True
        # Nothing keeps it from zero.
        if (account.floor or ZERO) > 0 or (account.ceiling or ZERO) < 0:
            account.floor = account.ceiling = None
        if account.balance:
            pair = (number, sweep_to) if account.balance > 0 else (sweep_to, number)
            self.transfer(*pair, abs(account.balance))
        self._require_not_awaited(number)
        account.status, account.allows_credits = "CLOSED", False

    def set_limit(self, number: int, limit: Limit) -> None:
        """Limit what may go over an account, or change the maximum of such a limit."""
        account = self.accounts[number]
        if account.status == "CLOSED":
            raise Refused("LG204")
        for known in account.limits:
            alike = (known.direction, known.measure, known.period)
            if alike == (limit.direction, limit.measure, limit.period):
                known.maximum = limit.maximum
                return
        account.limits.append(limit)

    def used(self, number: int, direction: str) -> Use:
        """Return what was used so far, holds included: they use when they are placed."""
        uses = [Use(amount, 1) for way, amount in self.accounts[number].uses if way == direction]
        if direction == "out":
            uses += [hold.use for hold in self.holds if hold.account == number]
        return Use(sum((use.amount for use in uses), ZERO), sum(use.uses for use in uses))

    def check_limits(self, number: int, direction: str, more: Use, total: Decimal) -> None:
        """Refuse what would go beyond a limit of the account, the oldest first."""
        used = self.used(number, direction)
        for limit in self.accounts[number].limits:
            if limit.direction == direction:
                limit.check(used, more, total)

    def _require_not_awaited(self, number: int) -> None:
        if any(hold.to == number and hold.status == "OPEN" for hold in self.holds):
            raise Refused("LG210")

    def _post_leg(self, number: int, side: str, amount: Decimal) -> None:
        account = self.accounts[number]
        if account.status == "CLOSED":
            raise Refused("LG204")
        if account.status == "SUSPENDED" and (side == "DEBIT" or not account.allows_credits):
            raise Refused("LG203")
        if side == "DEBIT" and amount > self.free(number):
            raise Refused("LG201")
        ceiling = LARGEST if account.ceiling is None else account.ceiling
        if side == "CREDIT" and account.balance + amount > ceiling:
            raise Refused("LG202")
        account.balance += amount if side == "CREDIT" else -amount
        account.entries.append((side, amount, account.balance))

    def _count(self, legs: list[Leg], *, captures: bool) -> None:
        used: dict[tuple[int, str], Decimal] = {}
        for number, side, amount in legs:
            direction = "out" if side == "DEBIT" else "in"
            if not (captures and direction == "out"):
                used[number, direction] = used.get((number, direction), ZERO) + amount
        for (number, direction), amount in used.items():
            self.check_limits(number, direction, Use(amount, 1), amount)
        for (number, direction), amount in used.items():
            self.accounts[number].uses.append((direction, amount))
