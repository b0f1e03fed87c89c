"""Sums by day are those of the entries, whatever day a posting counts on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.analytics.adding import broken, expected, roll_up, said
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import Row
    from tests.support.rig import Rig

_NOW = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)


def _post(ledger: LedgerCalls, payer: Row, payee: Row, amount: str, **more: Any) -> None:  # noqa: ANN401
    ledger.call(
        "post_transfer",
        from_account_id=payer.account_id,
        to_account_id=payee.account_id,
        amount=amount,
        **more,
    )


def _days(ledger: LedgerCalls, account: Row) -> dict[date, Row]:
    rows = ledger.rows("list_daily_totals", account_id=account.account_id)
    return {row.rolled_on: row for row in rows}


def test_a_late_posting_counts_on_its_day_and_moves_later_openings(
    database: Database, ledger: LedgerCalls
) -> None:
    """Three days; then the first one gets a row more, a fee, after all have been added up."""
    payer, payee = ledger.account(min_balance="-Infinity"), ledger.account()
    for ago, amount in ((9, "10"), (5, "20"), (1, "5")):
        _post(ledger, payer, payee, amount, effective_at=_NOW - timedelta(days=ago))
    assert roll_up(ledger) >= 3
    first, second, third = sorted(_days(ledger, payee))
    assert [_days(ledger, payee)[d].closing_balance for d in (first, second, third)] == [10, 30, 35]
    _post(
        ledger,
        payee,
        payer,
        "4",
        effective_at=_NOW - timedelta(days=9),
        transaction_type="fee",
    )
    assert roll_up(ledger) == 1
    days = _days(ledger, payee)
    assert (days[first].entries, days[first].money_in, days[first].money_out) == (2, 10, 4)
    assert (days[first].fees, days[first].high_balance, days[first].low_balance) == (4, 10, 0)
    assert [days[d].opening_balance for d in (first, second, third)] == [0, 6, 26]
    assert [days[d].closing_balance for d in (first, second, third)] == [6, 26, 31]
    assert (days[third].high_balance, days[third].low_balance) == (31, 26)
    assert days[third].closing_balance == ledger.balance(payee.account_id)
    with database.connect() as owner:
        assert said(owner) == expected(owner)
    assert broken(ledger) is None


def test_days_begin_where_they_are_told_to(database: Database, ledger: LedgerCalls) -> None:
    """Half past eleven in the evening in London is the next day in Berlin."""
    payer, payee = ledger.account(min_balance="-Infinity"), ledger.account()
    _post(ledger, payer, payee, "1", effective_at=datetime(2026, 1, 31, 23, 30, tzinfo=UTC))
    roll_up(ledger)
    assert list(_days(ledger, payee)) == [date(2026, 1, 31)]
    assert ledger.call("rebuild_rollups", time_zone="Europe/Berlin").r >= 1
    assert list(_days(ledger, payee)) == [date(2026, 2, 1)]
    _post(ledger, payer, payee, "2", effective_at=datetime(2026, 1, 31, 22, 30, tzinfo=UTC))
    roll_up(ledger)
    with database.connect() as owner:
        assert said(owner) == expected(owner, "Europe/Berlin")
        months = owner.execute(
            "SELECT month_on, opening_balance, closing_balance FROM reporting.monthly_totals"
            " WHERE account_id = %s ORDER BY 1",
            (payee.account_id,),
        ).fetchall()
    assert months == [
        (date(2026, 1, 1), 0, Decimal(2)),
        (date(2026, 2, 1), Decimal(2), Decimal(3)),
    ]
    assert broken(ledger) is None
    with pytest.raises(psycopg.Error) as refused:
        ledger.call("rebuild_rollups", time_zone="Mars/Olympus")
    assert refused.value.sqlstate == "LG109"


def test_nothing_is_added_twice_when_the_consumer_is_named_anew(ledger: LedgerCalls) -> None:
    """What is in the sums is known beside them: neither an old place nor a stolen range matters."""
    payer, payee = ledger.account(min_balance="-Infinity"), ledger.account()
    for _ in range(4):
        _post(ledger, payer, payee, "1")
    assert roll_up(ledger, 3) >= 4
    assert roll_up(ledger) == 0
    ledger.call("remove_event_consumer", name="rollups")
    _post(ledger, payer, payee, "1")
    roll_up(ledger, 2)
    _post(ledger, payer, payee, "1")
    # Somebody else takes a range for itself, and says that it is done.
    ledger.call("number_events")
    (stolen,) = ledger.rows("consume_events", name="rollups")
    ledger.call("acknowledge_events", name="rollups", lease_id=stolen.lease_id)
    _post(ledger, payer, payee, "1")
    roll_up(ledger)
    (day,) = _days(ledger, payee).values()
    assert (day.entries, day.closing_balance) == (7, 7)
    assert broken(ledger) is None


@pytest.mark.tampered
@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE ledger_private.account_day SET money_in = money_in + 1, rise = rise + 1",
        "UPDATE ledger_private.account_day SET rise = rise + 1",
        "DELETE FROM ledger_private.account_day_type",
        "UPDATE ledger_private.account_month SET fees = fees + 1",
        "UPDATE ledger_private.currency_day SET entries = entries + 1",
        "UPDATE ledger_private.rollup SET through_position = 0",
    ],
)
def test_a_wrong_sum_is_found_and_mended(
    database: Database, ledger: LedgerCalls, fault: str
) -> None:
    """By ledger.verify; and a rebuild brings it back."""
    payer, payee = ledger.account(min_balance="-Infinity"), ledger.account()
    _post(ledger, payer, payee, "1")
    roll_up(ledger)
    assert broken(ledger) is None
    with database.connect() as owner:
        owner.execute(fault.encode())
    assert broken(ledger)
    ledger.call("rebuild_rollups")
    assert broken(ledger) is None


_MOVE = st.tuples(
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(1, 500),
    st.sampled_from([None, None, 0, 1, 1, 2, 40, 400]),
    st.sampled_from(["transfer", "fee", "salary"]),
)
_STORY = st.lists(st.lists(_MOVE, max_size=6), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(story=_STORY, limits=st.lists(st.integers(1, 7), min_size=6, max_size=6))
def test_any_story_adds_up(
    rig: Rig, story: list[list[tuple[int, int, int, int | None, str]]], limits: list[int]
) -> None:
    """Postings of any days, added up after any of them by any number: as if all at once."""
    with rig.clone(rig.template) as database, database.connect("ledger_dba") as session:
        ledger = LedgerCalls(session)
        accounts = [ledger.account(min_balance="-Infinity") for _ in range(3)]
        for moves, limit in zip(story, limits, strict=False):
            for payer, payee, cents, ago, kind in moves:
                if payer != payee:
                    at = None if ago is None else _NOW - timedelta(days=ago, hours=cents % 12)
                    _post(
                        ledger,
                        accounts[payer],
                        accounts[payee],
                        str(Decimal(cents) / 100),
                        effective_at=at,
                        transaction_type=kind,
                    )
            roll_up(ledger, limit)
        with database.connect() as owner:
            assert said(owner) == expected(owner)
        assert broken(ledger) is None


def test_days_come_in_pages_from_both_ends(ledger: LedgerCalls) -> None:
    """Each page begins after the last day of the one before, within the days asked for."""
    payer, payee = ledger.account(min_balance="-Infinity"), ledger.account()
    for ago in range(5):
        _post(ledger, payer, payee, "1", effective_at=_NOW - timedelta(days=ago))
    roll_up(ledger)
    days = [(_NOW - timedelta(days=ago)).date() for ago in range(5)]

    def found(**asked: Any) -> list[date]:  # noqa: ANN401
        rows = ledger.rows("list_daily_totals", account_id=payee.account_id, **asked)
        return [row.rolled_on for row in rows]

    assert found() == days
    assert found(is_ascending=True) == days[::-1]
    assert found(limit=2) == days[:2]
    assert found(limit=2, after=days[1]) == days[2:4]
    assert found(limit=2, after=days[3], is_ascending=True) == [days[2], days[1]]
    assert found(from_on=days[3], through_on=days[1], after=days[1]) == days[2:4]
