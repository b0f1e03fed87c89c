"""From Debian's PostgreSQL 15 to the wheel's 18: by a dump, by pg_upgrade, and as a copy."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.moving.house import Past, assert_at_home, live, remember
from tests.moving.moving import blocks, typed
from tests.operations.debian_cluster import PROGRAMS, DebianCluster, debian_cluster
from tests.support.databases import Database
from webapp.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.system

_SETTINGS = "listen_addresses = ''\nfsync = off\nwal_level = logical\nmax_replication_slots = 20\n"


@pytest.fixture
def old() -> Iterator[DebianCluster]:
    """Give a ledger in a cluster of PostgreSQL 15."""
    with debian_cluster(_SETTINGS) as cluster:
        cluster.start()
        cluster.deploy()
        yield cluster


@pytest.fixture
def past(old: DebianCluster) -> Past:
    """Give it a past."""
    with old.connect(user="ledger_dba") as connection:
        past = live(connection)
        remember(connection, past)
        return past


@pytest.fixture
def newer() -> Iterator[EmbeddedPostgres]:
    """Give an empty cluster of PostgreSQL 18."""
    home = Path(tempfile.mkdtemp(prefix="zs-newer-"))
    try:
        with EmbeddedPostgres(home, None, settings={"fsync": "off"}) as cluster:
            yield cluster
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.mark.parametrize("way", ["Dump and restore", "A copy that follows"])
def test_a_ledger_of_15_is_moved_to_18(
    old: DebianCluster, past: Past, newer: EmbeddedPostgres, tmp_path: Path, way: str
) -> None:
    """The programs are those of 18; the guards are those that 18 prints."""
    new = Database(newer, "zerosum")
    for commands in blocks("moving.md", way):
        typed(
            commands,
            tmp_path,
            newer.bin_dir,
            OLD=old.url,
            NEW=new.url,
            NEW_SERVER=newer.url(),
        )
    with new.connect("ledger_dba") as connection, new.connect() as owner:
        assert connection.info.server_version >= 180000
        assert_at_home(connection, owner, past)


def test_a_cluster_of_15_is_upgraded_to_18(
    old: DebianCluster, past: Past, newer: EmbeddedPostgres, tmp_path: Path
) -> None:
    """pg_upgrade takes rows, roles and rights along; transaction numbers mean something else."""
    upgrade, adopt = blocks("moving.md", "pg_upgrade")
    old.stop()
    data = old.home / "upgraded"
    script = old.home / "upgrade.sh"
    script.write_text(f"set -eu\ncd {old.home}\n{upgrade}", encoding="utf-8")
    old.environment = {
        "NEW_DATA": str(data),
        "OLD_DATA": str(old.home / "data"),
        "OLD_BIN": str(PROGRAMS),
        "PGSOCKETDIR": str(old.home),
        "PATH": f"{newer.bin_dir}:/usr/bin:/bin",
    }
    said = old.run("/bin/bash", script)
    assert "Upgrade Complete" in said
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(f"unix_socket_directories = '{old.home}'\n{_SETTINGS}")
    control = (str(newer.bin_dir / "pg_ctl"), "-D", str(data), "-w")
    old.run(*control, "-l", str(old.home / "log18"), "start")
    try:
        typed(adopt, tmp_path, newer.bin_dir, NEW=old.url)
        with old.connect(user="ledger_dba") as connection, old.connect() as owner:
            assert connection.info.server_version >= 180000
            assert_at_home(connection, owner, past)
    finally:
        old.run(*control, "-m", "immediate", "stop")
