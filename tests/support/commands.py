"""Run the zerosum command as a person would, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from webapp.cli.running import is_healthy

if TYPE_CHECKING:
    from pathlib import Path

_ZEROSUM = (sys.executable, "-m", "webapp.cli")
_PATIENCE = 300.0  # far more than anything takes, on a machine that is busy as well


@dataclass(slots=True)
class Commands:
    """Runs commands in one home."""

    home: Path
    port: int
    environment: dict[str, str]
    program: tuple[str, ...] = _ZEROSUM
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where this home's server is."""
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*self.program, *arguments],
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
            cwd="/",
        )

    def psql(self, query: str) -> str:
        """Return what psql prints for a query, bare."""
        done = self.run("psql", "--", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", query)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def up(self) -> subprocess.Popen[str]:
        """Start everything in the background and wait until it answers."""
        process = subprocess.Popen(
            [*self.program, "up"],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
        )
        self.started.append(process)
        deadline = time.monotonic() + _PATIENCE
        while not is_healthy(self.url):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise AssertionError(f"zerosum up does not serve: {process.communicate()[0]}")
            time.sleep(0.05)
        return process
