"""Which tests `make quick` runs, and which ones several workers begin with.

Quick are the conventions, the examples, pgTAP, and whatever asks for no server and is not marked
``long``. Long ones come first: with --dist worksteal they stand in one worker's half, one after
the other, while the other workers take the short ones, and nobody is left alone with one at the
end.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROOT = Path(__file__).resolve().parents[2]
_QUICK = ("tests/conventions", "tests/examples", "pgtap")
_SERVERS = frozenset({"home", "own_rig", "rig"})  # whatever starts one asks for one of these


def is_serverless(fixtures: Iterable[str]) -> bool:
    """Say whether a test that asks for fixtures meets no PostgreSQL: one run of it is enough."""
    return _SERVERS.isdisjoint(fixtures)


def is_quick(folder: str, fixtures: Iterable[str], *, is_long: bool) -> bool:
    """Say whether a test of a folder, asking for fixtures, belongs to `make quick`."""
    return not is_long and (folder.startswith(_QUICK) or is_serverless(fixtures))


class _Marks:
    """Mark before pytest looks at -m."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Add the marks ``quick`` and ``serverless``."""
        for item in items:
            folder = item.path.parent.relative_to(_ROOT).as_posix()
            fixtures = getattr(item, "fixturenames", ())
            if is_quick(folder, fixtures, is_long=_is_long(item)):
                item.add_marker("quick")
            if is_serverless(fixtures):
                item.add_marker("serverless")


class _Order:
    """Order what is left, after pytest-randomly has shuffled it."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the long ones first."""
        items.sort(key=lambda item: not _is_long(item))


def pytest_configure(config: pytest.Config) -> None:
    """Register both hooks."""
    config.pluginmanager.register(_Marks())
    config.pluginmanager.register(_Order())


def _is_long(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is not None
