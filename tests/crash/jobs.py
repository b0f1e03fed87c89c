"""Workers of all jobs that are killed, and whether everything has been done after the commit."""

from __future__ import annotations

import itertools
import math
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.crash.kills import DATABASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from uuid import UUID

    import psycopg

    from webapp.embedded import EmbeddedPostgres

_PATIENCE = 240.0  # with which something less that is left to do is waited for
# A lease of who was killed is waited for; nobody waits a minute for each in a test.
_END_LEASES = """
    UPDATE ledger_private.event_lease SET expires_at = clock_timestamp();
    UPDATE ledger_private.webhook_endpoint SET lease_expires_at = clock_timestamp()
    WHERE lease_id IS NOT NULL;
    UPDATE ledger_private.notification
    SET lease_expires_at = clock_timestamp(), next_attempt_at = clock_timestamp()
    WHERE lease_id IS NOT NULL
"""
_BEHIND = """
    SELECT c.consumer_name, c.lag FROM ledger.event_consumers AS c
    WHERE c.lag > 0
    UNION ALL
    SELECT 'deliveries', count(*) FROM ledger_private.webhook_delivery AS d
    WHERE d.state = 'PENDING' HAVING count(*) > 0
    UNION ALL
    SELECT 'messages', count(*) FROM ledger_private.notification AS n
    WHERE n.state IN ('PENDING', 'SENDING') HAVING count(*) > 0
"""
_PATHS = """
    SELECT DISTINCT ON (e.created_at) e.balance_after FROM reporting.entries AS e
    WHERE e.account_id = %s ORDER BY e.created_at, e.account_version DESC
"""


class Workers:
    """Processes that do all jobs; whichever is killed is followed by a new one."""

    def __init__(
        self, server: EmbeddedPostgres, keys_file: Path, number: int, settings: dict[str, str]
    ) -> None:
        """Start so many."""
        self._environment = {
            **os.environ,
            **settings,
            "ZEROSUM_DATABASE_URL": server.url(DATABASE, "ledger_dba"),
            "ZEROSUM_PERSONAL_KEYS": str(keys_file),
            "ZEROSUM_WEBHOOK_ALLOW_PRIVATE": "on",
        }
        self.processes = [self._start() for _ in range(number)]

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "webapp.cli", "work", "--every", "0.2"]
        return subprocess.Popen(command, env=self._environment, stderr=subprocess.DEVNULL)

    def kill(self, which: int) -> None:
        """Kill one and start another in its place."""
        victim = self.processes[which]
        assert victim.poll() is None, "a worker ended by itself"
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        self.processes[which] = self._start()

    def drain(self) -> None:
        """End all as an operator does."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        assert [process.wait(60) for process in self.processes] == [0] * len(self.processes)


@contextmanager
def working(
    server: EmbeddedPostgres, keys_file: Path, number: int, **settings: str
) -> Iterator[Workers]:
    """Run workers of all jobs."""
    workers = Workers(server, keys_file, number, settings)
    try:
        yield workers
    finally:
        for process in workers.processes:
            process.kill()
            process.wait()


def wait_until_done(connect: Callable[[], psycopg.Connection[Any]]) -> None:
    """Wait until every consumer has had all events and all that was to be sent has been."""
    least, give_up = math.inf, 0.0
    with connect() as owner:
        owner.execute("SET zerosum.reason = 'a test waits for no lease'")
        owner.execute("SELECT ledger_private.number_events(true)")  # after whoever is doing that
        while behind := owner.execute(_BEHIND).fetchall():
            if (left := sum(number for _, number in behind)) < least:
                least, give_up = left, time.monotonic() + _PATIENCE
            assert time.monotonic() < give_up, f"not done: {behind}"
            owner.execute(_END_LEASES)
            time.sleep(0.5)


def crossings(owner: psycopg.Connection[Any], account_id: UUID, threshold: int) -> list[int]:
    """Return the balances at which an account came below a threshold, moment by moment."""
    path = [0] + [int(balance) for (balance,) in owner.execute(_PATHS, (account_id,)).fetchall()]
    return [now for before, now in itertools.pairwise(path) if now < threshold <= before]
