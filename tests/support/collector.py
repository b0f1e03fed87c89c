"""pytest items of pgTAP files: one file, one item, one clone of the database."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.pgtap_source import PgtapMissingError
from tests.support.rig import Rig, rig_of
from tests.support.tap import judge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SEARCH_PATH = "-csearch_path=public,tap -cclient_min_messages=warning"
_SECONDS = 120


class PgtapFailedError(Exception):
    """A pgTAP file failed; the message is all there is to show."""


class PgtapFile(pytest.File):
    """A test_*.sql file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give the file as one item, named after it."""
        yield PgtapItem.from_parent(self, name=self.path.stem)


class PgtapItem(pytest.Item):
    """One run of a pgTAP file in a database of its own."""

    def runtest(self) -> None:
        """Run the file; raise PgtapFailedError unless every planned assertion held."""
        run_pgtap(rig_of(self.config), self.path)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: object) -> str:
        """Show the TAP and the server's words, not this module's stack."""
        if isinstance(excinfo.value, PgtapFailedError | PgtapMissingError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the item by its file."""
        return self.path, 0, self.name


def run_pgtap(rig: Rig, path: Path) -> int:
    """Run one file through psql and return how many assertions held."""
    with rig.clone(rig.pgtap_template) as database:
        done = subprocess.run(
            [rig.cluster.tool("psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", "-f", str(path)],
            env={**database.environment(), "PGOPTIONS": _SEARCH_PATH},
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
    verdict = judge(done.stdout)
    faults = list(verdict.faults)
    if done.returncode != 0:
        faults.append(f"psql ended with {done.returncode}")
    if faults:
        shown = [f"{path.name}:", *faults, "", done.stdout.rstrip(), done.stderr.rstrip()]
        raise PgtapFailedError("\n".join(shown).rstrip())
    return verdict.assertions
