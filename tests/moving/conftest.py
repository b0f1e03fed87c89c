"""Houses: empty clusters of their own, which know nothing of a ledger."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.moving.house import Past, live
from tests.support.cluster import cluster_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.rig import Rig
    from webapp.embedded import EmbeddedPostgres


@pytest.fixture
def elsewhere(rig: Rig) -> Iterator[EmbeddedPostgres]:
    """Give a new cluster, without the ledger's roles."""
    assert rig
    home = Path(tempfile.mkdtemp(prefix="zs-house-"))
    workers = {
        "max_worker_processes": "16",
        "max_logical_replication_workers": "12",
        "max_sync_workers_per_subscription": "6",
    }
    try:
        with cluster_at(home, **workers) as cluster:
            yield cluster
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def past(database: Database) -> Past:
    """Give a ledger with a past, in the test's database."""
    with database.connect("ledger_dba") as connection:
        return live(connection)
