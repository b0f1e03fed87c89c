"""A reader of the feed that goes on by its cursor, whatever is killed."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg

from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    import threading
    from uuid import UUID


@dataclass
class Reader:
    """Reads pages, which numbers what has been committed, until it is told to stop."""

    url: str
    stop: threading.Event
    read: list[tuple[int, UUID]] = field(default_factory=list)
    _feed_id: UUID | None = None

    def run(self) -> None:
        """Read on; after a lost connection from the last row that was received."""
        while not self.stop.is_set():
            try:
                with psycopg.connect(self.url, autocommit=True, connect_timeout=10) as connection:
                    calls = LedgerCalls(connection)
                    while not self.stop.is_set():
                        self._page(calls)
            except psycopg.OperationalError:
                time.sleep(0.02)

    def _page(self, calls: LedgerCalls) -> None:
        cursor: dict[str, Any] = {}
        if self.read:
            cursor = {"after_position": self.read[-1][0], "feed_id": self._feed_id}
        for row in calls.rows("list_events", limit=50, **cursor):
            self.read.append((row.event_position, row.event_id))
            self._feed_id = row.feed_id
