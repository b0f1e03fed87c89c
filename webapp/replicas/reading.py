"""One request's reads: of the standby when that is right, else of the primary."""

import logging
import time
from collections.abc import Callable
from typing import Literal, NamedTuple, TypeVar

import psycopg

from webapp.db import Database, Parameters
from webapp.replicas.counting import Counts
from webapp.replicas.positions import LATEST, Position
from webapp.replicas.primary import Primary
from webapp.replicas.standby import BehindError, NoStandbyError, Standby

Row = TypeVar("Row")

_log = logging.getLogger(__name__)

_PAUSE_SECONDS = 1.0  # after a failure, while all reads go to the primary
_LEDGER = "LG"
_OVERDUE = "57014"  # by its own clock: the primary would need as long
_CONFLICTS = {"40001", "40P01"}  # what was read had to go, as the primary had removed it


class Look(NamedTuple):
    """How a standby is: how many bytes it lacks, and how old its answers would be."""

    state: Literal["ok", "behind", "away"]
    bytes_behind: int | None
    age: float


class Replicas:
    """The primary and a standby of one application."""

    def __init__(
        self,
        primary: Database,
        standby: Standby,
        counts: Counts,
        *,
        wait_seconds: float,
        age_seconds: float,
    ) -> None:
        """Wait so long for the standby; let no answer of it be older than that."""
        self.database = primary
        self.primary = Primary(primary)
        self.standby = standby
        self.counts = counts
        self.wait_seconds = wait_seconds
        self.age_seconds = age_seconds
        self._not_before = 0.0
        self._whole_at = time.monotonic()  # when it last had all, as far as anybody looked

    @property
    def is_resting(self) -> bool:
        """Whether the standby failed a moment ago, and is left alone."""
        return time.monotonic() < self._not_before

    def rest(self, seconds: float = _PAUSE_SECONDS) -> None:
        """Leave the standby alone for so long."""
        self._not_before = time.monotonic() + seconds

    def look(self) -> Look:
        """See how the standby is. Raises psycopg.Error when the primary can't be asked."""
        wanted = self.primary.sample()
        try:
            position = self.standby.reached(wanted.position)
        except psycopg.Error:
            return Look("away", None, time.monotonic() - self._whole_at)
        if position.lsn >= wanted.position.lsn:
            self._whole_at = wanted.at
        at = self.primary.reached_at(position) or self._whole_at
        age = time.monotonic() - max(at, self._whole_at)
        behind = max(wanted.position.lsn - position.lsn, 0)
        return Look("behind" if age > self.age_seconds else "ok", behind, age)

    def needed_by(self, session: Position | None) -> Position:
        """Return what a read must see at least. Raises psycopg.Error.

        Who says how far it has come is answered from there on, and by nothing older than the
        longest age; a position that the primary has not reached, or of another history, says
        nothing. Whoever says nothing is answered by all that was committed when it asked.
        """
        if session is None:
            return self.primary.sample().position
        oldest = self.primary.since(time.monotonic() - self.age_seconds).position
        latest = self.primary.newest or oldest
        if not session.is_before(latest):
            latest = self.primary.sample().position
        return max(session, oldest) if session.is_before(latest) else latest


class Reading(Database):
    """Where the statements of one request that only reads are asked."""

    def __init__(self, replicas: Replicas, session: Position | None) -> None:
        """Ask nothing before somebody does."""
        self._replicas = replicas
        self._session = session
        self._needed: Position | None = None
        self.position: Position | None = None  # how far the standby was when it last answered
        self.is_of_primary = False

    @property
    def told(self) -> str:
        """The position that the client goes on from."""
        return LATEST if self.is_of_primary or self.position is None else str(self.position)

    @property
    def age(self) -> float | None:
        """How many seconds the answer may be old; None for one of the primary."""
        if self.is_of_primary or self.position is None:
            return None
        at = self._replicas.primary.reached_at(self.position)
        return self._replicas.age_seconds if at is None else time.monotonic() - at

    def fetch_all(self, row: Callable[..., Row], query: str, parameters: Parameters) -> list[Row]:
        """Run one statement and return its rows, as the pool does."""
        replicas = self._replicas
        if not self.is_of_primary and replicas.is_resting:
            self.turn("resting")
        if not self.is_of_primary:
            try:
                return self._read(row, query, parameters)
            except psycopg.Error as error:
                state = error.sqlstate or ""
                if state == _OVERDUE or (state.startswith(_LEDGER) and self._session is None):
                    raise
                self.turn(self._reason(error, state))
        return replicas.database.fetch_all(row, query, parameters)

    def _read(self, row: Callable[..., Row], query: str, parameters: Parameters) -> list[Row]:
        replicas = self._replicas
        if self._needed is None:
            self._needed = replicas.needed_by(self._session)
        told = replicas.standby.read(self._needed, replicas.wait_seconds, row, query, parameters)
        if self.position is None:
            replicas.counts.count("standby", "reached")
            replicas.counts.waited(told.waited)
        # The first statement's: what the answer is made of is nowhere older than that.
        self.position = self.position or told.position
        return told.rows

    def turn(self, reason: str) -> None:
        """Ask the primary from now on."""
        self.is_of_primary = True
        self._replicas.counts.count("primary", reason)

    def _reason(self, error: psycopg.Error, state: str) -> str:
        """Say why the primary is asked; what others would meet too is spared them for a moment."""
        if state.startswith(_LEDGER):
            return "refused"  # what it lacks may have been made a moment ago
        if state in _CONFLICTS:
            return "conflict"
        if state.startswith("25"):
            return "read-only"
        self._replicas.rest()
        _log.warning("reads go to the primary for a moment: %s", error)
        if isinstance(error, BehindError):
            return "behind"
        if isinstance(error, NoStandbyError):
            return "no-standby"
        return "failed" if state and not state.startswith(("08", "57P")) else "away"
