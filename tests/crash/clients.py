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
# What it acknowledges must be there when the same key is asked next.
_GATHERED = """
    CALL ledger.post_transfer_gathered(%(from_account_id)s, %(to_account_id)s, %(amount)s,
        p_idempotency_key => %(idempotency_key)s)
"""


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
            for _ in range(chance.choice((1, 1, 1, 1, 1, 5))):
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
            calls = self._send(
                calls,
                items,
                atomic=chance.random() < 0.3,
                gathered=len(items) == 1 and chance.random() < 0.5,
            )
        if calls is not None:
            calls.connection.close()

    def _send(
        self,
        calls: LedgerCalls | None,
        items: list[dict[str, object]],
        *,
        atomic: bool,
        gathered: bool,
    ) -> LedgerCalls:
        give_up = time.monotonic() + _PATIENCE
        while True:
            try:
                if calls is None:
                    calls = LedgerCalls(
                        psycopg.connect(self.url, autocommit=True, connect_timeout=10)
                    )
                if gathered:
                    calls.connection.execute(_GATHERED, items[0])
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
                assert row.is_replay or not gathered, row
                self.journal[row.idempotency_key] = row.transaction_id
            return calls
