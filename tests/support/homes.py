"""Homes of their own for tests that start servers, and a way to run the command in them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import Commands
from tests.support.ports import unused_port
from webapp.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator

UNSAFE = {"fsync": "off"}


@pytest.fixture
def home() -> Iterator[Path]:
    """Give an empty home that root's server can reach; leave nothing of it."""
    with tempfile.TemporaryDirectory(prefix="zs-house-", ignore_cleanup_errors=True) as place:
        home = Path(place) / "home"
        # mkdtemp's own directory is private, and a home under a private one is moved out.
        Path(place).chmod(0o711)
        yield home
        EmbeddedPostgres(home).remove()


@pytest.fixture
def server(home: Path) -> Iterator[EmbeddedPostgres]:
    """Give a started server."""
    with EmbeddedPostgres(home, settings=UNSAFE) as started:
        yield started


@pytest.fixture
def free_port() -> int:
    """Return a port that nobody uses."""
    return unused_port()


@pytest.fixture
def commands(home: Path, free_port: int) -> Iterator[Commands]:
    """Give the zerosum command for the home; end what is left running."""
    given = {name: v for name, v in os.environ.items() if not name.startswith(("ZEROSUM_", "PG"))}
    settings = {"ZEROSUM_HOME": str(home), "ZEROSUM_PORT": str(free_port), "ZEROSUM_WORKERS": "1"}
    commands = Commands(home, free_port, {**given, **settings})
    yield commands
    if home.exists():
        subprocess.run(
            [sys.executable, "-m", "webapp.cli", "stop"],
            env=commands.environment,
            capture_output=True,
            check=False,
        )
    for process in commands.started:
        process.kill()
        process.communicate()
