"""Each feature, in a story whose value is told by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from tests.fraud.town import Town


def test_counts_and_sums_slide(town: Town) -> None:
    """An hour in minutes, a day and a week in hours, 30 days in days; itself included."""
    town.fund("ann")
    for passed in ({}, {"minutes": 59}, {"minutes": 1}, {"hours": 22}, {"days": 6}, {"days": 23}):
        town.later(**passed)
        town.pay("ann", "bob", 10)
    town.check()
    rows = [row for row in town.observed("ann") if row.direction == "out"]
    assert [row.out_count_1h for row in rows] == [1, 2, 2, 1, 1, 1]
    assert [row.out_count_24h for row in rows] == [1, 2, 3, 4, 1, 1]
    assert [row.out_count_7d for row in rows] == [1, 2, 3, 4, 5, 1]
    assert [row.out_count_30d for row in rows] == [1, 2, 3, 4, 5, 3]
    assert [row.out_amount_30d for row in rows] == [10, 20, 30, 40, 50, 30]
    assert [row.in_count_1h for row in rows] == [1, 1, 0, 0, 0, 0]
    assert [row.in_amount_24h for row in rows] == [100_000] * 3 + [100_000, 0, 0]
    bob = town.observed("bob")
    assert [row.in_count_7d for row in bob] == [1, 2, 3, 4, 5, 1]
    assert [(row.out_count_30d, row.out_amount_1h) for row in bob] == [(0, 0)] * 6


def test_what_was_refused_is_counted_apart(town: Town) -> None:
    """It neither moves the account nor makes a payee known."""
    town.fund("ann", amount=20)
    for _ in range(3):
        assert town.pay("ann", "bob", 500).status == "FAILED"
    town.later(hours=2)
    town.pay("ann", "bob", 500)
    town.pay("ann", "bob", 5)
    town.check()
    rows = [row for row in town.observed("ann") if row.direction == "out"]
    assert [row.is_refused for row in rows] == [True] * 4 + [False]
    assert [row.refused_count_1h for row in rows] == [1, 2, 3, 1, 1]
    assert [row.refused_count_24h for row in rows] == [1, 2, 3, 4, 4]
    assert [row.out_count_1h for row in rows] == [0, 0, 0, 0, 1]
    assert [row.pair_count for row in rows] == [0] * 5
    assert [row.payees_24h for row in rows] == [0, 0, 0, 0, 1]
    assert [row.is_refused for row in town.observed("bob")] == [False]


def test_many_accounts_of_one_owner(town: Town) -> None:
    """What an owner's accounts pay adds up."""
    town.account("second", owner="ann")
    town.fund("ann", "second")
    town.pay("ann", "bob", 1)
    town.pay("second", "bob", 1)
    town.later(hours=1)
    town.pay("ann", "bob", 1)
    town.check()
    assert [row.user_out_count_24h for row in town.observed("ann")] == [0, 1, 3]
    assert [row.user_out_count_1h for row in town.observed("ann")] == [0, 1, 1]
    assert [row.user_out_count_1h for row in town.observed("second")] == [0, 2]


def test_counterparties(town: Town) -> None:
    """New ones, one to many, many to one, within exactly a day."""
    town.fund("ann", "eve")
    for payee in ("bob", "cid", "bob"):
        town.pay("ann", payee, 1)
    town.pay("eve", "bob", 1)
    town.later(hours=24, seconds=1)
    town.pay("ann", "dan", 1)
    town.check()
    ann = [row for row in town.observed("ann") if row.direction == "out"]
    assert [row.pair_count for row in ann] == [0, 0, 1, 0]
    assert [row.payees_24h for row in ann] == [1, 2, 2, 1]
    assert [row.payers_24h for row in town.observed("bob")] == [1, 1, 2]
    assert [row.pair_count for row in town.observed("bob")] == [0, 1, 0]


def test_amounts_against_its_own_history(town: Town) -> None:
    """Median 12, its deviations 2, 1, 0, 1, 88: a spread of 1; then 112 lies 100 above."""
    town.fund("ann")
    for amount in (10, 11, 12, 13, 100, 112):
        town.pay("ann", "bob", amount)
    town.check()
    rows = [row for row in town.observed("ann") if row.direction == "out"]
    assert [row.spreads for row in rows] == [None] * 5 + [100]
    assert rows[-1].median_times == Decimal("9.3333")


