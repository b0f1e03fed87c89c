"""A tool or a package that is missing is named in one line; a tool's own words are shown."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.drivers import programs

if TYPE_CHECKING:
    from pathlib import Path


def test_a_missing_tool_is_named_with_its_package() -> None:
    """One line, which says what to install."""
    with pytest.raises(AssertionError, match="install Debian's some-jdk"):
        programs.tool("no-such-tool", "some-jdk")


def test_a_failed_build_shows_what_the_tool_said(tmp_path: Path) -> None:
    """Not only that it failed."""
    command = [sys.executable, "-c", "raise SystemExit('checksum mismatch')"]
    with pytest.raises(AssertionError, match="checksum mismatch"):
        programs.prepare(command, tmp_path)
