"""Random lives for previews: what happens to some accounts, and what is then asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.property.life_stories import as_json, customers, legs, often, rarely

ACCUMULATING = 1
NOBODY = -1  # an account id that was never given out
# Whose each account of life_stories.PLANS is, and who may ask.
OWNERS = (None, "alice", "alice", "bob", "bob", None, "alice")
ASKING = ("service", "service", "service", "dba", "dba", "alice", "bob")

_PAY = "SELECT ledger.transfer(%(world)s, %(account)s, %(amount)s)"
_HOLD = """
    SELECT h.hold_id FROM ledger.hold_funds(
        %(account)s, %(amount)s, %(world)s, clock_timestamp() + %(lasts)s::interval
    ) AS h
"""
_CAPTURE = f"""
    SELECT t.transaction_id FROM ({_HOLD}) AS h
    CROSS JOIN LATERAL ledger.capture_hold(h.hold_id, 1, p_is_final => false) AS t
"""
_FREEZE = """
    SELECT ledger.freeze_amount(
        %(account)s, %(amount)s, 'an order', clock_timestamp() + %(lasts)s::interval
    )
"""
_STATUS = """
    SELECT ledger.set_account_status(%(account)s, %(status)s, p_allow_credits => %(credits)s)
"""
_LIMIT = """
    SELECT ledger.set_limit(
        %(maximum)s, %(period)s, %(account)s, p_direction => %(way)s, p_measure => %(measure)s,
        p_window => %(window)s
    )
"""
_LIMIT_OF_USER = """
    SELECT ledger.set_limit(
        %(maximum)s, %(period)s, p_user_id => a.user_id, p_direction => %(way)s,
        p_measure => %(measure)s, p_currency => a.currency, p_window => %(window)s
    )
    FROM ledger.get_account(%(account)s) AS a
"""
_STATEMENTS = (_PAY, _PAY, _HOLD, _HOLD, _CAPTURE, _FREEZE, _STATUS, _LIMIT, _LIMIT_OF_USER)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "amount": st.sampled_from(["1", "5", "10", "30"]),
    "lasts": st.sampled_from([None, "20 min", "20 min", "10 h"]),
    "status": st.sampled_from(["SUSPENDED", "ACTIVE", "ACTIVE", "CLOSED"]),
    "credits": st.booleans(),
    "maximum": st.sampled_from(["2", "10", "30", "50"]),
    "way": st.sampled_from(["out", "out", "in"]),
}
_KINDS = (
    {"period": "day", "measure": "amount", "window": None},
    {"period": "day", "measure": "count", "window": None},
    {"period": "window", "measure": "amount", "window": "1 hour"},
    {"period": "window", "measure": "count", "window": "1 hour"},
    {"period": "transaction", "measure": "amount", "window": None},
)
_OPTIONS: dict[str, st.SearchStrategy[Any]] = {
    "total": st.sampled_from([None] * 9 + ["10"]),
    "idempotency_key": st.sampled_from([None, None, None, "k1", "k2"]),
    "description": st.sampled_from([*[None] * 12, *["rent"] * 4, "r" * 1001]),
    "metadata": st.sampled_from([None, None, {"a": 1}]),
    "effective_at": st.sampled_from(
        [*[None] * 9, "2001-06-15 12:00:00Z", "2020-02-29 12:00:00Z", "2099-01-01 00:00:00Z"]
    ),
    "transaction_type": st.sampled_from(
        [*[None] * 12, "sale", "sale", "capture", "capture", "Not a word"]
    ),
}


@dataclass(frozen=True)
class Ask:
    """One request, in the spelling of ledger.transaction_request, and how it is put."""

    actor: str
    request: dict[str, Any]
    raises: bool
    isolation: str


@dataclass(frozen=True)
class Act:
    """What makes the accounts other than they were; the ledger may refuse it."""

    account: int
    statement: str
    values: dict[str, Any]


@st.composite
def asks(draw: st.DrawFn, ids: list[str], nobody: str) -> Ask:
    """Draw a request; most could be posted."""
    actor = draw(st.sampled_from(ASKING))
    entries = as_json(draw(legs()), ids)
    own = [number for number, owner in enumerate(OWNERS) if owner == actor]
    for entry in entries:
        # A customer asks mostly for what is its own.
        if own and entry["entry_type"] == "DEBIT" and draw(often):
            entry["account_id"] = ids[draw(st.sampled_from(own))]
        if not draw(often):
            entry["description"] = draw(st.sampled_from([None, "leg"]))
        odd = draw(st.integers(0, 120))
        if odd == 1:
            entry["currency"] = draw(st.sampled_from(["USD", "EUR", "ZZZ"]))
        elif odd == 2:
            entry["expected_version"] = draw(st.integers(0, 5))
        elif odd == 3:
            entry["account_id"] = nobody
    return Ask(
        actor=actor,
        request={"entries": entries, **{name: draw(of) for name, of in _OPTIONS.items()}},
        raises=draw(rarely),
        isolation=draw(st.sampled_from(["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])),
    )


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """Draw what happens to an account, or to what its owner may."""
    values = {name: draw(of) for name, of in _VALUES.items()} | draw(st.sampled_from(_KINDS))
    account = draw(st.one_of(st.just(ACCUMULATING), customers))
    return Act(account, draw(st.sampled_from(_STATEMENTS)), values)


def minutes() -> st.SearchStrategy[int]:
    """Draw how far the clock goes on; seldom, it goes back."""
    return st.sampled_from([*[30] * 12, *[1500] * 4, -10])
