"""A release gets its number in one place, and in what is made of that."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from migrations.engine import ROOT
from tests.migrations.release.numbering import number
from tests.sdks.making import numbered

if TYPE_CHECKING:
    from pathlib import Path


def test_the_number_is_written_once(tmp_path: Path) -> None:
    """Into pyproject.toml, and over what was unreleased; a second time changes nothing."""
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT.parent / name, tmp_path)
    for day in ("2027-01-31", "2027-02-01"):
        number(tmp_path, "7.0.0", day)
    project = (tmp_path / "pyproject.toml").read_text(encoding="utf-8")
    assert project.count('"7.0.0"') == 1
    assert "5 - Production/Stable" in project
    log = (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")
    assert log.count("## [Unreleased]\n\n## [7.0.0] - 2027-01-31\n") == 1
    assert "2027-02-01" not in log
    with pytest.raises(SystemExit, match="no release number"):
        number(tmp_path, "7", "2027-01-31")


def test_clients_have_the_number_of_the_release() -> None:
    """In the way that each package is described."""
    assert numbered('name = "a"\nversion = "0.1"\nb = "0.1"', "7.0.0") == (
        'name = "a"\nversion = "7.0.0"\nb = "0.1"'
    )
    assert numbered('{\n  "version": "0.1.0",\n  "x": 1\n}', "7.0.0") == (
        '{\n  "version": "7.0.0",\n  "x": 1\n}'
    )
