"""A database whose clock can be set, a session at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.clocks import let_clock_be_wrong
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database


@pytest.fixture
def ledger(database: Database) -> Iterator[LedgerCalls]:
    """Give a DBA's session whose clock set_clock sets."""
    let_clock_be_wrong(database)
    with database.connect("ledger_dba") as connection:
        yield LedgerCalls(connection)
