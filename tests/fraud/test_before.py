"""Rules that are asked inside the posting: at every door, exactly, and told with care."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.fraud.test_recomputed import live
from tests.limits.test_evasion import WAYS
from tests.security.tampering import noticed, rewrite

if TYPE_CHECKING:
    from uuid import UUID

    from tests.fraud.town import Town
    from tests.support.databases import Database

# Money that is only held is asked about too; what is captured or given back was asked before.
_DOORS = {
    **WAYS,
    "deposit": "'{own}', 5",
    "withdraw": "'{own}', 5",
    "hold_funds": "'{own}', 5",
    "increment_hold": "'{hold}', 5",
    "post_transfer_gathered": "'{own}', '{outside}', 5, p_idempotency_key => 'g'",
}
_NOT_ASKED = {"capture_hold", "capture_group", "reverse_transaction"}
_FORESEEN = """
    SELECT f.* FROM ledger_private.foresee_move(
        jsonb_populate_record(NULL::ledger_private.fraud_move, jsonb_build_object(
            'account_id', %s::uuid, 'user_id', %s::bigint, 'counterparty_id', %s::uuid,
            'direction', 'out', 'amount', %s::numeric, 'currency', 'USD', 'is_refused', false,
            'observed_at', %s::timestamptz
        )), NULL, ARRAY(SELECT x.feature FROM ledger.fraud_features AS x)
    ) AS f
