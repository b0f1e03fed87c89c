"""Whoever posts for others dies, hangs or goes away: nothing is lost, nothing posted twice."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.concurrency.crowd import at_once, told
from tests.concurrency.gathering import (
    POSTING_LOCK,
    ask,
    forget,
    gather,
    lane_locks,
    until,
    waiting,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

    Funded = Callable[[int, str], list[UUID]]

_LOCK = "SELECT FROM ledger_private.account WHERE account_id = %s FOR NO KEY UPDATE"
# Who posts is the one that waits for the row; all others wait for it, directly or not.
_BLOCKED_BY = """
    SELECT min(a.pid) FROM pg_stat_activity AS a
    WHERE a.datname = current_database() AND %s = ANY (pg_blocking_pids(a.pid))
"""
_WAITS_FOR = """
    SELECT min(a.pid) FROM pg_stat_activity AS a
    WHERE a.datname = current_database() AND a.wait_event_type = 'Lock' AND a.pid <> %s
"""


@pytest.mark.parametrize("victim", ["leader", "waiter"])
def test_a_session_is_terminated(
    database: Database, ledger: LedgerCalls, funded: Funded, victim: str
) -> None:
    """The others are served by the next, and the victim by its key when it asks again."""
    payer, payee = funded(2, "100")
    keys = [f"k{number}" for number in range(8)]
    with database.connect(autocommit=False) as blocker:
        blocker.execute(_LOCK, (payer,))

        def pay(calls: LedgerCalls, number: int) -> str:
            return told(lambda: gather(calls, payer, payee, "1", keys[number]))[0]

        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(at_once, database, 8, pay)
            leader = until(database, _BLOCKED_BY, blocker.info.backend_pid)
            waiter = until(database, _WAITS_FOR, leader)
            pid = leader if victim == "leader" else waiter
            assert ask(database, "SELECT pg_terminate_backend(%s)", pid)
            until(database, "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = %s)", pid)
            blocker.rollback()
            outcome = Counter(running.result())
    assert outcome == {"ok": 7, "57P01": 1}

    again = [gather(ledger, payer, payee, "1", key).transaction_id for key in keys]
    assert len(set(again)) == 8
    assert ledger.balance(payer) == Decimal(92)


def test_an_account_that_somebody_holds_stops_nobody_else(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """The batch is given up after a moment; each waits alone for what it needs."""
    held, free, payee = funded(3, "100")
    with database.connect(autocommit=False) as blocker:
        blocker.execute(_LOCK, (held,))

        def pay(calls: LedgerCalls, number: int) -> float:
            began = time.monotonic()
            gather(calls, held if number == 0 else free, payee, "1", f"h{number}")
            return time.monotonic() - began

        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(at_once, database, 8, pay)
            until(
                database,
                "SELECT count(*) = 7 FROM ledger_audit.transaction WHERE from_account_id = %s",
                free,
            )
            assert ledger.balance(held) == Decimal(100)
            blocker.rollback()
            running.result()
    assert ledger.balance(held) == Decimal(99)
    assert ledger.balance(free) == Decimal(93)


def test_nobody_waits_for_ever(database: Database, ledger: LedgerCalls, funded: Funded) -> None:
    """With the lane's lock held by a stranger, a request is posted alone after some seconds."""
    payer, payee = funded(2, "100")
    with database.connect() as stranger:
        stranger.execute(POSTING_LOCK)
        at_once(database, 3, lambda calls, n: gather(calls, payer, payee, "1", f"w{n}"))
    assert ledger.balance(payer) == Decimal(97)


def test_a_refusal_is_on_file_whoever_posted_it(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """In a lane or, where that was not to be had, alone: asked again it posts when it can."""
    payer, payee = funded(2, "100")
    assert told(lambda: gather(ledger, payer, payee, "101", "lane"))[0] == "LG201"
    with database.connect() as stranger:
        stranger.execute(POSTING_LOCK)
        assert told(lambda: gather(ledger, payer, payee, "101", "alone"))[0] == "LG201"
    assert ask(
        database,
        "SELECT array_agg(idempotency_key || status ORDER BY idempotency_key)"
        " FROM ledger_audit.transaction WHERE from_account_id = %s",
        payer,
    ) == ["aloneFAILED", "laneFAILED"]
    ledger.call("deposit", account_id=payer, amount="1")
    again = [
        told(partial(gather, ledger, payer, payee, "101", key))[0] for key in ("lane", "alone")
    ]
    assert again == ["ok", "LG201"]


def test_who_gives_up_leaves_no_lock_behind(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """Statements that time out, next in the lane or behind that one, just when a lock is given."""
    payer, payee = funded(2, "100")
    keys = [f"{number}/{turn}" for number in range(6) for turn in range(4)]

    def pay(calls: LedgerCalls, number: int) -> Counter[str]:
        outcome: Counter[str] = Counter()
        for turn in range(4):
            code, _ = told(partial(gather, calls, payer, payee, "1", f"{number}/{turn}"))
            outcome[f"{code}, {lane_locks(database, calls)} locks"] += 1
        return outcome

    with database.connect() as stranger:
        stranger.execute(POSTING_LOCK)

        outcome = sum(at_once(database, 6, pay, statement_timeout="150"), Counter[str]())
    assert outcome == {"57014, 0 locks": 24}

    # What was given up is posted once: by who came within ten seconds, or now.
    for key in keys:
        gather(ledger, payer, payee, "1", key)
    assert ledger.balance(payer) == Decimal(76)


def test_what_nobody_came_back_for_is_not_posted_late_and_cleared_away(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """Ten seconds after it was asked a request is not posted any more."""
    payer, payee = funded(2, "10000")
    forget(database, ledger, payer, payee, "11 s")
    # Not even when somebody names it, or a place before it.
    ledger.connection.execute(
        "SELECT ledger_gateway.post_queued('00000000-0000-7000-8000-000000000000',"
        " NULL::ledger.transfer_request)"
    )
    assert ledger.balance(payer) == Decimal(10000)

    # One call in a hundred looks for it.
    give_up = time.monotonic() + 60
    calls = 0
    while waiting(database):
        assert time.monotonic() < give_up, "never cleared away"
        calls += 1
        gather(ledger, payer, payee, "1", f"c{calls}")
    assert ledger.balance(payer) == Decimal(10000 - calls)
