"""Clients that keep a journal of what was acknowledged, and retry what was not."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psycopg

from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    import threading
    from uuid import UUID

_PATIENCE = 60.0


@dataclass
class Client:
    """One client: sends transfers of 1 under keys of its own until it is told to stop."""

    url: str
    number: int
    accounts: list[UUID]
    stop: threading.Event
    journal: dict[str, UUID] = field(default_factory=dict)
    retried: int = 0

    def run(self) -> None:
        """Send batches of one to five; keep on with each, by the same keys, until it is acked."""
        chance = random.Random(self.number)
        sent = 0
        calls: LedgerCalls | None = None
        while not self.stop.is_set():
            items = []
            for _ in range(chance.choice((1, 1, 1, 5))):
                payer, payee = chance.sample(self.accounts, 2)
                key = f"{self.number}/{sent}"
                sent += 1
                items.append(
                    {
                        "from_account_id": payer,
                        "to_account_id": payee,
                        "amount": "1",
                        "idempotency_key": key,
                    }
                )
            calls = self._send(calls, items, atomic=chance.random() < 0.3)
        if calls is not None:
            calls.connection.close()

    def _send(
        self, calls: LedgerCalls | None, items: list[dict[str, object]], *, atomic: bool
    ) -> LedgerCalls:
        give_up = time.monotonic() + _PATIENCE
        while True:
            try:
                if calls is None:
                    calls = LedgerCalls(
                        psycopg.connect(self.url, autocommit=True, connect_timeout=10)
                    )
                rows = calls.post(*items, atomic=atomic)
            except psycopg.OperationalError:
                if time.monotonic() > give_up:
                    raise
                self.retried += 1
                if calls is not None:
                    calls.connection.close()
                    calls = None
                time.sleep(0.02)
                continue
            for row in rows:
                assert row.status == "COMPLETED", row
                self.journal[row.idempotency_key] = row.transaction_id
            return calls
