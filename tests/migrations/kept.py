"""The ledger that upgrades start from: the dump of the tag, or of this tree before there is one."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from migrations.engine import ROOT
from migrations.plan import read_plan
from tests.migrations.release.keeping import (
    KEPT,
    TAG,
    is_of_another_server,
    keep,
    restore,
)
from tests.migrations.release.life import live
from tests.migrations.release.steps import released
from tests.support.rig import Rig

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.databases import Database


class Kept(NamedTuple):
    """A cluster of its own with the database that was kept, and what others know of that."""

    rig: Rig
    template: str
    outside: dict[str, Any]
    is_of_another_server: bool

    @property
    def last_change(self) -> str:
        """The last change of the plan that the database has been through."""
        return (released(ROOT, TAG) or [change.name for change in read_plan(ROOT)])[-1]

    @contextmanager
    def clone(self) -> Iterator[Database]:
        """Yield a clone of the database as it was kept."""
        with self.rig.clone(self.template) as database:
            yield database


@pytest.fixture(scope="module")
def kept(rig: Rig, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Restore what was kept in a cluster that has never held a ledger."""
    folder: Path = KEPT
    if released(ROOT, TAG) is None:
        folder = tmp_path_factory.mktemp("kept")
        with rig.clone(rig.template) as today:
            keep(today, live(today), folder)
    with closing(Rig()) as other, other.empty() as database:
        outside = restore(database, folder)
        yield Kept(other, database.name, outside, is_of_another_server(database, folder))
