"""kill -9, and when."""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING, Any, Protocol

import psycopg

from tests.support.waiting import wait_until
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
    wait_until(
        lambda: all(len(c.journal) > n + 3 for c, n in zip(clients, before, strict=True)),
        "the clients do not get on",
    )


def connect(url: str) -> psycopg.Connection[Any]:
    """Connect to a server that may just be recovering, as soon as it answers."""
    give_up = time.monotonic() + 60
    while True:
        try:
            connection = psycopg.connect(url, autocommit=True)
            connection.execute("SELECT 1")
        except psycopg.OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)
        else:
            return connection


def kill(server: EmbeddedPostgres, victim: str) -> None:
    """Kill one client's backend, or the postmaster, and bring the server up again."""
    if victim == "backend":
        with connect(server.url()) as connection:
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
