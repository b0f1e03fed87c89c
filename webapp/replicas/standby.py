"""A hot standby: asked once it has come as far as a read must see."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from psycopg import Connection, Error

from webapp.db import Database, Parameters
from webapp.replicas.calls import HISTORY, REPLAYED, History, Replayed
from webapp.replicas.positions import Position, history_name

Row = TypeVar("Row")

_FIRST_PAUSE = 0.001  # seconds between two looks at how far it is
_LONGEST_PAUSE = 0.01


class BehindError(Error):
    """The standby did not come so far in time."""


class NoStandbyError(Error):
    """The server is none, no longer, or one of another history."""


class Told(NamedTuple):
    """What a server told: rows, how far it was before it was asked, and how long that took."""

    rows: list[Any]
    position: Position
    waited: float


class Standby(Database):
    """A pool of connections to a standby.

    How far it is is asked on the connection that then reads, before each statement: an address
    may lead to another server tomorrow.
    """

    def __init__(self, url: str, **settings: Any) -> None:  # noqa: ANN401 - the pool's own
        """Know the history of no connection yet."""
        super().__init__(url, **settings)
        self._histories: WeakKeyDictionary[Connection[Any], str] = WeakKeyDictionary()

    def read(
        self,
        needed: Position,
        wait_seconds: float,
        row: Callable[..., Row],
        query: str,
        parameters: Parameters,
    ) -> Told:
        """Return rows that are not older than a position.

        Raises BehindError when it does not come so far in time, NoStandbyError when it never
        will, and psycopg.Error.
        """
        began = time.monotonic()

        def ask(connection: Connection[Any]) -> list[Told]:
            self._require_history(connection, needed.history)
            position = self._looked(connection, needed, began + wait_seconds)
            if position.lsn < needed.lsn:
                raise BehindError("the standby has not come so far yet")
            waited = time.monotonic() - began
            return [Told(self._fetch(connection, row, query, parameters), position, waited)]

        return self._with_one(ask)[0]

    def reached(self, needed: Position) -> Position:
        """Return how far it is, after a moment's wait for a position. Raises psycopg.Error."""

        def ask(connection: Connection[Any]) -> list[Position]:
            self._require_history(connection, needed.history)
            return [self._looked(connection, needed, time.monotonic() + self._wait_seconds)]

        return self._with_one(ask)[0]

    def _looked(self, connection: Connection[Any], needed: Position, until: float) -> Position:
        """Look until it has come so far, or until a moment; return how far it is."""
        pause = _FIRST_PAUSE
        while True:
            (found,) = self._fetch(connection, Replayed, REPLAYED, {})
            if found.lsn is None:
                raise NoStandbyError("the server that reads are to be asked of is no standby")
            lsn = int(found.lsn)
            left = until - time.monotonic()
            if lsn >= needed.lsn or left <= 0:
                return Position(needed.history, lsn)
            # It is waited for, and not lost: the lifeline need not look.
            self.running[connection] = time.monotonic()
            time.sleep(min(pause, left))
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _require_history(self, connection: Connection[Any], history: str) -> None:
        """See that what it has replayed is the primary's: another's bytes count nothing."""
        if self._histories.get(connection) == history:
            return
        (found,) = self._fetch(connection, History, HISTORY, {})
        self._histories[connection] = history_name(found.history)
        if self._histories[connection] != history:
            raise NoStandbyError("the standby does not follow this primary, or not yet")
