"""Programs that stay open: each asks what it is told through its driver, line by line."""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.drivers import programs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.databases import Database


def node(folder: Path) -> tuple[list[str], Path]:
    """Return the command for node-postgres, and where it runs."""
    program = programs.node(folder)
    return [programs.tool("node", "nodejs"), "doors.mjs"], program


def go(folder: Path) -> tuple[list[str], Path]:
    """Return the command for pgx, and where it runs."""
    program = programs.go(folder, "./doors")
    return [str(program / "built")], program


def java(folder: Path) -> tuple[list[str], Path]:
    """Return the command for JDBC, and where it runs."""
    program = programs.java(folder)
    return [programs.tool("java", "default-jdk-headless"), "-cp", "jars/*", "Doors.java"], program


class Asker:
    """A running program."""

    def __init__(self, process: subprocess.Popen[str], placeholder: str) -> None:
        """Take it, and how its driver writes the place of value number {n}."""
        self._process = process
        self._placeholder = placeholder

    def ask(self, statement: str, values: list[str | None]) -> dict[str, Any]:
        """Run a statement whose values stand at %s; return its rows, or code and detail."""
        first, *rest = statement.split("%s")
        numbered = enumerate(rest, start=1)
        query = first + "".join(self._placeholder.format(n=n) + text for n, text in numbered)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps({"query": query, "values": values}), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        assert line, "the program has ended: its last words stand above"
        told: dict[str, Any] = json.loads(line)
        return told


# The programs, and how their drivers write the place of a value.
ASKERS: dict[str, tuple[Callable[[Path], tuple[list[str], Path]], str]] = {
    "node-postgres": (node, "${n}"),
    "pgx": (go, "${n}"),
    "JDBC": (java, "?"),
}


@contextmanager
def asker(name: str, folder: Path, database: Database) -> Iterator[Asker]:
    """Build a program, and keep it open as a DBA's."""
    build, placeholder = ASKERS[name]
    command, program = build(folder)
    with subprocess.Popen(
        command,
        cwd=program,
        env=database.environment("ledger_dba"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Asker(process, placeholder)
        process.stdin.close()  # type: ignore[union-attr]
        process.wait(30)
