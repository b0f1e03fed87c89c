"""The worker's jobs side by side: a fault of one is its own, and a turn that has begun is ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.waiting import wait_until
from webapp.worker.job import Job
from webapp.worker.running import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import psycopg

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_WAITS = """
    SELECT FROM pg_stat_activity AS a
    WHERE a.datname = current_database() AND a.application_name = 'zerosum work'
        AND a.wait_event_type = 'Lock'
"""


@contextmanager
def _running(database: Database, *jobs: Job) -> Iterator[None]:
    stopped = threading.Event()

    def connect() -> psycopg.Connection[Any]:
        return database.connect("ledger_dba")

    thread = threading.Thread(target=run, args=(jobs, connect, stopped), kwargs={"every": 0.01})
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def test_a_job_that_fails_ends_neither_itself_nor_another(database: Database) -> None:
    """Whatever it raises, and when its connection is gone: it goes on over a new one."""
    turns = {"refused": 0, "faulty": 0, "gone": 0, "good": 0}
    sessions: set[int] = set()

    def counted(name: str, turn: Callable[[psycopg.Connection[Any]], object]) -> Job:
        def take(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
            turns[name] += 1
            turn(connection)
            return False

        return Job(name, take)

    def fault(_connection: psycopg.Connection[Any]) -> None:
        raise LookupError("alice@people.example")

    def go(connection: psycopg.Connection[Any]) -> None:
        sessions.add(connection.info.backend_pid)
        with database.connect() as owner:
            owner.execute("SELECT pg_terminate_backend(%s)", (connection.info.backend_pid,))
        connection.execute("SELECT 1")

    jobs = (
        counted("refused", lambda connection: connection.execute("SELECT 1 / 0")),
        counted("faulty", fault),
        counted("gone", go),
        counted("good", lambda connection: connection.execute("SELECT 1")),
    )
    with _running(database, *jobs):
        wait_until(lambda: min(turns.values()) > 3)
    assert len(sessions) > 3


@pytest.mark.usefixtures("expired_hold")
def test_only_the_jobs_that_are_named_are_done(
    work: Callable[..., int], ledger: LedgerCalls
) -> None:
    """Proofs are made, and an expired hold is left to whoever tidies."""
    steps = "SELECT h.event_type FROM ledger.hold_events AS h ORDER BY h.event_number"
    assert work("--once", "--job", "proving") == 0
    assert ledger.rows("list_verifications")
    assert "EXPIRE" not in [row.event_type for row in ledger.connection.execute(steps)]
    assert work("--once", "--job", "expiring") == 0
    assert "EXPIRE" in [row.event_type for row in ledger.connection.execute(steps)]
    assert work("--once", "--job", "sleeping") == 2


def test_a_worker_that_is_told_to_end_ends_its_turn(
    database: Database, ledger: LedgerCalls, expired_hold: Row
) -> None:
    """SIGTERM while a hold waits for its account's lock: it is tidied, then the worker ends."""
    with database.connect() as owner, owner.transaction():
        owner.execute(
            "SELECT FROM ledger_private.account WHERE account_id = %s FOR UPDATE",
            (expired_hold.account_id,),
        )
        worker = subprocess.Popen(
            [sys.executable, "-m", "webapp.cli", "work", "--job", "expiring"],
            env={**os.environ, "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")},
        )
        wait_until(lambda: ledger.connection.execute(_WAITS).fetchall())
        worker.send_signal(signal.SIGTERM)
        assert worker.poll() is None
    assert worker.wait(60) == 0
    steps = "SELECT h.event_type FROM ledger.hold_events AS h WHERE h.hold_id = %s"
    told = ledger.connection.execute(steps, (expired_hold.hold_id,)).fetchall()
    assert [row.event_type for row in told] == ["PLACE", "EXPIRE"]
