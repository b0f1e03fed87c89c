"""Sealing in a test, as the worker does, and reading proofs as an outsider does."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any

from webapp.seals import verifier
from webapp.seals.sealing import Sealing
from webapp.seals.signing import SealKey, head_text

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


@dataclass
class Sealer:
    """A session that seals, and a key that signs."""

    ledger: LedgerCalls
    key: SealKey

    @property
    def keys(self) -> dict[tuple[str, bytes], bytes]:
        """The public key as the verifier reads it."""
        return verifier.read_keys(self.key.verifier_key)

    def seal(self, limit: int = 4096) -> str:
        """Number, seal all there is, sign the head, and return it."""
        last = self.ledger.call("number_events")[0]
        while self.ledger.call("seal_events", limit=limit).tree_size < last:
            pass
        return self.sign()

    def sign(self, limit: int = 4096) -> str:
        """Seal so much more, sign the head, and return it."""
        self.ledger.call("number_events")
        seal = self.ledger.call("seal_events", limit=limit)
        self.ledger.call("add_seal_key", key_name=self.key.name, public_key=self.key.public)
        note = self.key.sign(head_text(seal.feed_id, seal.tree_size, seal.root_hash))
        self.ledger.call("keep_head", tree_size=seal.tree_size, key_id=self.key.key_id, note=note)
        return note

    def read(self, note: str) -> tuple[int, bytes]:
        """Return size and root of a head, verified."""
        _, size, root = verifier.read_head(note, self.keys)
        return size, root

    def prove(self, **arguments: object) -> dict[str, Any]:
        """Return an inclusion proof as a dictionary."""
        return as_dict(self.ledger.call("prove_inclusion", **arguments))


def as_dict(row: Row) -> dict[str, Any]:
    """Return a row as the JSON of an answer has it."""
    return dict(row._asdict())


def leaves(ledger: LedgerCalls) -> list[bytes]:
    """Return the hashes of all leaves, from their texts."""
    rows = ledger.connection.execute(
        "SELECT event_position FROM ledger.list_events() ORDER BY event_position"
    ).fetchall()
    return [
        verifier.leaf_hash(
            ledger.call("prove_inclusion", event_position=row.event_position).leaf_text
        )
        for row in rows
    ]


def heads(ledger: LedgerCalls) -> list[int]:
    """Return the sizes of the heads that were signed."""
    return [row.tree_size for row in ledger.rows("list_seal_heads")]


class Worker:
    """Takes turns over a session of its own, as often as it is told."""

    def __init__(self, database: Database, sealer: Sealer, place: str) -> None:
        """Remember nothing yet."""
        self._database = database
        self._sealing = Sealing()
        self.key = sealer.key
        self.places: tuple[str, ...] = (place,)

    def turn(self, every: int = 0) -> None:
        """Take a turn."""
        with self._database.connect("ledger_dba") as connection:
            connection.execute("SELECT ledger.number_events()")
            self._sealing.turn(
                connection, self.key, every=every, places=self.places, stopped=Event()
            )
