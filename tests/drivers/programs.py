"""Programs in other languages: the tools that build them, and what they print as a DBA."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.support.databases import Database

_HERE = Path(__file__).resolve().parent


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
