"""kill -9, and when."""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING, Protocol

import psycopg

from webapp.failures import ZerosumError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from webapp.embedded import EmbeddedPostgres

DATABASE = "crashing"


class Journalist(Protocol):
    """A client that keeps what was acknowledged, by its key."""

    journal: dict[str, UUID]


def wait_for_progress(clients: Sequence[Journalist]) -> None:
    """Wait until every client has had an answer after this moment."""
    before = [len(client.journal) for client in clients]
    give_up = time.monotonic() + 60
    while any(len(c.journal) <= n + 3 for c, n in zip(clients, before, strict=True)):
        assert time.monotonic() < give_up, "the clients do not get on"
        time.sleep(0.005)


def kill(server: EmbeddedPostgres, victim: str) -> None:
    """Kill one client's backend, or the postmaster, and bring the server up again."""
    if victim == "backend":
        with psycopg.connect(server.url()) as connection:
            pids = connection.execute(
                "SELECT a.pid FROM pg_stat_activity AS a WHERE a.usename = 'ledger_dba'"
            ).fetchall()
        os.kill(random.choice(pids)[0], signal.SIGKILL)
        return
    pid = server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    if server._process is not None:
        server._process.wait(30)
    give_up = time.monotonic() + 60
    while True:
        try:
            if server.start():
                return
        except ZerosumError:
            # Orphaned backends hold the shared memory for a moment longer.
            if time.monotonic() > give_up:
                raise
        time.sleep(0.05)
