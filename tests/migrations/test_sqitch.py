"""sqitch itself on the same project: the same database, either way round."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from migrations.code import code_digest
from migrations.engine import ROOT, deploy, read_code, revert, states, verify
from migrations.plan import read_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.migrations.kept import Kept
    from tests.support.databases import Database
    from tests.support.rig import Rig

    Dump = Callable[[Database], str]

pytest_plugins = ["tests.migrations.kept"]
pytestmark = pytest.mark.system

_NAMES = [change.name for change in read_plan(ROOT)]
# PostgreSQL leaves some out of conditions when a dump is restored.
_PARENTHESES = str.maketrans("", "", "()")
_HALFWAY = "transaction"
Tool = Literal["sqitch", "yoyo"]


def sqitch(database: Database, *arguments: str) -> str:
    """Run sqitch as a DBA would, with the psql of the server under test."""
    program = shutil.which("sqitch")
    assert program, "sqitch is missing: install Debian's packages sqitch and libdbd-pg-perl"
    tools = Path(database.cluster.tool("psql")).parent
    done = subprocess.run(
        [program, *arguments],
        cwd=ROOT,
        env={
            **database.environment(),
            "PATH": f"{tools}:{os.environ['PATH']}",
            "SQITCH_TARGET": "db:pg:",
            "SQITCH_FULLNAME": "Zerosum",
            "SQITCH_EMAIL": "zerosum@localhost",
            "HOME": "/nonexistent",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, f"sqitch {' '.join(arguments)}:\n{done.stdout}{done.stderr}"
    return done.stdout


def apply(tool: Tool, database: Database, to: str | None = None) -> None:
    """Deploy with either tool, up to a change or to the end."""
    if tool == "yoyo":
        deploy(database.url, to=to)
    else:
        sqitch(database, "deploy", "--verify", *(["--to-change", to] if to else []))


def test_sqitch_and_yoyo_make_the_same_database_fresh_and_upgraded(rig: Rig, dump: Dump) -> None:
    """Four databases, one dump: each tool in one go, and each stopping halfway first."""
    dumps = {}
    for tool in ("sqitch", "yoyo"):
        for stop in (None, _HALFWAY):
            with rig.empty() as database:
                if stop:
                    apply(tool, database, to=stop)
                apply(tool, database)
                dumps[tool, stop] = dump(database)
    fresh = dumps["sqitch", None]
    assert "CREATE TABLE ledger_private.account" in fresh
    assert [key for key, text in dumps.items() if text != fresh] == []


def test_sqitch_deploys_verifies_and_reverts(empty_database: Database, dump: Dump) -> None:
    """Its verify passes, and its revert leaves what yoyo's revert leaves."""
    deploy(empty_database.url)
    revert(empty_database.url)
    nothing = dump(empty_database)
    sqitch(empty_database, "deploy", "--verify")
    with empty_database.connect() as connection:
        assert read_code(connection) == code_digest()
    assert "successful" in sqitch(empty_database, "verify").lower()
    sqitch(empty_database, "revert", "-y")
    assert dump(empty_database) == nothing


def test_both_tools_revert_to_a_cluster_without_the_ledgers_roles(own_rig: Rig, dump: Dump) -> None:
    """With no other database to use them, the roles go too; the rest is as it was before."""
    query = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'ledger%'"
    for tool in ("sqitch", "yoyo"):
        with own_rig.empty() as database:
            before = dump(database)
            apply(tool, database)
            with database.connect() as connection:
                assert connection.execute(query).fetchall()
            if tool == "yoyo":
                revert(database.url)
            else:
                sqitch(database, "revert", "-y")
            assert dump(database) == before
            with database.connect() as connection:
                assert connection.execute(query).fetchall() == []


def test_a_database_of_yoyos_goes_on_with_sqitch(empty_database: Database) -> None:
    """Log only, then sqitch agrees with every change."""
    deploy(empty_database.url)
    sqitch(empty_database, "deploy", "--log-only")
    sqitch(empty_database, "verify")
    assert "up-to-date" in sqitch(empty_database, "deploy")


def test_a_database_of_sqitchs_goes_on_with_yoyo(empty_database: Database) -> None:
    """Its states are known before, no change is run again after, and hashes agree."""
    sqitch(empty_database, "deploy", "--verify")
    found = states(empty_database.url)
    assert [(state.state, state.drifted, state.tool) for state in found] == [
        ("applied", False, "sqitch")
    ] * len(_NAMES)
    assert list(deploy(empty_database.url, log_only=True).changes) == _NAMES
    assert deploy(empty_database.url).changes == ()
    assert {state.tool for state in states(empty_database.url)} == {"yoyo"}
    assert [check.name for check in verify(empty_database.url) if not check.ok] == []


def test_sqitch_upgrades_what_was_kept(kept: Kept, dump: Dump) -> None:
    """The released tables with their rows, handed over to sqitch as they were."""
    with kept.clone() as old, kept.rig.empty() as fresh:
        if kept.is_of_another_server:
            deploy(old.url)
            sqitch(old, "deploy", "--log-only")
        else:
            sqitch(old, "deploy", "--log-only", "--to-change", kept.last_change)
        sqitch(old, "deploy", "--verify")
        sqitch(fresh, "deploy")
        assert dump(old).translate(_PARENTHESES) == dump(fresh).translate(_PARENTHESES)
        with old.connect() as connection:
            broken = connection.execute("SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok")
            assert broken.fetchall() == []
        sqitch(old, "verify")
