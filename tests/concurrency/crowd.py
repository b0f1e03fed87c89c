"""Many sessions at once: each worker has a connection of its own, and all start together."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg

from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database

T = TypeVar("T")
SECONDS = 60  # longer than any of these tests may take


def at_once(
    database: Database, workers: int, work: Callable[[LedgerCalls, int], T], **settings: str
) -> list[T]:
    """Run ``work(calls, number)`` in so many sessions, started together; return all results.

    The first exception that a worker raises is raised here. ``settings`` are server settings
    of each session.
    """
    options = " ".join(f"-c{name}={value}" for name, value in settings.items())
    start = threading.Barrier(workers)
    with ExitStack() as stack:
        sessions = [
            LedgerCalls(stack.enter_context(database.connect("ledger_dba", options=options)))
            for _ in range(workers)
        ]

        def begin(number: int) -> T:
            start.wait(SECONDS)
            return work(sessions[number], number)

        with ThreadPoolExecutor(workers) as pool:
            running = [pool.submit(begin, number) for number in range(workers)]
            return [future.result(SECONDS) for future in running]


def told(call: Callable[[], Any]) -> tuple[str, Any]:
    """Return ``("ok", result)``, or the SQLSTATE of what the server raised and None."""
    try:
        return "ok", call()
    except psycopg.Error as error:
        if error.sqlstate is None:
            raise
        return error.sqlstate, None


def deadlocks(database: Database) -> int:
    """Return how many deadlocks the server has counted in this database."""
    with database.connect() as connection:
        connection.execute("SELECT pg_stat_clear_snapshot()")
        row = connection.execute(
            "SELECT d.deadlocks FROM pg_stat_database AS d WHERE d.datname = current_database()"
        ).fetchone()
    assert row is not None
    return int(row[0])
