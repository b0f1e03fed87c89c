"""What may be drawn for the life of payments: amounts, accounts, legs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.property.life_legs import Wanted

# Currency, floor and ceiling of each account; the first of a currency is its outside world.
PLANS: tuple[tuple[str, str | None, str | None, str], ...] = (
    ("USD", None, None, "0"),
    ("USD", "0", None, "300"),
    ("USD", "0", None, "60"),
    ("USD", "-20", None, "5"),
    ("USD", "0", "80", "10"),
    ("EUR", None, None, "0"),
    ("EUR", "0", None, "50"),
)
WORLD = {"USD": 0, "EUR": 5}
accounts = st.sampled_from((1, 2, 3, 4, 0, 1, 2, 3, 4, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 6))
# In another order, for what is drawn leans to the first: few pay themselves.
payees = st.sampled_from((2, 3, 4, 0, 1, 2, 3, 4, 0, 2, 3, 4, 2, 3, 4, 2, 3, 4, 6, 5))
customers = st.sampled_from((1, 1, 2, 2, 3, 4, 6))
_SOUND = ("1", "2", "5", "10", "20", "0.01", "3.33", "7.5", "12.5", "30")
amounts = st.sampled_from(
    [Decimal(a) for a in (*_SOUND, *_SOUND, *_SOUND, "60", "100", "0", "-1", "0.001")]
)
some = st.one_of(st.none(), amounts)
often = st.sampled_from([True, True, True, False])
rarely = st.sampled_from([False, False, False, True])


def _share(kind: str) -> st.SearchStrategy[Decimal | None]:
    values = {
        "percent": ["2.9", "50", "33.333333", "100", "0.01"],
        "fraction": ["0.5", "0.125", "1", "0.333"],
        "weight": ["1", "1", "2", "7"],
    }
    return st.sampled_from([Decimal(v) for v in values[kind]]) if kind in values else st.none()


@st.composite
def _side(draw: st.DrawFn, side: str, kinds: list[str], most: int) -> list[Wanted]:
    legs = []
    for _ in range(draw(st.integers(1, most))):
        kind = draw(st.sampled_from(kinds))
        amount: Decimal | None = None
        if kind == "fixed" or (kind in ("up_to", "percent", "fraction") and draw(rarely)):
            amount = draw(amounts)
        account = draw(accounts if side == "DEBIT" else payees)
        legs.append(Wanted(account, side, kind, amount, draw(_share(kind))))
    return legs


@st.composite
def legs(draw: st.DrawFn) -> list[Wanted]:
    """Draw the legs of a transaction, most of which could be posted."""
    shape = draw(st.sampled_from(["sale", "bill", "sources", "sweep", "exchange", "wild"]))
    if shape == "sale":
        credited = draw(_side("CREDIT", ["percent", "fraction", "fixed"], 2))
        rest = Wanted(draw(payees), "CREDIT", "rest")
        return [*draw(_side("DEBIT", ["fixed"], 2)), *credited, rest]
    if shape == "bill":
        return [*draw(_side("DEBIT", ["weight"], 3)), *draw(_side("CREDIT", ["fixed"], 2))]
    if shape == "sources":
        sources = draw(_side("DEBIT", ["up_to", "up_to", "fixed"], 3))
        if draw(often):
            sources.append(Wanted(draw(accounts), "DEBIT", "rest"))
        return [*sources, *draw(_side("CREDIT", ["fixed"], 2))]
    if shape == "sweep":
        credited = draw(_side("CREDIT", ["percent", "weight", "weight"], 3))
        return [*draw(_side("DEBIT", ["up_to", "up_to", "fixed"], 2)), *credited]
    if shape == "exchange":
        first, second = draw(amounts), draw(amounts)
        return [
            Wanted(draw(customers), "DEBIT", "fixed", first),
            Wanted(0, "CREDIT", "rest"),
            Wanted(5, "DEBIT", "rest"),
            Wanted(6, "CREDIT", "fixed", second),
        ]
    every = ["fixed", "fraction", "percent", "weight", "rest"]
    return [*draw(_side("DEBIT", [*every, "up_to"], 3)), *draw(_side("CREDIT", every, 3))]


def as_json(wanted: list[Wanted], ids: list[str]) -> list[dict[str, Any]]:
    """Return legs as ledger.entry_request writes them."""
    return [
        {
            "account_id": ids[leg.account],
            "entry_type": leg.side,
            "kind": leg.kind,
            "amount": None if leg.amount is None else str(leg.amount),
            "share": None if leg.share is None else str(leg.share),
        }
        for leg in wanted
    ]
