"""Holds and reversals in the model."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.property.life import Life, whole
from tests.property.life_legs import split
from tests.property.life_things import ZERO, Hold, Leg, Posted, Refused, Use, too_fine

if TYPE_CHECKING:
    from decimal import Decimal

_OTHER = {"DEBIT": "CREDIT", "CREDIT": "DEBIT"}


def _require_amount(amount: Decimal) -> None:
    if amount <= 0:
        raise Refused("LG103" if amount < 0 else "LG104")
    if fault := too_fine(amount):
        raise Refused(fault)


def _require_free(life: Life, number: int, amount: Decimal) -> None:
    status = life.accounts[number].status
    if status != "ACTIVE":
        raise Refused({"CLOSED": "LG204", "SUSPENDED": "LG203"}[status])
    if amount > life.free(number):
        raise Refused("LG201")


def _use(life: Life, before: Hold | None, after: Hold) -> None:
    """Refuse a step by which a hold uses more than its account's limits allow."""
    was = before.use if before else Use(ZERO, 0)
    more = Use(after.use.amount - was.amount, after.use.uses - was.uses)
    if more.amount > 0:
        life.check_limits(after.account, "out", more, after.use.amount)


def _require_open(hold: Hold) -> None:
    if hold.status != "OPEN":
        raise Refused("LG221" if hold.status == "EXPIRED" else "LG220")


def place(
    life: Life,
    account: int,
    amount: Decimal,
    *,
    to: int | None,
    tolerance: Decimal,
    expires: int | None,
) -> Hold:
    """Set money aside."""
    _require_amount(amount)
    if to == account:
        raise Refused("LG107")
    if to is not None and life.accounts[to].currency != life.accounts[account].currency:
        raise Refused("LG205")
    _require_free(life, account, amount)
    hold = Hold(account, to, amount, tolerance, expires)
    _use(life, None, hold)
    life.holds.append(hold)
    return hold


@whole
def capture(
    life: Life, number: int, amount: Decimal | None, *, to: int | None, final: bool
) -> Posted:
    """Post a hold, or a part of it."""
    hold = life.holds[number]
    payee = hold.to if hold.to is not None else to
    if payee is None:
        raise Refused("LG108")
    if to is not None and to != payee:
        raise Refused("LG109")
    _require_open(hold)
    taken = hold.remaining if amount is None else amount
    _require_amount(taken)
    if taken > hold.remaining + hold.tolerance:
        raise Refused("LG222")
    after = replace(hold, captured=hold.captured + taken)
    if final:
        after.released = max(after.amount - after.captured, after.released)
    if not after.remaining:
        after.status = "CAPTURED"
    _use(life, hold, after)
    life.holds[number] = hold = after
    if fault := life.transfer_fault(hold.account, payee, taken):
        raise Refused(fault)
    return life.post([(hold.account, "DEBIT", taken), (payee, "CREDIT", taken)], kind="capture")


def increment(life: Life, number: int, amount: Decimal) -> None:
    """Raise a hold."""
    hold = life.holds[number]
    _require_amount(amount)
    _require_open(hold)
    _require_free(life, hold.account, amount)
    after = replace(hold, amount=hold.amount + amount)
    _use(life, hold, after)
    life.holds[number] = after


def extend(life: Life, number: int, expires: int | None) -> None:
    """Let a hold last longer; None is for ever."""
    hold = life.holds[number]
    _require_open(hold)
    if expires is not None and (hold.expires is None or expires <= hold.expires):
        raise Refused("LG120")
    hold.expires = expires


def release(life: Life, number: int, amount: Decimal | None) -> None:
    """Give back what a hold keeps, or a part of it."""
    hold = life.holds[number]
    _require_open(hold)
    given = hold.remaining if amount is None else amount
    _require_amount(given)
    if given > hold.remaining:
        raise Refused("LG223")
    hold.released += given
    if not hold.remaining:
        hold.status = "RELEASED"


@whole
def reverse(life: Life, number: int, amount: Decimal | None) -> Posted:
    """Give the money of a transaction back, all that remains of it or a part."""
    original = life.posted[number]
    if original.failed:
        raise Refused("LG225")
    if original.is_reversal:
        raise Refused("LG226")
    left = _left(original)
    if amount is not None or not left or not original.has_legs:
        left = _part(life, original, left, amount)
    posted = life.post([leg for leg in left if leg[2]], kind="reversal", has_legs=original.has_legs)
    life.posted[number].reversals.append(posted.legs)
    return posted


def _left(original: Posted) -> list[Leg]:
    """Return the legs that would undo what is not reversed yet, the last first."""
    totals: dict[tuple[int, str], Decimal] = {}
    last: dict[tuple[int, str], int] = {}
    for place, (account, side, amount) in enumerate(original.legs):
        totals[account, side] = totals.get((account, side), ZERO) + amount
        last[account, side] = place
    for legs in original.reversals:
        for account, side, amount in legs:
            totals[account, _OTHER[side]] -= amount
    order = sorted(totals, key=lambda key: -last[key])
    return [
        (account, _OTHER[side], totals[account, side])
        for account, side in order
        if totals[account, side]
    ]


def _part(life: Life, original: Posted, left: list[Leg], amount: Decimal | None) -> list[Leg]:
    if len({life.accounts[account].currency for account, _, _ in original.legs}) > 1:
        raise Refused("LG224" if amount is None else "LG121")
    remaining = sum((value for _, side, value in left if side == "DEBIT"), ZERO)
    taken = remaining if amount is None else amount
    if remaining or amount is not None:
        _require_amount(taken)
    if taken > remaining or not remaining:
        raise Refused("LG224")
    parts = list(left)
    for side in _OTHER:
        places = [n for n, leg in enumerate(left) if leg[1] == side]
        shares = split(taken, [Fraction(left[n][2]) for n in places])
        for place, share in zip(places, shares, strict=True):
            parts[place] = (*left[place][:2], share)
    return parts
