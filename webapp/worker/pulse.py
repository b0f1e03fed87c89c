"""Tell the ledger how the turns at a job go: often enough to be believed, and seldom."""

import math
import time
from typing import Any

import psycopg

from webapp.worker.job import Job

_SOON = 5.0  # seconds between two tellings while turns fail, or begin to
_IDLE = 30.0  # while nothing changes

_TELL = "SELECT ledger.note_worker_turn(%s, %s, %s, %s, %s)"


class Pulse:
    """The turns at one job since the ledger was last told of them."""

    def __init__(self, job: Job) -> None:
        """Know of no turn."""
        self._job = job
        self._is_done: bool | None = None
        self._was_done: bool | None = None
        self._failures = 0
        self._failure: str | None = None
        self._told = -math.inf

    def done(self) -> None:
        """Count a turn that was done."""
        self._is_done = True

    def failed(self, error: Exception) -> None:
        """Count a turn that failed; the words of its error are left out: they may tell too much."""
        self._is_done = False
        self._failures += 1
        sqlstate = error.sqlstate if isinstance(error, psycopg.Error) else None
        self._failure = sqlstate or type(error).__name__

    def tell(self, connection: psycopg.Connection[Any]) -> None:
        """Tell what there is to be told, when it is time."""
        if self._is_done is None:
            return
        changes = self._failures > 0 or self._is_done != self._was_done
        if time.monotonic() - self._told < (_SOON if changes else _IDLE):
            return
        values = (self._job.name, self._is_done, self._failures, self._failure, self._job.consumer)
        connection.execute(_TELL, values)
        self._told = time.monotonic()
        self._was_done = self._is_done
        self._failures = 0
        self._failure = None
