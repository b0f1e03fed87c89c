"""A program in Java does a DBA's job through real JDBC."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.drivers import programs, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database

pytestmark = pytest.mark.system


def test_a_program_in_java_moves_money(database: Database, tmp_path: Path) -> None:
    """Compiled by java itself, run over the socket."""
    program = programs.java(tmp_path)
    java = programs.tool("java", "default-jdk-headless")
    command = [java, "-cp", "jars/*", "Payments.java"]
    story.check(programs.answers(command, program, database))
