"""What is released stays as it is: later changes are new steps."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from migrations.engine import ROOT
from migrations.plan import read_plan
from tests.migrations.release.keeping import RELEASES, TAG
from tests.migrations.release.steps import faults, put_tag, released, write_digests

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of migrations/, tagged, with its digests noted beside it."""
    for name in ("sql", "migrations"):
        shutil.copytree(ROOT.parent / name, tmp_path / name)
    shutil.copy(ROOT.parent / "pyproject.toml", tmp_path)
    root = tmp_path / "migrations"
    put_tag(root, TAG)
    write_digests(root, TAG, tmp_path)
    return root


@pytest.mark.parametrize("tag", [tag for tag in RELEASES if released(ROOT, tag) is not None])
def test_released_steps_are_as_they_were(tag: str) -> None:
    """Of each tag that is in the plan."""
    assert faults(ROOT, tag, RELEASES[tag]) == []


@pytest.mark.parametrize("kind", ["deploy", "revert"])
def test_an_edited_step_is_named_and_what_to_do_instead(tree: Path, kind: str) -> None:
    """A comment is an edit too: the tools compare scripts by their hashes."""
    assert faults(tree, TAG, tree.parent) == []
    with (tree / kind / "account.sql").open("a", encoding="utf-8") as file:
        file.write("-- one more line\n")
    (fault,) = faults(tree, TAG, tree.parent)
    assert fault.startswith(f"{kind}/account.sql was released with @{TAG}")
    assert "add a new change at the end of the plan" in fault


def test_a_line_in_front_of_the_tag_is_noticed(tree: Path) -> None:
    """A step that no database of that tag has been through."""
    plan = tree / "sqitch.plan"
    text = plan.read_text(encoding="utf-8")
    last = text.splitlines()[-2]
    late = last.replace(last.split()[0], "late", 1)
    plan.write_text(text.replace(f"@{TAG}", f"{late}\n@{TAG}"), encoding="utf-8")
    for kind in ("deploy", "revert"):
        (tree / kind / "late.sql").write_text("BEGIN;\nCOMMIT;\n", encoding="utf-8")
    (fault,) = faults(tree, TAG, tree.parent)
    assert "the changes up to" in fault


def test_new_code_needs_a_change_of_its_own_for_sqitch(tree: Path) -> None:
    """The command deploy replays sql/ by its digest; sqitch goes by the plan alone."""
    (tree.parent / "sql" / "more.sql").write_text("SELECT 1;\n", encoding="utf-8")
    (fault,) = faults(tree, TAG, tree.parent)
    assert "code_NNNN" in fault
    with (tree / "sqitch.plan").open("a", encoding="utf-8") as plan:
        plan.write("code_9999 2026-12-01T09:00:00Z Zerosum <zerosum@localhost> # More.\n")
    assert faults(tree, TAG, tree.parent) == []


def test_the_tag_goes_to_the_end_of_the_plan_once(tree: Path) -> None:
    """Also when it stood there before, and lines were added behind it."""
    names = [change.name for change in read_plan(tree)]
    with (tree / "sqitch.plan").open("a", encoding="utf-8") as plan:
        plan.write("late 2026-12-01T09:00:00Z Zerosum <zerosum@localhost> # Late.\n")
    assert released(tree, TAG) == names
    put_tag(tree, TAG)
    put_tag(tree, TAG)
    assert released(tree, TAG) == [*names, "late"]
    assert (tree / "sqitch.plan").read_text(encoding="utf-8").count(f"@{TAG} ") == 1
    assert released(tree, "v7") is None
