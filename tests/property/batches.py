"""Random ledgers and random batches for them; accounts are numbers until they are opened."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

CURRENCIES = {"USD": 2, "JPY": 0, "KWD": 3}
BANKS = tuple(CURRENCIES)  # one account without limits each, numbered first
NOBODY = -1  # an account id that was never given out
_KEYS = [None, None, "k1", "k2", "k3", "k4", "k5"]


@dataclass(frozen=True)
class AccountPlan:
    """How to open one account; None is the class's own limit."""

    currency: str
    floor: Decimal | None
    ceiling: Decimal | None
    funds: Decimal
    held: Decimal
    status: str


@dataclass(frozen=True)
class Batch:
    """One call of post_transfers."""

    atomic: bool
    items: list[dict[str, Any]]


@st.composite
def account_plans(draw: st.DrawFn) -> AccountPlan:
    """Draw a customer's account; most are plain dollars."""
    currency = draw(st.sampled_from(["USD", "USD", "USD", "JPY", "KWD"]))
    status = draw(st.sampled_from(["ACTIVE"] * 6 + ["SUSPENDED", "CLOSED"]))
    funds = Decimal(0) if status == "CLOSED" else Decimal(draw(st.sampled_from([10, 20, 5, 0, 60])))
    held = min(funds, Decimal(draw(st.sampled_from([0, 0, 5, 30]))))
    return AccountPlan(
        currency=currency,
        floor=draw(st.sampled_from([Decimal(0), Decimal(0), Decimal(-20), None])),
        ceiling=draw(st.sampled_from([None, None, Decimal(80)])),
        funds=funds,
        held=held,
        status=status,
    )


def _amounts() -> st.SearchStrategy[str]:
    # Few round figures, so that balances are often spent to the last penny.
    small = st.sampled_from(["10", "20", "5", "1"])
    cents = st.integers(1, 4000).map(lambda n: str(Decimal(n) / 100))
    spelled = st.sampled_from(["10.00", "5.0"])
    return st.one_of(small, small, small, cents, spelled)


def _faults() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what turns a good item into one that is refused for its form."""
    return st.sampled_from(
        [
            {"amount": "NaN"},
            {"amount": "Infinity"},
            {"amount": "-Infinity"},
            {"amount": "-1"},
            {"amount": "0.00"},
            {"amount": "1.00001"},
            {"amount": "0.005"},
            {"amount": "99999999999999999999.999999999999999999"},
            {"amount": "1000000000000000000"},
            {"amount": None},
            {"from_account_id": None},
            {"to_account_id": NOBODY},
            {"from_account_id": 0, "to_account_id": 0},
            {"currency": "ZZZ"},
            {"currency": "EUR"},
            {"idempotency_key": ""},
            {"idempotency_key": "k\n1"},
            {"description": "d" * 1001},
            {"metadata": "not an object"},
            {"effective_at": "infinity"},
            {"transaction_type": "Not a word"},
        ]
    )


@st.composite
def items(draw: st.DrawFn, currencies: list[str]) -> dict[str, Any]:
    """Draw one transfer between the accounts numbered like their currencies; few are malformed."""
    payer = draw(st.integers(0, len(currencies) - 1).map(lambda n: len(currencies) - 1 - n))
    alike = [n for n, c in enumerate(currencies) if c == currencies[payer] and n != payer]
    others = [n for n in range(len(currencies)) if n != payer]
    strange = not alike or draw(st.integers(0, 9)) == 0
    payee = draw(st.sampled_from(others if strange else alike))
    item: dict[str, Any] = {
        "from_account_id": payer,
        "to_account_id": payee,
        "amount": draw(_amounts()),
        "idempotency_key": draw(st.sampled_from(_KEYS)),
    }
    optional = {
        "currency": st.sampled_from([None] * 8 + ["USD", "USD", "JPY"]),
        "description": st.sampled_from([None, None, "rent"]),
        "metadata": st.sampled_from([None, None, {"a": 1}]),
        "effective_at": st.sampled_from([None, None, "2020-02-29 12:00:00+00"]),
        "transaction_type": st.sampled_from([None, None, "transfer", "fee"]),
        "expected_version": st.sampled_from([None] * 8 + [1, 2, 3]),
    }
    for name, values in optional.items():
        if (value := draw(values)) is not None:
            item[name] = value
    if draw(st.integers(0, 9)) == 0:
        item |= draw(_faults())
    return item


@st.composite
def batches(draw: st.DrawFn, currencies: list[str], *, atomic: st.SearchStrategy[bool]) -> Batch:
    """Draw a batch that repeats some of its own items, so that keys meet themselves."""
    fresh = draw(st.lists(items(currencies), min_size=1, max_size=9))
    again = draw(st.lists(st.integers(0, len(fresh) - 1), max_size=4))
    repeated = [*fresh, *(fresh[number] for number in again)]
    return Batch(atomic=draw(atomic), items=draw(st.permutations(repeated)))


@st.composite
def stories(
    draw: st.DrawFn, *, atomic: st.SearchStrategy[bool]
) -> tuple[list[AccountPlan], list[Batch]]:
    """Draw customers' accounts, numbered after the banks', and the batches that follow."""
    plans = draw(st.lists(account_plans(), min_size=2, max_size=5))
    currencies = [*BANKS, *(plan.currency for plan in plans)]
    told = draw(st.lists(batches(currencies, atomic=atomic), min_size=1, max_size=3))
    return plans, told
