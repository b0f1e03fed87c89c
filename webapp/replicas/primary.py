"""How far the primary is: asked once for all who want to know at the same time."""

import threading
import time
from bisect import bisect_right
from collections import deque
from typing import NamedTuple

import psycopg

from webapp.db import Database
from webapp.replicas.calls import POSITION, Written
from webapp.replicas.positions import Position, history_name

_APART = 0.01  # seconds between samples that are kept: how exact an age is
_KEPT = 6_000  # samples: a minute of them


class Sample(NamedTuple):
    """The primary was at least so far at a moment of this process's clock."""

    position: Position
    at: float


class Primary:
    """Asks the primary how far it is, and remembers when it was where."""

    def __init__(self, database: Database) -> None:
        """Ask nothing yet."""
        self._database = database
        self._changed = threading.Condition()
        self._is_asking = False
        self._begun = self._ended = 0
        self._last: Sample | None = None
        self._fault: psycopg.Error | None = None
        self._samples: deque[Sample] = deque(maxlen=_KEPT)

    def sample(self) -> Sample:
        """Return how far it is at a moment after this call began. Raises psycopg.Error.

        One thread asks, and all that came before it began take its answer.
        """
        with self._changed:
            wanted = self._begun + 1
            while self._is_asking and self._ended < wanted:
                self._changed.wait()
            if self._ended >= wanted:
                return self._answer()
            self._is_asking = True
            self._begun += 1
            number = self._begun
        found, fault = self._ask()
        with self._changed:
            self._is_asking, self._ended, self._fault = False, number, fault
            if found is not None:
                self._keep(found)
            self._changed.notify_all()
            return self._answer()

    def _ask(self) -> tuple[Sample | None, psycopg.Error | None]:
        at = time.monotonic()
        try:
            written = self._database.fetch_one(Written, POSITION, {})
        except psycopg.Error as error:
            return None, error
        return Sample(Position(history_name(written.history), int(written.lsn)), at), None

    def _answer(self) -> Sample:
        if self._fault is not None or self._last is None:
            raise self._fault or AssertionError
        return self._last

    @property
    def newest(self) -> Position | None:
        """How far it was when it was last asked."""
        return self._last.position if self._last else None

    def since(self, at: float) -> Sample:
        """Return the first sample that was taken since a moment, or one taken now."""
        with self._changed:
            place = bisect_right(self._samples, at, key=lambda one: one.at)
            if place < len(self._samples):
                return self._samples[place]
        return self.sample()

    def reached_at(self, position: Position) -> float | None:
        """Return when the primary was no further than this; None when that is not known.

        Who has come so far has all that was committed before that moment.
        """
        with self._changed:
            place = bisect_right(self._samples, position.lsn, key=lambda one: one.position.lsn)
            if not place or self._samples[place - 1].position.history != position.history:
                return None
            return self._samples[place - 1].at

    def _keep(self, found: Sample) -> None:
        last, self._last = self._last, found
        if last is not None and (
            last.position.history != found.position.history
            or last.position.lsn > found.position.lsn
        ):
            self._samples.clear()  # another primary: nothing can be compared
        # Nothing was written since the newest: it tells of the later moment too.
        if self._samples and self._samples[-1].position == found.position:
            self._samples[-1] = found
        elif not self._samples or found.at - self._samples[-1].at >= _APART:
            self._samples.append(found)
