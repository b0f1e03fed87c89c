"""A consumer of the feed, two accounts whose transfers it hears of, and its workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from psycopg.rows import namedtuple_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.events.consuming import Session
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


@pytest.fixture
def accounts(ledger: LedgerCalls) -> tuple[Row, Row]:
    """Return who pays and who is paid."""
    payer, payee = ledger.account(min_balance="-Infinity"), ledger.account()
    opened = ledger.rows("list_events")[-1]
    ledger.call(
        "create_event_consumer",
        name="books",
        after_position=opened.event_position,
        feed_id=opened.feed_id,
    )
    return payer, payee


@pytest.fixture
def workers(database: Database) -> Iterator[tuple[Session, Session]]:
    """Give the sessions of two workers."""
    with (
        database.connect("ledger_dba", row_factory=namedtuple_row) as one,
        database.connect("ledger_dba", row_factory=namedtuple_row) as two,
    ):
        yield one, two
