"""A town whose transactions are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fraud.town import Town

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database


@pytest.fixture
def town(database: Database) -> Iterator[Town]:
    """Give a town in which nothing has happened."""
    town = Town(database)
    yield town
    town.ledger.connection.close()
