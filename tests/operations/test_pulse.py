"""The worker's jobs tell how they fare, and those that follow the feed are woken by it."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.support.waiting import wait_until
from webapp.worker.job import Job
from webapp.worker.numbering import NUMBERING
from webapp.worker.running import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_LISTENERS = """
    SELECT a.pid FROM pg_stat_activity AS a
    WHERE a.datname = current_database() AND a.query = 'LISTEN ledger_events'
"""
_END_LISTENERS = f"SELECT pg_terminate_backend(l.pid, 10000) FROM ({_LISTENERS}) AS l"


@contextmanager
def _running(database: Database, *jobs: Job, every: float) -> Iterator[None]:
    stopped = threading.Event()

    def connect() -> psycopg.Connection[Any]:
        return database.connect("ledger_dba")

    thread = threading.Thread(target=run, args=(jobs, connect, stopped), kwargs={"every": every})
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _counting(turns: list[float], **how: Any) -> Job:  # noqa: ANN401 - a job's own arguments
    def turn(_connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
        turns.append(time.monotonic())
        return False

    return Job("counting", turn, **how)


def _later(turns: list[float], moment: float) -> bool:
    return turns[-1] > moment


def _deposit(ledger: LedgerCalls, account: Row) -> None:
    ledger.call("deposit", account_id=account.account_id, amount="1.00")


def _job(ledger: LedgerCalls, name: str) -> Any:  # noqa: ANN401 - a row
    (job,) = [row for row in ledger.rows("list_worker_jobs") if row.job_name == name]
    return job


def test_a_job_that_follows_events_is_woken_by_them(
    database: Database, ledger: LedgerCalls
) -> None:
    """Long before its own pause is over, and again when its listener has lost its connection."""
    account = ledger.account("someone")
    turns: list[float] = []
    job = _counting(turns, follows_events=True)
    with database.connect() as owner, _running(database, NUMBERING, job, every=6.0):
        for is_second in (False, True):
            wait_until(lambda: turns and owner.execute(_LISTENERS).fetchall())
            if is_second:
                assert owner.execute(_END_LISTENERS).fetchall()
                wait_until(lambda: owner.execute(_LISTENERS).fetchall())
            woken = []
            for _ in range(5):
                time.sleep(0.3)
                before = time.monotonic()
                _deposit(ledger, account)
                wait_until(partial(_later, turns, before))
                woken.append(turns[-1] - before)
            assert sorted(woken)[2] < 3


def test_a_job_that_follows_nothing_has_its_turn_by_the_clock(
    database: Database, ledger: LedgerCalls
) -> None:
    """As often as it asks for, and no event changes that."""
    account = ledger.account("someone")
    often: list[float] = []
    seldom: list[float] = []
    jobs = (_counting(often, every=0.05), Job("seldom", _counting(seldom).turn))
    with database.connect() as owner, _running(database, NUMBERING, *jobs, every=60):
        wait_until(lambda: len(often) > 10)
        _deposit(ledger, account)
        wait_until(lambda: owner.execute("SELECT FROM ledger_audit.feed_pass").fetchall())
        wait_until(lambda: seldom)
        assert len(seldom) == 1


def test_a_job_tells_of_its_turns(database: Database, ledger: LedgerCalls) -> None:
    """When one was done, how many failed and with what, and to monitoring too."""
    ledger.call("create_event_consumer", name="books")
    _deposit(ledger, ledger.account("someone"))
    ledger.call("number_events")
    answers = iter([None, LookupError("alice@people.example"), None])

    def turn(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
        answer = next(answers, None)
        if answer is not None:
            raise answer
        connection.execute("SELECT 1")
        return False

    with _running(database, Job("failing", turn, consumer="books"), every=0.05):
        wait_until(lambda: [row for row in ledger.rows("list_worker_jobs") if row.failures])
    job = _job(ledger, "failing")
    assert (job.failures, job.failure, job.consumer_name) == (1, "LookupError", "books")
    assert job.last_success_at <= job.failed_at
    assert job.lag_events >= 1
    assert job.lag_seconds > 0
    told = {row.name: row.value for row in ledger.rows("metrics") if row.label == "failing"}
    assert told["zerosum_worker_failures"] == 1
    assert told["zerosum_worker_lag_events"] >= 1
    assert told["zerosum_worker_lag_seconds"] > 0
    assert told["zerosum_worker_success_age_seconds"] >= 0


def test_an_idle_job_writes_nothing(database: Database, ledger: LedgerCalls) -> None:
    """Of hundreds of turns without work it tells once in half a minute."""
    turns: list[float] = []
    with _running(database, _counting(turns), every=0.005):
        wait_until(lambda: len(turns) > 5)
        told = _job(ledger, "counting").last_turn_at
        wait_until(lambda: len(turns) > 300)
        assert _job(ledger, "counting").last_turn_at == told


def test_numbering_is_behind_with_what_has_no_position(ledger: LedgerCalls) -> None:
    """Until somebody numbers it."""
    ledger.call("note_worker_turn", job_name="numbering", is_done=True)
    _deposit(ledger, ledger.account("someone"))
    job = _job(ledger, "numbering")
    assert job.lag_events >= 1
    assert job.lag_seconds > 0
    assert ledger.call("number_events").r >= 1
    job = _job(ledger, "numbering")
    assert (job.lag_events, job.lag_seconds) == (0, 0)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"job_name": "Two words"}, "LG109"),
        ({"consumer_name": "Two words"}, "LG109"),
        ({"failures": -1}, "LG109"),
        ({"failure": "it said: alice@people.example"}, "LG109"),
        ({"job_name": None}, "LG108"),
        ({"is_done": None}, "LG108"),
    ],
)
def test_what_is_no_telling_is_refused(
    ledger: LedgerCalls, arguments: dict[str, Any], code: str
) -> None:
    """Names that are no words, and texts that may say too much."""
    with pytest.raises(psycopg.Error) as refused:
        ledger.call("note_worker_turn", **{"job_name": "books", "is_done": True, **arguments})
    assert refused.value.sqlstate == code
