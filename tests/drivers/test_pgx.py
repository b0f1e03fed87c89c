"""A program in Go does a DBA's job through real pgx."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.drivers import programs, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database

pytestmark = pytest.mark.system


def test_a_program_in_go_moves_money(database: Database, tmp_path: Path) -> None:
    """Built from go.sum, run over the socket."""
    program = programs.go(tmp_path, ".")
    story.check(programs.answers([str(program / "built")], program, database))
