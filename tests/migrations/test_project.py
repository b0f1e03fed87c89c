"""The rules that the scripts of migrations/ keep."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from migrations.bridge import Backend, ChangeFailedError
from migrations.engine import ROOT, deploy, live_code, revert, verify
from migrations.plan import Kind, read_plan
from migrations.scripts import read_script

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database

_CHANGES = read_plan(ROOT)
_KINDS: tuple[Kind, ...] = ("deploy", "revert", "verify")


@pytest.mark.parametrize("kind", _KINDS)
def test_the_plan_and_the_scripts_are_the_same_set(kind: Kind) -> None:
    """No change without its script, no script without its change."""
    files = {path.stem for path in (ROOT / kind).iterdir()}
    assert files == {change.script for change in _CHANGES}


@pytest.mark.parametrize("kind", _KINDS)
def test_every_script_is_one_transaction_that_yoyo_understands(kind: Kind) -> None:
    """A change that cannot be one names itself here, with its reason; so far there is none."""
    assert all(read_script(change, kind).in_transaction for change in _CHANGES)


@pytest.mark.parametrize("kind", ["deploy", "revert"])
def test_scripts_do_not_wait_for_locks_for_ever_nor_leave_settings(kind: Kind) -> None:
    """Each sets lock_timeout first, and sets nothing beyond its transaction."""
    for change in _CHANGES:
        text = change.path(kind).read_text(encoding="utf-8")
        assert re.search(r"^BEGIN;\nSET LOCAL lock_timeout = '\d+s';$", text, re.MULTILINE), change
        assert not re.search(r"^SET (?!LOCAL\b|CONSTRAINTS\b)", text, re.MULTILINE), change


def test_only_the_newest_replay_file_is_alive() -> None:
    """An older one would run today's code on yesterday's tables."""
    codes = [change.name for change in _CHANGES if change.name.startswith("code_")]
    files = sorted((ROOT / "replay").iterdir())
    assert [f"code_{path.stem}" for path in files] == codes
    alive = [path.stem for path in files if "\\ir" in path.read_text(encoding="utf-8")]
    newest = live_code(_CHANGES)
    assert newest is not None
    assert [f"code_{stem}" for stem in alive] == [newest.name]


def test_each_verify_script_fails_where_its_change_is_missing(empty_database: Database) -> None:
    """A verify script that cannot fail proves nothing."""
    toothless = []
    for change in _CHANGES:
        with Backend(empty_database.url) as backend:
            try:
                backend.verify_one(change)
                toothless.append(change.name)
            except ChangeFailedError:
                pass
        deploy(empty_database.url, to=change.script)
    # Nothing is left of an older release's code.
    codes = [change.name for change in _CHANGES if change.name.startswith("code_")]
    older = codes[:-1]
    # Roles belong to the cluster, and its other databases keep them.
    assert toothless in (older, ["roles", *older])
    assert all(check.ok for check in verify(empty_database.url))


def test_replaying_the_code_changes_nothing(
    database: Database, dump: Callable[[Database], str]
) -> None:
    """sql/ can be run again at any time: the dump stays the same to the byte."""
    before = dump(database)
    newest = live_code(_CHANGES)
    assert newest is not None
    with Backend(database.url) as backend:
        backend.replay(newest)
        backend.replay(newest)
    assert dump(database) == before


def test_reverting_and_deploying_again_gives_the_same_database(
    empty_database: Database, dump: Callable[[Database], str]
) -> None:
    """Down to nothing, and up again."""
    nothing = dump(empty_database)
    deploy(empty_database.url)
    deployed = dump(empty_database)
    assert deployed != nothing
    assert revert(empty_database.url) == [change.name for change in reversed(_CHANGES)]
    left = dump(empty_database)
    assert _without_public_rights(left) == _without_public_rights(nothing)
    deploy(empty_database.url)
    assert dump(empty_database) == deployed


def _without_public_rights(text: str) -> str:
    return re.sub(r"^(?:REVOKE|GRANT) .* ON SCHEMA public .*$", "", text, flags=re.MULTILINE)
