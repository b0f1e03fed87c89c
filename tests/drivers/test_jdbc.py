"""A program in Java does a DBA's job through real JDBC."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.drivers import programs, story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database

pytestmark = pytest.mark.system

_FETCH = ["--quiet", "--batch-mode", "dependency:copy-dependencies", "-DoutputDirectory=jars"]


def _fetch(program: Path) -> None:
    """Let Maven fetch the jars, which must be byte for byte those of jars.sha256."""
    maven = programs.tool("mvn", "maven")
    programs.prepare([maven, *_FETCH, "-DincludeTypes=jar"], program)
    jars = sorted((program / "jars").iterdir())
    sums = [f"{hashlib.sha256(jar.read_bytes()).hexdigest()}  {jar.name}" for jar in jars]
    assert sums == (program / "jars.sha256").read_text(encoding="utf-8").splitlines()


def test_a_program_in_java_moves_money(database: Database, tmp_path: Path) -> None:
    """Compiled by java itself, run over the socket."""
    programs.tool("javac", "default-jdk-headless")
    java = programs.tool("java", "default-jdk-headless")
    program = programs.copied("java", tmp_path)
    _fetch(program)
    command = [java, "-cp", "jars/*", "Payments.java"]
    story.check(programs.answers(command, program, database))
