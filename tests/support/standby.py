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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.embedded import EmbeddedPostgres


@contextmanager
def standby_of(primary: EmbeddedPostgres) -> Iterator[EmbeddedPostgres]:
    """Copy a running cluster, and yield the copy as its standby; remove it afterwards."""
    home = Path(tempfile.mkdtemp(prefix="zs-standby-"))
    standby = cluster_at(home)
    try:
        standby.data.parent.mkdir()
        primary.run(
            *("pg_basebackup", "--pgdata", str(standby.data), "--write-recovery-conf"),
            *("--checkpoint", "fast", "--wal-method", "stream"),
        )
        # As root the server runs as the account of its data.
        owner = primary.data.stat()
        for path in (home, *home.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)
        with standby:
            yield standby
    finally:
        shutil.rmtree(home, ignore_errors=True)


def catch_up(primary: EmbeddedPostgres, standby: EmbeddedPostgres) -> None:
    """Wait until a standby has seen all that its primary has done by now."""
    with psycopg.connect(primary.url(), autocommit=True) as connection:
        row = connection.execute("SELECT pg_current_wal_flush_lsn()").fetchone()
    assert row is not None
    with psycopg.connect(standby.url(), autocommit=True) as connection:
        seen = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
        while connection.execute(seen, row).fetchone() != (True,):
            time.sleep(0.02)
