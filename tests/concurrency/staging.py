"""Races in a certain order: whoever comes to a barrier, planted in a function, waits there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from tests.concurrency.gathering import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database

T = TypeVar("T")

BARRIER = "PERFORM pg_advisory_xact_lock_shared(4711);"
_AT_BARRIER = """
    SELECT count(*) >= %s FROM pg_locks AS l
    WHERE l.locktype = 'advisory' AND NOT l.granted AND l.objid = 4711
        AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
"""


def before(line: str) -> tuple[str, str]:
    """Return the change to a function's source that puts the barrier before one of its lines."""
    return line, f"    {BARRIER}\n{line}"


def staged(
    database: Database,
    run: Callable[[], T],
    waiting: int = 2,
    meanwhile: Callable[[], object] = lambda: None,
) -> T:
    """Run it, and open the barrier once so many sessions wait there and something else is done."""
    with ThreadPoolExecutor(1) as pool, database.connect() as holder:
        holder.execute("SELECT pg_advisory_lock(4711)")
        running = pool.submit(run)
        until(database, _AT_BARRIER, waiting)
        meanwhile()
        holder.execute("SELECT pg_advisory_unlock(4711)")
        return running.result()
