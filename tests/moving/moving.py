"""What a page says to type, and typing it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES = Path(__file__).resolve().parents[2] / "docs" / "how-to"
_BLOCK = re.compile(r"<!-- run by (?P<test>\S+) -->\n```sh\n(?P<text>.*?)```", re.DOTALL)


def blocks(page: str, heading: str) -> Iterator[str]:
    """Yield the blocks below a heading of a page."""
    text = (_PAGES / page).read_text(encoding="utf-8")
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    (part,) = [part for part in parts if part.startswith(f"{heading}\n")]
    for match in _BLOCK.finditer(part):
        yield match["text"]


def typing(
    commands: str, folder: Path, programs: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Type commands in a folder, with the programs of a PostgreSQL."""
    tools = (str(programs), str(Path(sys.executable).parent), os.environ["PATH"])
    return subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", commands],
        cwd=folder,
        env={
            **os.environ,
            "PATH": os.pathsep.join(tools),
            "ZEROSUM_HOME": str(folder / "home"),
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def typed(commands: str, folder: Path, programs: Path, **variables: str) -> str:
    """Type commands that must succeed; return what they print."""
    done = typing(commands, folder, programs, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def adopting(url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `zerosum adopt` on a database."""
    return typing("zerosum adopt", folder, folder, ZEROSUM_DATABASE_URL=url)
