"""Named consumers: the ledger keeps their place, and each event is worked on at least once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.events.consuming import acknowledge, consume, positions, post, refusal, run_out, state

if TYPE_CHECKING:
    from tests.events.consuming import Session
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


def test_events_come_once_and_in_order(
    ledger: LedgerCalls, accounts: tuple[Row, Row], workers: tuple[Session, Session]
) -> None:
    """Two workers share them; what is acknowledged does not come again."""
    post(ledger, accounts, 5)
    one, two = workers
    first, second = consume(one, 2), consume(two, 2)
    assert (positions(first), positions(second)) == ([1, 2], [3, 4])
    assert first[0].amount == 1
    assert {event.attempt for event in (*first, *second)} == {1}
    acknowledge(two, second)
    row = state(ledger)
    assert (row.acknowledged_position, row.taken_position, row.lag, row.leases) == (0, 4, 5, 1)
    acknowledge(one, first)
    assert (state(ledger).acknowledged_position, state(ledger).lag) == (4, 1)
    last = consume(one)
    assert positions(last) == [5]
    assert consume(two) == []
    acknowledge(one, last)
    assert (state(ledger).lag, state(ledger).leases) == (0, 0)


def test_what_a_worker_leaves_another_takes_over(
    database: Database,
    ledger: LedgerCalls,
    accounts: tuple[Row, Row],
    workers: tuple[Session, Session],
) -> None:
    """Before what is new, in pieces of the size that is asked for; the first lease is lost."""
    post(ledger, accounts, 5)
    one, two = workers
    left = consume(one, 3)
    assert positions(consume(two, 1)) == [4]
    run_out(database)
    taken = consume(two, 2)
    assert (positions(taken), {event.attempt for event in taken}) == ([1, 2], {2})
    call = "acknowledge_events(%s, %s)"
    assert refusal(one, call, "books", left[0].lease_id) == "LG321"
    assert [positions(consume(one, 2)) for _ in range(4)] == [[3], [4], [5], []]
    acknowledge(two, taken)
    assert refusal(two, call, "books", taken[0].lease_id) == "LG321"
    assert (state(ledger).acknowledged_position, state(ledger).attempts) == (2, 2)


def test_a_slow_worker_that_nobody_followed_may_still_acknowledge(
    database: Database,
    ledger: LedgerCalls,
    accounts: tuple[Row, Row],
    workers: tuple[Session, Session],
) -> None:
    """A lease is lost to another worker, not to the clock."""
    post(ledger, accounts, 1)
    events = consume(workers[0])
    run_out(database)
    assert state(ledger).expired_leases == 1
    acknowledge(workers[0], events)
    assert state(ledger).lag == 0


def test_workers_pass_over_what_others_are_taking(
    database: Database,
    ledger: LedgerCalls,
    accounts: tuple[Row, Row],
    workers: tuple[Session, Session],
) -> None:
    """One that takes a range over and has not committed keeps nobody from the next one."""
    post(ledger, accounts, 2)
    one, two = workers
    consume(one, 1)
    consume(one, 1)
    run_out(database)
    with one.transaction():
        assert positions(consume(one, 1)) == [1]
        two.execute("SET lock_timeout = '1ms'")
        assert positions(consume(two, 1)) == [2]


def test_who_listens_hears_of_new_events(
    ledger: LedgerCalls, accounts: tuple[Row, Row], workers: tuple[Session, Session]
) -> None:
    """From whoever numbers them, when that is committed; posting tells nobody anything."""
    listener, reader = workers
    listener.execute("LISTEN ledger_events")
    post(ledger, accounts, 1)
    assert list(listener.notifies(timeout=0, stop_after=1)) == []
    consume(reader)
    (heard,) = listener.notifies(timeout=10, stop_after=1)
    assert heard.payload == "1"
    consume(reader)
    assert list(listener.notifies(timeout=0, stop_after=1)) == []
