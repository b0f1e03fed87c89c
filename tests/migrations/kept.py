"""The ledgers that upgrades start from: the dumps of the first release and of the newest."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from migrations.engine import ROOT
from tests.migrations.release.keeping import NEWEST, RELEASES, TAG, is_of_another_server, restore
from tests.migrations.release.steps import released
from tests.support.rig import Rig

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database


class Kept(NamedTuple):
    """A cluster of its own with the database that was kept, and what others know of that."""

    tag: str
    rig: Rig
    template: str
    outside: dict[str, Any]
    is_of_another_server: bool

    @property
    def last_change(self) -> str:
        """The last change of the plan that the database has been through."""
        return (released(ROOT, self.tag) or [])[-1]

    @contextmanager
    def clone(self) -> Iterator[Database]:
        """Yield a clone of the database as it was kept."""
        with self.rig.clone(self.template) as database:
            yield database


@contextmanager
def _restored(tag: str) -> Iterator[Kept]:
    """Restore what was kept in a cluster that has never held a ledger."""
    folder = RELEASES[tag]
    with closing(Rig()) as other, other.empty() as database:
        outside = restore(database, folder)
        yield Kept(tag, other, database.name, outside, is_of_another_server(database, folder))


@pytest.fixture(scope="module", params=dict.fromkeys((TAG, NEWEST)))
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """Give what was kept with the first release, and with the newest."""
    with _restored(request.param) as restored:
        yield restored


@pytest.fixture(scope="module")
def first() -> Iterator[Kept]:
    """Give what was kept with the first release."""
    with _restored(TAG) as restored:
        yield restored


@pytest.fixture(scope="module")
def newest() -> Iterator[Kept]:
    """Give what was kept with the newest release."""
    with _restored(NEWEST) as restored:
        yield restored
