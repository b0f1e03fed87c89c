"""A hot standby of the test cluster, which follows it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from tests.support.cluster import cluster_at
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.embedded import EmbeddedPostgres

_SECONDS = 120  # of waiting, on a machine that does much else


@contextmanager
def standby_of(primary: EmbeddedPostgres) -> Iterator[EmbeddedPostgres]:
    """Copy a running cluster, and yield the copy as its standby; remove it afterwards."""
    home = Path(tempfile.mkdtemp(prefix="zs-standby-"))
    standby = cluster_at(home)
    # The primary keeps what the standby has yet to read, however long that takes.
    slot = home.name.replace("-", "_")
    try:
        standby.data.parent.mkdir()
        primary.run(
            *("pg_basebackup", "--pgdata", str(standby.data), "--write-recovery-conf"),
            *("--checkpoint", "fast", "--wal-method", "stream"),
            *("--create-slot", "--slot", slot),
        )
        # As root the server runs as the account of its data.
        owner = primary.data.stat()
        for path in (home, *home.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)
        with standby:
            yield standby
    finally:
        shutil.rmtree(home, ignore_errors=True)
        _drop(primary, slot)


def _drop(primary: EmbeddedPostgres, slot: str) -> None:
    """Drop a standby's slot, once the primary has seen that nobody reads from it any more."""
    ended = (
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
        " WHERE slot_name = %s AND NOT active"
    )
    there = "SELECT FROM pg_replication_slots WHERE slot_name = %s"
    with psycopg.connect(primary.url(), autocommit=True) as connection:
        deadline = time.monotonic() + _SECONDS
        while connection.execute(there, (slot,)).fetchone() is not None:
            connection.execute(ended, (slot,))
            assert time.monotonic() < deadline, f"somebody still reads from {slot}"
            time.sleep(0.02)


def catch_up(primary: EmbeddedPostgres, standby: EmbeddedPostgres) -> None:
    """Wait until a standby has seen all that its primary has done by now."""
    with psycopg.connect(primary.url(), autocommit=True) as connection:
        row = connection.execute("SELECT pg_current_wal_flush_lsn()").fetchone()
    assert row is not None
    with psycopg.connect(standby.url(), autocommit=True) as connection:
        seen = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
        wait_until(
            lambda: connection.execute(seen, row).fetchone() == (True,),
            "the standby does not catch up",
        )