def test_a_history_without_spread(town: Town) -> None:
    """A hundredth of the median stands in for it; only the last 32 count."""
    town.fund("ann")
    for amount in (*[5000] * 5, *[10] * 32, 11):
        town.pay("ann", "bob", amount)
    town.check()
    last = town.observed("ann")[-1]
    assert (last.spreads, last.median_times) == (10, Decimal("1.1"))


def test_the_hour_of_day(town: Town) -> None:
    """Five at ten, then one at three in the night, then one at four."""
    town.fund("ann")
    for _ in range(5):
        town.pay("ann", "bob", 1)
        town.later(days=1)
    town.later(hours=-7)
    town.pay("ann", "bob", 1)
    town.later(hours=1)
    town.pay("ann", "bob", 1)
    town.check()
    rows = [row for row in town.observed("ann") if row.direction == "out"]
    assert [row.hour for row in rows] == [10] * 5 + [3, 4]
    assert [row.hour_share for row in rows] == [None] * 5 + [0, Decimal("0.1667")]


def test_round_amounts(town: Town) -> None:
    """The zeros at the end of the whole amount."""
    town.fund("ann", amount=10_000)
    for amount in ("1000", "1250", "7", "20.50"):
        town.pay("ann", "bob", amount)
    town.check()
    assert [row.round_zeros for row in town.observed("ann")] == [4, 3, 1, 0, 0]


def test_just_under_a_limit(town: Town) -> None:
    """The smallest limit on amounts of the account or its owner, of that direction."""
    town.fund("ann")
    call = town.ledger.call
    call("set_limit", account_id=town.accounts["ann"], maximum=1000, period="day")
    call("set_limit", user_id=town.users["ann"], maximum=500, period="transaction", currency="USD")
    town.pay("ann", "bob", 495)
    town.check()
    assert [row.share_of_limit for row in town.observed("ann")] == [None, Decimal("0.99")]
    assert town.observed("bob")[0].share_of_limit is None


def test_similar_amounts(town: Town) -> None:
    """Within a tenth, in a week."""
    for amount in (9500, 9000, 9900, 100, 9700):
        town.fund("ann", amount=amount)
    town.later(days=8)
    town.fund("ann", amount=9500)
    town.check()
    assert [row.similar_7d for row in town.observed("ann")] == [1, 2, 3, 1, 4, 1]


def test_in_and_out_within_minutes(town: Town) -> None:
    """What is passed on of what came in, and how soon."""
    town.fund("ann", amount=1000)
    town.later(minutes=6)
    town.pay("ann", "bob", 900)
    town.later(hours=2)
    town.pay("ann", "bob", 50)
    town.check()
    rows = town.observed("ann")
    assert [row.passed_on_1h for row in rows] == [None, Decimal("0.9"), None]
    assert [round(row.minutes_since_in) if row.minutes_since_in else None for row in rows] == [
        None,
        6,
        126,
    ]


def test_a_dormant_account_awakes(town: Town) -> None:
    """Days since it last moved, whatever the direction."""
    town.fund("ann")
    town.later(days=100, hours=12)
    town.pay("ann", "bob", 1)
    town.check()
    assert [row.idle_days for row in town.observed("ann")] == [None, Decimal("100.50")]


def test_legs_and_reversals(town: Town) -> None:
    """Each leg of a customer's account is a move; what is taken back is none."""
    town.fund("ann")
    legs = [
        {"account_id": str(town.account(name)), "entry_type": kind, "amount": amount}
        for name, kind, amount in (
            ("ann", "DEBIT", "10"),
            ("bob", "CREDIT", "7"),
            ("cid", "CREDIT", "3"),
        )
    ]
    town.ledger.connection.execute(
        "SELECT r.* FROM ledger.post_transaction_json(%s) AS r", (Jsonb(legs),)
    )
    paid = town.pay("ann", "bob", 5)
    town.ledger.call("reverse_transaction", transaction_id=paid.transaction_id)
    town.check()
    assert [(r.direction, r.amount, r.out_amount_1h) for r in town.observed("ann")] == [
        ("in", 100_000, 0),
        ("out", 10, 10),
        ("out", 5, 15),
    ]
    assert [(r.amount, r.counterparty_id) for r in town.observed("cid")] == [(3, None)]
    assert len(town.observed("bob")) == 2
    assert town.differences() == []
