"""Small sqitch projects, and dumps to compare databases by."""

from __future__ import annotations

import subprocess
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.support.rig import Rig

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.databases import Database

_HEAD = "%syntax-version=1.0.0\n%project=zerosum\n\n"


@dataclass
class Project:
    """A sqitch project under construction; every ``add`` appends a change to the plan."""

    root: Path
    lines: list[str] = field(default_factory=list)

    def add(self, name: str, deploy: str, revert: str = "SELECT 1", verify: str = "") -> None:
        """Append a change, each script wrapped in its transaction."""
        self.write(f"deploy/{name}.sql", f"BEGIN;\n{deploy};\nCOMMIT;\n")
        self.write(f"revert/{name}.sql", f"BEGIN;\n{revert};\nCOMMIT;\n")
        self.write(f"verify/{name}.sql", f"BEGIN;\n{verify or 'SELECT 1'};\nROLLBACK;\n")
        self.plan(f"{name} 2026-11-23T09:00:00Z Zerosum <zerosum@localhost> # {name}")

    def add_table(self, name: str) -> None:
        """Append a change that makes a table and proves that it is there."""
        self.add(
            name,
            f"CREATE TABLE public.{name} (a integer)",
            f"DROP TABLE public.{name}",
            f"SELECT a FROM public.{name} WHERE false",
        )

    def plan(self, line: str) -> None:
        """Append a line to the plan."""
        self.lines.append(line)
        self.write("sqitch.plan", _HEAD + "\n".join(self.lines) + "\n")

    def write(self, path: str, text: str) -> None:
        """Write a file of the project, or of sql/ beside it."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return an empty project."""
    return Project(tmp_path / "migrations")


@pytest.fixture
def own_rig() -> Iterator[Rig]:
    """Give a cluster of the test's own, where no other database shares its roles."""
    with closing(Rig()) as rig:
        yield rig


@pytest.fixture
def tables() -> Callable[[Database], list[str]]:
    """Return a function that lists the tables of schema public."""

    def list_tables(database: Database) -> list[str]:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        with database.connect() as connection:
            return [row[0] for row in connection.execute(query)]

    return list_tables


@pytest.fixture
def dump() -> Callable[[Database], str]:
    """Return a function that dumps a schema, without the two tools' own."""

    def dump_schema(database: Database) -> str:
        return subprocess.run(
            [
                database.cluster.tool("pg_dump"),
                "--schema-only",
                "--restrict-key=zerosum",
                "--exclude-schema=yoyo",
                "--exclude-schema=sqitch",
            ],
            env=database.environment(),
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    return dump_schema
