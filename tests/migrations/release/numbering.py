"""Give the tree a release number: the first step of ``make release VERSION=1.0.0``.

The number is written in pyproject.toml alone, and what is unreleased in CHANGELOG.md gets it.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from migrations.engine import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_NUMBER = re.compile(r"\d+\.\d+\.\d+")
_BETA, _STABLE = "4 - Beta", "5 - Production/Stable"
_UNRELEASED = "## [Unreleased]\n"


def number(tree: Path, release: str, day: str) -> None:
    """Write the number into a tree; what is done already stays as it is."""
    if not _NUMBER.fullmatch(release):
        sys.exit(f"{release!r} is no release number such as 1.0.0")
    project = tree / "pyproject.toml"
    text = project.read_text(encoding="utf-8")
    text = re.sub(r'^version = ".*"$', f'version = "{release}"', text, count=1, flags=re.MULTILINE)
    if not release.startswith("0."):
        text = text.replace(_BETA, _STABLE)
    project.write_text(text, encoding="utf-8")
    log = tree / "CHANGELOG.md"
    text = log.read_text(encoding="utf-8")
    if f"## [{release}]" not in text:
        heading = f"{_UNRELEASED}\n## [{release}] - {day}\n"
        log.write_text(text.replace(_UNRELEASED, heading, 1), encoding="utf-8")


if __name__ == "__main__":
    number(ROOT.parent, sys.argv[1], datetime.now(UTC).date().isoformat())
