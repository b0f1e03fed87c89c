"""Deployers that meet, and deployers that die."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from yoyo.exceptions import LockTimeout

from migrations.bridge import Backend
from migrations.engine import deploy, states

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.migrations.conftest import Project
    from tests.support.databases import Database

_PROGRAM = """
import sys
from pathlib import Path
from migrations.engine import deploy
print(len(deploy(sys.argv[1], root=Path(sys.argv[2])).changes))
"""


def _start(database: Database, project: Project) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, database.url, str(project.root)],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_deployers_at_once_share_the_work_safely(
    project: Project, empty_database: Database, tables: Callable[[Database], list[str]]
) -> None:
    """Both succeed, each change is applied once, and neither waits for the other for ever.

    The plan holds a CREATE INDEX CONCURRENTLY, which a deployer blocked on the lock inside a
    statement would hold up for ever.
    """
    for name in ("one", "two", "three"):
        project.add_table(name)
    project.add("pause", "SELECT pg_sleep(0.5)")
    project.add("index", "")
    project.write("deploy/index.sql", "CREATE INDEX CONCURRENTLY one_idx ON public.one (a);\n")
    deployers = [_start(empty_database, project) for _ in range(2)]
    try:
        counts = sorted(int(deployer.communicate(timeout=120)[0]) for deployer in deployers)
    finally:
        for deployer in deployers:
            deployer.kill()
    assert counts == [0, 5]
    assert tables(empty_database) == ["one", "three", "two"]


def test_a_killed_deployer_does_no_harm_and_the_next_one_finishes(
    project: Project, empty_database: Database, tables: Callable[[Database], list[str]]
) -> None:
    """SIGKILL in the middle of a change: nothing of that change is left, and no lock."""
    project.add_table("one")
    project.add("two", "CREATE TABLE public.two (); SELECT pg_sleep(600)")
    deployer = _start(empty_database, project)
    _wait_until_asleep(empty_database)
    deployer.kill()
    deployer.communicate()
    assert tables(empty_database) == ["one"]
    project.write("deploy/two.sql", "BEGIN;\nCREATE TABLE public.two ();\nCOMMIT;\n")
    assert deploy(empty_database.url, root=project.root).changes == ("two",)
    assert tables(empty_database) == ["one", "two"]
    assert all(state.state == "applied" for state in states(empty_database.url, root=project.root))


def test_a_deployer_that_waits_too_long_gives_up_in_words(empty_database: Database) -> None:
    """The lock is the one sqitch takes, so the two tools wait for each other too."""
    with empty_database.connect() as sqitch, Backend(empty_database.url) as backend:
        sqitch.execute("SELECT pg_advisory_lock(75474063)")
        with pytest.raises(LockTimeout, match="another deployment"), backend.lock(timeout=0.2):
            pass


def _wait_until_asleep(database: Database) -> None:
    query = """
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event = 'PgSleep'
    """
    give_up = time.monotonic() + 60
    with database.connect() as connection:
        while connection.execute(query).fetchone() is None:
            assert time.monotonic() < give_up, "the deployer never reached its change"
            time.sleep(0.05)
