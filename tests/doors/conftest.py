"""The world of the table, and every door into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.doors.doors import Doors
from tests.doors.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


@pytest.fixture
def doors(
    ledger: LedgerCalls, database: Database, operator: Caller, tmp_path: Path
) -> Iterator[Doors]:
    """Return every door."""
    with database.connect() as owner:
        world = World(ledger, owner)
        # Keys are their users' own: staff over HTTP has used this one too.
        operator.post("/v1/transfers", world.said(world.item(amount="1.00")), key="first")
        yield Doors(world, database, operator, tmp_path)
