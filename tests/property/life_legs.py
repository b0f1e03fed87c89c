"""Transactions of many legs in the model: amounts by exact fractions, then posted in order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.property.life import Life, whole
from tests.property.life_things import LARGEST, ZERO, Leg, Posted, Refused, too_fine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CENT = Decimal("0.01")
_DIVIDED = ("weight", "rest")


@dataclass(frozen=True)
class Wanted:
    """One leg as it is asked for."""

    account: int
    side: str
    kind: str = "fixed"
    amount: Decimal | None = None
    share: Decimal | None = None

    @property
    def fraction(self) -> Fraction:
        """Return the part of the whole that is asked for, or the weight."""
        share = Fraction(1 if self.share is None else self.share)
        return share / 100 if self.kind == "percent" else share

    @property
    def is_share(self) -> bool:
        """Return whether it is a part of a total."""
        return self.kind in ("fraction", "percent")

    @property
    def needs_total(self) -> bool:
        """Return whether its amount follows from the total."""
        return self.kind in _DIVIDED or (self.is_share and self.amount is None)


def split(total: Decimal, weights: Sequence[Fraction]) -> list[Decimal]:
    """Divide a total in proportion, to the cent, by largest remainder, ties to the earlier."""
    cents = int(total / CENT)
    exact = [cents * weight / sum(weights) for weight in weights]
    parts = [int(part) for part in exact]
    order = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for place in order[: cents - sum(parts)]:
        parts[place] += 1
    return [part * CENT for part in parts]


@whole
def post_legs(life: Life, wanted: list[Wanted]) -> Posted:
    """Post a transaction of many legs, whole or not at all."""
    for leg in wanted:
        if leg.amount is not None:
            if leg.amount <= 0:
                raise Refused("LG103" if leg.amount < 0 else "LG104")
            if fault := too_fine(leg.amount):
                raise Refused(fault)
    currencies = [life.accounts[leg.account].currency for leg in wanted]
    by_currency = {
        currency: [n for n, other in enumerate(currencies) if other == currency]
        for currency in dict.fromkeys(currencies)
    }
    _check_shape(wanted, by_currency.values())
    amounts = [ZERO] * len(wanted)
    unbalanced: list[bool] = []
    empty = False
    for places in by_currency.values():
        legs = [wanted[n] for n in places]
        found, total = _amounts(life, legs)
        for place, amount in zip(places, found, strict=True):
            amounts[place] = amount
        if _sum(legs, found, "DEBIT") != _sum(legs, found, "CREDIT"):
            unbalanced.append(any(leg.kind == "up_to" for leg in legs))
        empty = empty or total == 0
    if unbalanced:
        raise Refused("LG230" if any(unbalanced) else "LG130")
    if empty:
        raise Refused("LG231")
    posted: list[Leg] = [
        (leg.account, leg.side, amount)
        for leg, amount in zip(wanted, amounts, strict=True)
        if amount
    ]
    return life.post(posted, has_legs=True)


def _check_shape(wanted: list[Wanted], currencies: Iterable[list[int]]) -> None:
    sides = [
        [[wanted[n] for n in places if wanted[n].side == side] for side in ("DEBIT", "CREDIT")]
        for places in currencies
    ]
    if any(not debits or not credits_ for debits, credits_ in sides):
        raise Refused("LG131")
    if len({leg.account for leg in wanted}) == 1:
        raise Refused("LG107")
    each = [side for pair in sides for side in pair]
    for side in each:
        for base in {leg.amount for leg in side if leg.is_share}:
            if sum(leg.fraction for leg in side if leg.is_share and leg.amount == base) > 1:
                raise Refused("LG133")
    for side in each:
        divided = [leg.kind for leg in side if leg.kind in _DIVIDED]
        if "rest" in divided and len(divided) > 1:
            raise Refused("LG134")
    for debits, credits_ in sides:
        is_open = any(leg.needs_total for leg in debits)
        if is_open and any(leg.needs_total for leg in credits_):
            raise Refused("LG132")


def _amounts(life: Life, legs: list[Wanted]) -> tuple[list[Decimal], Decimal]:
    sides = {
        side: [n for n, leg in enumerate(legs) if leg.side == side] for side in ("DEBIT", "CREDIT")
    }
    named = {
        side: not any(legs[n].needs_total or legs[n].kind == "up_to" for n in places)
        for side, places in sides.items()
    }
    decides = "DEBIT" if named["DEBIT"] or not named["CREDIT"] else "CREDIT"
    total = sum(_side(life, [legs[n] for n in sides[decides]], None), ZERO)
    amounts = [ZERO] * len(legs)
    for places in sides.values():
        found = _side(life, [legs[n] for n in places], total)
        for place, amount in zip(places, found, strict=True):
            amounts[place] = amount
    return amounts, total


def _side(life: Life, legs: list[Wanted], total: Decimal | None) -> list[Decimal]:
    amounts = [leg.amount if leg.kind == "fixed" and leg.amount else ZERO for leg in legs]
    for base in {leg.amount: None for leg in legs if leg.is_share}:
        places = [n for n, leg in enumerate(legs) if leg.is_share and leg.amount == base]
        whole_of = total if base is None else base
        if whole_of is not None:
            shares = [legs[n].fraction for n in places]
            parts = split(whole_of, [*shares, 1 - sum(shares, Fraction())])
            for place, part in zip(places, parts, strict=False):
                amounts[place] = part
    for place, leg in enumerate(legs):
        if leg.kind == "up_to":
            others = (a for a, other in zip(amounts, legs, strict=True) if _same(leg, other))
            is_active = life.accounts[leg.account].status == "ACTIVE"
            free = max(life.free(leg.account), ZERO) if is_active else ZERO
            bounds = [free - sum(others, ZERO), leg.amount or LARGEST]
            if total is not None:
                bounds.append(total - sum(amounts, ZERO))
            amounts[place] = max(ZERO, min(bounds))
    divided = [n for n, leg in enumerate(legs) if leg.kind in _DIVIDED]
    left = ZERO if total is None else total - sum(amounts, ZERO)
    if divided and left > 0:
        for place, part in zip(
            divided, split(left, [legs[n].fraction for n in divided]), strict=True
        ):
            amounts[place] = part
    return amounts


def _same(leg: Wanted, other: Wanted) -> bool:
    return leg.account == other.account


def _sum(legs: list[Wanted], amounts: list[Decimal], side: str) -> Decimal:
    sides = zip(legs, amounts, strict=True)
    return sum((amount for leg, amount in sides if leg.side == side), ZERO)
