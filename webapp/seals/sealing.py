"""Sealing what was numbered, signing the head, and taking it where nobody can change it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import structlog

from webapp.seals.places import Head, PlaceError, last_in_file, take
from webapp.seals.signing import SealKey, head_text

if TYPE_CHECKING:
    import threading
    from uuid import UUID

    import psycopg

# Events that are made again and compared at each turn, at a place that is drawn.
_WINDOW = 4096

_log = structlog.get_logger()

_NEWEST = """
    SELECT s.tree_size, s.feed_id, s.root_hash, s.key_ids,
        s.sealed_at > clock_timestamp() - make_interval(secs => %s)
    FROM ledger.seals AS s ORDER BY s.tree_size DESC LIMIT 1
"""
_SEAL = "SELECT s.tree_size, s.feed_id, s.root_hash, s.key_ids FROM ledger.seal_events() AS s"
_CHECK = """
    SELECT c.name, c.detail FROM ledger.check_seals(
        p_tree_size => %s, p_root_hash => %s, p_after_position => %s, p_through_position => %s
    ) AS c WHERE NOT c.ok
"""


class DiffersError(Exception):
    """The rows are not what was sealed, or not what a head says that was taken outside."""


class Seal(NamedTuple):
    """The newest tree."""

    tree_size: int
    feed_id: UUID
    root_hash: str
    key_ids: list[str]


@dataclass
class Sealing:
    """What a worker remembers from one turn to the next."""

    # The part of the events that was found changed: looked at first until it is as it was.
    suspect: int | None = None
    taken: dict[str, int] = field(default_factory=dict)

    def turn(
        self,
        connection: psycopg.Connection[Any],
        key: SealKey,
        *,
        every: int,
        places: tuple[str, ...],
        stopped: threading.Event,
    ) -> None:
        """Seal, check, sign and take the head outside, when it is time and there is anything."""
        row = connection.execute(_NEWEST, (every,)).fetchone()
        is_signed = row is not None and key.key_id in row[3]
        if not (row is not None and is_signed and row[4]):
            seal = _seal(connection, stopped)
            if seal is None:
                return
            self._require_unchanged(connection, seal)
            for place in places:
                _require_goes_on(connection, seal, last_in_file(place))
            if key.key_id not in seal.key_ids:
                _sign(connection, key, seal)
        self._take(connection, key, places)

    def _require_unchanged(self, connection: psycopg.Connection[Any], seal: Seal) -> None:
        after = self.suspect
        if after is None:
            after = random.randrange(0, seal.tree_size, _WINDOW)  # noqa: S311 - where to look
        self.suspect = after
        found = connection.execute(_CHECK, (None, None, after, after + _WINDOW)).fetchone()
        if found is not None:
            _log.error("the rows are not what was sealed", check=found[0], **found[1])
            raise DiffersError
        self.suspect = None

    def _take(
        self, connection: psycopg.Connection[Any], key: SealKey, places: tuple[str, ...]
    ) -> None:
        """Take the newest head to each place that has not got it; a place that is away waits."""
        row = connection.execute(
            "SELECT h.note FROM ledger.seal_heads AS h WHERE h.key_id = %s"
            " ORDER BY h.tree_size DESC LIMIT 1",
            (key.key_id,),
        ).fetchone()
        if row is None:
            return
        head, failed = Head.of(row[0]), None
        for place in places:
            if self.taken.get(place) == head.tree_size:
                continue
            try:
                if last_in_file(place) != head:
                    take(place, head)
                self.taken[place] = head.tree_size
            except PlaceError as error:
                failed = error
                _log.warning("a head was not taken", reason=str(error))
        if failed is not None:
            raise failed


def _seal(connection: psycopg.Connection[Any], stopped: threading.Event) -> Seal | None:
    last = -1
    while True:
        row = connection.execute(_SEAL).fetchone()
        if row is None or stopped.is_set():
            return None
        seal = Seal(*row)
        if seal.tree_size == last:
            return seal
        last = seal.tree_size


def _require_goes_on(connection: psycopg.Connection[Any], seal: Seal, outside: Head | None) -> None:
    """Sign nothing that is not the same tree as the one that is known outside, grown."""
    if outside is None:
        return
    found = connection.execute(_CHECK, (outside.tree_size, outside.root_hash, 0, 0)).fetchone()
    if found is not None and outside.origin != f"zerosum/{seal.feed_id}":
        # A copy that is older goes on under an identity of its own, and says so.
        _log.warning("the ledger goes on from before a head", tree_size=outside.tree_size)
        return
    if found is not None:
        _log.error("the ledger is not what a head says", check=found[0], **found[1])
        raise DiffersError


def _sign(connection: psycopg.Connection[Any], key: SealKey, seal: Seal) -> None:
    connection.execute("SELECT ledger.add_seal_key(%s, %s)", (key.name, key.public))
    note = key.sign(head_text(seal.feed_id, seal.tree_size, seal.root_hash))
    connection.execute("SELECT ledger.keep_head(%s, %s, %s)", (seal.tree_size, key.key_id, note))
    _log.info("signed", tree_size=seal.tree_size, key_id=key.key_id)
