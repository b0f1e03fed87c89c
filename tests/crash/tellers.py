"""Clients that work on one account that accumulates, each with a journal of its own."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psycopg

from tests.support.ledger_calls import LedgerCalls, Row

if TYPE_CHECKING:
    import threading
    from uuid import UUID

_PATIENCE = 60.0


@dataclass
class Teller:
    """Pays, takes, folds, switches, and closes accounts of its own, until it is told to stop."""

    url: str
    number: int
    own: UUID
    fees: UUID
    stop: threading.Event
    journal: dict[str, UUID] = field(default_factory=dict)
    moved: Counter[UUID] = field(default_factory=Counter)
    folded: int = 0
    retried: int = 0
    _calls: LedgerCalls | None = None

    def run(self) -> None:
        """Do one thing after another, each until it is acknowledged."""
        chance = random.Random(self.number)
        acts = [self._pay] * 14 + [self._take] * 2 + [self._fold, self._switch, self._short_life]
        while not self.stop.is_set():
            chance.choice(acts)(chance)
        if self._calls is not None:
            self._calls.connection.close()

    def _pay(self, chance: random.Random) -> None:
        self._move(self.own, self.fees, chance.randint(1, 9))

    def _take(self, chance: random.Random) -> None:
        self._move(self.fees, self.own, chance.randint(1, 9))

    def _fold(self, _: random.Random) -> None:
        self._until_told("fold_account", account_id=self.fees)
        self.folded += 1

    def _switch(self, chance: random.Random) -> None:
        """Mostly on, so that there is something to fold."""
        self._until_told("update_account", account_id=self.fees, accumulates=chance.random() < 0.8)

    def _short_life(self, _: random.Random) -> None:
        """Open an account that accumulates, pay it and sweep it to the one that all pay."""
        key = f"{self.number}/{len(self.journal)}"
        brief = self._until_told(
            "open_account", currency="USD", accumulates=True, idempotency_key=f"{key}/open"
        ).account_id
        for amount in (1, 2):
            self._move(self.own, brief, amount)
        self._until_told(
            "close_account", account_id=brief, sweep_to_account_id=self.fees,
            idempotency_key=f"{key}/close",
        )  # fmt: skip
        self.moved.update({brief: -3, self.fees: 3})

    def _move(self, payer: UUID, payee: UUID, amount: int) -> None:
        key = f"{self.number}/{len(self.journal)}"
        row = self._until_told(
            "post_transfer", from_account_id=payer, to_account_id=payee, amount=amount,
            idempotency_key=key,
        )  # fmt: skip
        assert row.status == "COMPLETED"
        self.journal[key] = row.transaction_id
        self.moved.update({payer: -amount, payee: amount})

    def _until_told(self, function: str, **arguments: object) -> Row:
        give_up = time.monotonic() + _PATIENCE
        while True:
            try:
                if self._calls is None:
                    self._calls = LedgerCalls(
                        psycopg.connect(self.url, autocommit=True, connect_timeout=10)
                    )
                return self._calls.call(function, **arguments)
            except psycopg.OperationalError:
                if time.monotonic() > give_up:
                    raise
                self.retried += 1
                if self._calls is not None:
                    self._calls.connection.close()
                    self._calls = None
                time.sleep(0.02)


@dataclass
class Prover:
    """Proves what is new, whatever is killed, until it is told to stop."""

    url: str
    stop: threading.Event
    broken: list[object] = field(default_factory=list)
    proofs: int = 0

    def run(self) -> None:
        """Keep what was found to be wrong."""
        while not self.stop.is_set():
            try:
                with psycopg.connect(self.url, autocommit=True, connect_timeout=10) as connection:
                    while not self.stop.is_set():
                        row = LedgerCalls(connection).call("verify_new", limit=50)
                        self.broken += [] if row.is_ok else [row.broken]
                        self.proofs += 1
            except psycopg.OperationalError:
                time.sleep(0.02)
