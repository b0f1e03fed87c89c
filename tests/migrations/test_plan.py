"""Reading the plan and its scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from migrations.plan import PlanError, read_plan
from migrations.scripts import read_script, script_hash

if TYPE_CHECKING:
    from tests.migrations.conftest import Project

_BY = "2026-11-23T09:00:00Z Zerosum <zerosum@localhost> # why"


def test_changes_come_in_plan_order_with_their_requirements(project: Project) -> None:
    """Names, requirements, tags, pragmas and remarks are told apart."""
    project.plan(f"one {_BY}")
    project.plan("# a remark")
    project.plan(f"@v1.0.0 {_BY}")
    project.plan(f"two [one one@v1.0.0] {_BY}")
    changes = read_plan(project.root)
    assert [change.script for change in changes] == ["one", "two"]
    assert changes[1].requires == ("one", "one@v1.0.0")


def test_a_reworked_change_keeps_its_first_script_under_the_tag(project: Project) -> None:
    """The earlier instance is name@tag, as sqitch names it."""
    for line in (f"one {_BY}", f"@v1 {_BY}", f"@v2 {_BY}", f"one [one@v1] {_BY}"):
        project.plan(line)
    assert [change.script for change in read_plan(project.root)] == ["one@v1", "one"]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["one without a date"], "neither a change nor a tag"),
        ([f"two [one] {_BY}"], "two requires one"),
        ([f"one {_BY}", f"one {_BY}"], "reworked without a tag"),
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused(
    project: Project, lines: list[str], fault: str
) -> None:
    """The message says what is wrong."""
    for line in lines:
        project.plan(line)
    with pytest.raises(PlanError, match=fault):
        read_plan(project.root)


def test_includes_are_found_beside_the_file_that_names_them(project: Project) -> None:
    """An include of an include is relative to the middle file; BEGIN and COMMIT are taken off."""
    project.add("one", "\\ir ../replay/1.sql\nSELECT 3")
    project.write("replay/1.sql", "SELECT 1;\n\\ir ../../sql/code.sql\n")
    project.write("../sql/code.sql", "SELECT 2;\n")
    script = read_script(read_plan(project.root)[0], "deploy")
    assert script.in_transaction
    assert script.text.split() == ["SELECT", "1;", "SELECT", "2;", "SELECT", "3;"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("BEGIN;\n\\echo hello\nCOMMIT;\n", "psql command refused"),
        ("BEGIN;\n\\set home `pwd`\nCOMMIT;\n", "set of home, which nothing here knows"),
        ("BEGIN;\n\\set home here\nCOMMIT;\n", "psql command refused"),
        ("BEGIN;\n\\ir missing.sql\nCOMMIT;\n", "cannot read"),
        ("BEGIN;\n\\ir one.sql\nCOMMIT;\n", "includes itself"),
        ("BEGIN;\nSELECT 1;\n", "must be one BEGIN"),
        ("BEGIN;\nCOMMIT;\nBEGIN;\nCOMMIT;\n", "must be one BEGIN"),
        ("BEGIN;\nROLLBACK;\n", "must end in COMMIT"),
    ],
)
def test_a_script_that_psql_alone_could_run_is_refused(
    project: Project, text: str, fault: str
) -> None:
    """What the bridge does not understand it does not guess."""
    project.add("one", "SELECT 1")
    project.write("../sql/code.sql", "SELECT 1;\n")
    project.write("deploy/one.sql", text)
    with pytest.raises(PlanError, match=fault):
        read_script(read_plan(project.root)[0], "deploy")


def test_a_script_hash_is_the_one_git_and_sqitch_users_can_compute(project: Project) -> None:
    """SHA-1 of the file's bytes."""
    project.add("one", "SELECT 1")
    project.write("deploy/one.sql", "abc")
    assert script_hash(read_plan(project.root)[0]) == "a9993e364706816aba3e25717850c26c9cd0d89d"
