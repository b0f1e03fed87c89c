"""Programs in other languages: the tools that build them, and what they print as a DBA."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.support.databases import Database

_HERE = Path(__file__).resolve().parent
_FETCH = ["--quiet", "--batch-mode", "dependency:copy-dependencies", "-DoutputDirectory=jars"]


def tool(name: str, package: str) -> str:
    """Return a tool's path, or say which package of Debian's has it."""
    path = shutil.which(name)
    assert path, f"{name} is missing: install Debian's {package}"
    return path


def copied(name: str, folder: Path) -> Path:
    """Copy a program into a folder, so that nothing is built beside its source."""
    return shutil.copytree(_HERE / name, folder / name)


def prepare(command: list[str], program: Path) -> None:
    """Fetch what the program pins, or build it; a failure shows what the tool said."""
    done = subprocess.run(
        command, cwd=program, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr


def node(folder: Path) -> Path:
    """Return a copy of the programs in JavaScript, with what is pinned."""
    npm = tool("npm", "npm")
    program = copied("node", folder)
    prepare([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], program)
    return program


def go(folder: Path, package: str) -> Path:
    """Return a copy of the programs in Go, one of them built from go.sum as `built`."""
    compiler = tool("go", "golang-go")
    program = copied("go", folder)
    prepare([compiler, "build", "-mod=readonly", "-o", "built", package], program)
    return program


def java(folder: Path) -> Path:
    """Return a copy of the programs in Java, with jars that are byte for byte those pinned."""
    tool("javac", "default-jdk-headless")
    maven = tool("mvn", "maven")
    program = copied("java", folder)
    prepare([maven, *_FETCH, "-DincludeTypes=jar"], program)
    jars = sorted((program / "jars").iterdir())
    sums = [f"{hashlib.sha256(jar.read_bytes()).hexdigest()}  {jar.name}" for jar in jars]
    assert sums == (program / "jars.sha256").read_text(encoding="utf-8").splitlines()
    return program


def answers(command: list[str], program: Path, database: Database) -> dict[str, Any]:
    """Run the program as a DBA and read the document that it prints."""
    done = subprocess.run(
        command,
        cwd=program,
        env=database.environment("ledger_dba"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told
