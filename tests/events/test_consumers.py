"""Named consumers: the ledger keeps their place, and each event is worked on at least once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.events.consuming import (
    OPENED,
    acknowledge,
    consume,
    positions,
    post,
    refusal,
    run_out,
    state,
)
from tests.security.tampering import rewrite

if TYPE_CHECKING:
    from tests.events.consuming import Session
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_WAITING = """
    SELECT a.pid FROM pg_stat_activity AS a
    WHERE a.wait_event_type = 'Lock' AND a.query ~ 'consume_events'
"""


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


def taken_meanwhile(database: Database, workers: tuple[Session, Session]) -> list[int]:
    """Let the second worker ask while the first has taken an event and not committed."""
    one, two = workers
    with ThreadPoolExecutor(1) as pool, database.connect() as owner:
        with one.transaction():
            assert positions(consume(one, 1)) == [1]
            asked = pool.submit(consume, two, 1)
            while owner.execute(_WAITING).fetchone() is None:
                owner.execute("SELECT pg_sleep(0.01)")
        return positions(asked.result())


def test_workers_take_what_is_new_one_after_another(
    database: Database,
    ledger: LedgerCalls,
    accounts: tuple[Row, Row],
    workers: tuple[Session, Session],
) -> None:
    """The second waits for the first, and gets what is behind it."""
    post(ledger, accounts, 2)
    ledger.rows("list_events")
    assert taken_meanwhile(database, workers) == [2]


@pytest.mark.tampered
def test_without_the_lock_they_ask_for_the_same(
    database: Database,
    ledger: LedgerCalls,
    accounts: tuple[Row, Row],
    workers: tuple[Session, Session],
) -> None:
    """The key of the leases refuses it then."""
    with database.connect() as owner:
        rewrite(owner, "ledger_private.lease_next", "FOR NO KEY UPDATE", "")
    post(ledger, accounts, 2)
    ledger.rows("list_events")
    with pytest.raises(psycopg.errors.UniqueViolation):
        taken_meanwhile(database, workers)


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
    assert heard.payload == str(OPENED + 1)
    consume(reader)
    assert list(listener.notifies(timeout=0, stop_after=1)) == []