"""
# Who and when; and the counts over all accounts of an owner, which are those of the worker.
_NOT_FORESEEN = {
    *("event_position", "transaction_id", "created_at", "leg_number"),
    *("user_out_count_1h", "user_out_count_24h"),
    # What the worker will have counted by then.
    *("outs_before", "ins_before", "refused_before", "user_outs_before"),
    *("paid_before", "received_before"),
}


@pytest.fixture
def places(town: Town) -> dict[str, object]:
    """Give Ann money, a hold, and an account outside; then a rule refuses what she pays."""
    town.fund("ann", amount=100)
    own = town.account("ann")
    deposit = town.ledger.call("deposit", account_id=own, amount=5)
    outside = town.ledger.call("find_account", code="world:USD").account_id
    held = {"account_id": own, "amount": 5, "to_account_id": outside}
    hold = town.ledger.call("hold_funds", **held)
    town.rule("no", feature="amount", threshold=5, action="refuse", reason="too much")
    return {
        "own": own, "outside": outside, "hold": hold.hold_id, "group": hold.group_id,
        "deposit": deposit.transaction_id,
    }  # fmt: skip


def _codes(town: Town, function: str, arguments: str) -> set[str]:
    """Return the codes that a call is refused with; none when it is not refused."""
    form = "CALL" if function == "post_transfer_gathered" else "SELECT * FROM"
    try:
        rows = town.ledger.connection.execute(
            f"{form} ledger.{function}({arguments})".encode()
        ).fetchall()
    except psycopg.Error as error:
        return {str(error.sqlstate)}
    return {str(value) for row in rows for value in row if str(value).startswith("LG")}


@pytest.mark.parametrize("function", sorted(_DOORS))
def test_every_door_asks(town: Town, places: dict[str, object], function: str) -> None:
    """Money that leaves or is held is refused with one code, and the balance stays."""
    before = town.ledger.balance(places["own"])  # type: ignore[arg-type]
    codes = _codes(town, function, _DOORS[function].format(**places))
    if function in _NOT_ASKED:
        assert codes == set()
    else:
        assert codes == {"LG247"}
        assert town.ledger.balance(places["own"]) == before  # type: ignore[arg-type]


@pytest.mark.parametrize("worker", [False, True], ids=["unseen", "seen"])
def test_counts_are_exact(town: Town, *, worker: bool) -> None:
    """Three payments an hour go through and no fourth, whether the worker has come or not."""
    town.fund("ann", "bob", amount=100)
    town.rule("no", feature="out_count_1h", threshold=4, action="refuse", direction="out")
    for _ in range(3):
        assert town.pay("ann", "bob", 1).status == "COMPLETED"
        if worker:
            town.check()
    assert town.pay("ann", "bob", 1).failure_code == "LG247"
    town.later(hours=2)
    assert town.pay("ann", "bob", 1).status == "COMPLETED"


def test_items_of_one_call_count(town: Town) -> None:
    """Whoever sends many payments at once gets no more of them through."""
    town.fund("ann", amount=100)
    town.account("bob")
    town.rule("no", feature="out_amount_24h", comparison=">", threshold=25, action="refuse")
    pair = {"from_account_id": town.accounts["ann"], "to_account_id": town.accounts["bob"]}
    rows = town.ledger.post(*({**pair, "amount": "10"} for _ in range(4)))
    assert [row.failure_code for row in rows] == [None, None, "LG247", "LG247"]
    town.later(days=2)
    debit = "ledger.debit_leg(%(a)s, 9)"
    legs = f"ARRAY[{debit}, {debit}, ledger.credit_leg(%(b)s, 18)]"
    item = f"ROW({legs}, NULL, NULL, NULL, NULL, NULL, NULL)::ledger.transaction_request"
    several = town.ledger.connection.execute(
        f"SELECT * FROM ledger.post_transactions(ARRAY[{item}, {item}])".encode(),
        {"a": town.accounts["ann"], "b": town.accounts["bob"]},
    ).fetchall()
    assert [row.failure_code for row in several] == [None, "LG247"]


@pytest.mark.parametrize("seed", [4, 5])
def test_what_is_foreseen_is_what_is_observed(town: Town, seed: int) -> None:
    """At any lag of the worker, feature by feature."""
    chance, foreseen = random.Random(seed), {}
    town.fund("ann", "bob", "cid", "dan", "eve", amount=500)
    for _ in range(25):
        live(town, chance, chance.randint(0, 3))
        payer, payee = chance.sample(("ann", "bob", "cid", "dan", "eve", "cash"), 2)
        amount = chance.choice((1, 5, 20, "7.25"))
        if chance.random() < 0.3:
            town.check()
        if payer != "cash":
            town.account(payee)
            (said,) = town._owner(
                _FORESEEN, town.accounts[payer], town.users[payer], town.accounts[payee], amount,
                town.now,
            )  # fmt: skip
            row = town.pay(payer, payee, amount)
            if row.status == "COMPLETED":
                foreseen[row.transaction_id] = said
    town.check()
    seen = {
        row.transaction_id: row
        for name in town.users
        for row in town.observed(name)
        if row.direction == "out"
    }
    assert len(foreseen) > 10
    for transaction_id, said in foreseen.items():
        assert _compared(said) == _compared(seen[transaction_id])


def _compared(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a named tuple
    values = {k: v for k, v in row._asdict().items() if k not in _NOT_FORESEEN}
    # Some microseconds lie between asking and booking.
    del values["observed_at"]
    for name in ("minutes_since_in", "idle_days"):
        values[name] = values[name] if values[name] is None else round(values[name], 0)
    return values


def test_a_refusal_is_kept_and_bars_no_key(town: Town) -> None:
    """The refused one is on file; under the same key it is posted when the rule is gone."""
    town.fund("ann", amount=100)
    town.account("bob")
    town.rule("no", feature="amount", threshold=5, action="refuse", reason="too much")
    request = {
        "from_account_id": town.accounts["ann"], "to_account_id": town.accounts["bob"],
        "amount": "7", "idempotency_key": "k",
    }  # fmt: skip
    (row,) = town.ledger.post(request)
    assert (row.status, row.failure_code) == ("FAILED", "LG247")
    assert row.failure_detail["reason"] == "too much"
    assert row.failure_detail["rule_name"] == "no"
    (event,) = [e for e in town.ledger.rows("list_events", limit=1000) if e.failure_code]
    assert (event.event_type, event.failure_code) == ("transaction.refused", "LG247")
    town.ledger.rows("remove_fraud_rule", rule_name="no")
    (row,) = town.ledger.post(request)
    assert row.status == "COMPLETED"


def test_what_it_does_not_know_is_not_refused(town: Town) -> None:
    """Other currencies, the other direction, the house, and rules that rest."""
    town.fund("ann", amount=100)
    town.rule("no", threshold=5, action="refuse", currency="EUR")
    town.rule("no2", threshold=5, action="refuse", direction="in")
    town.rule("no3", threshold=5, action="refuse", is_active=False)
    assert town.pay("ann", "cash", 7).status == "COMPLETED"
    assert town.pay("ann", "bob", 7).failure_code == "LG247"
    assert town.pay("cash", "ann", 7).failure_code == "LG247"


def test_the_score_is_known_after(town: Town) -> None:
    """So no rule can refuse by it."""
    with pytest.raises(psycopg.Error) as refused:
        town.rule("no", feature="score", action="refuse")
    assert refused.value.sqlstate == "LG109"


def test_what_slips_through_is_scored_after(town: Town) -> None:
    """A payment from before the rule is not judged by it; one after it is refused and scored."""
    town.fund("ann", amount=100)
    town.pay("ann", "bob", 50)
    town.rule("no", feature="amount", threshold=20, action="refuse")
    refused = town.pay("ann", "bob", 30)
    town.check()
    assert set(town.scores()) == {refused.transaction_id}
    assert town.cases() == []


@pytest.mark.tampered
def test_a_rule_that_is_not_asked_is_noticed(town: Town, database: Database) -> None:
    """Whoever takes it from the list of those that postings ask is found out."""
    town.rule("no", feature="amount", threshold=5, action="refuse")
    with database.connect() as owner:
        owner.execute("DELETE FROM ledger_private.refusing_rule")
        assert noticed(owner) == {"refusing_rules": {"rule_name": "no", "is_asked": False}}


@pytest.mark.tampered
def test_without_asking_the_short_way_pays(town: Town, database: Database) -> None:
    """A planted fault: the short way that does not look whether any rule refuses."""
    town.fund("ann", amount=100)
    town.rule("no", feature="amount", threshold=5, action="refuse")
    with database.connect() as owner:
        asked = "NOT EXISTS (SELECT FROM ledger_private.refusing_rule)"
        rewrite(owner, "ledger_private.lock_pair", asked, "true")
    ids: dict[str, UUID] = {n: town.account(n) for n in ("ann", "bob")}
    row = town.ledger.call(
        "post_transfer", from_account_id=ids["ann"], to_account_id=ids["bob"], amount=7
    )
    assert row.status == "COMPLETED"
