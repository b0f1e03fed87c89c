"""Wake whoever follows the feed as soon as events have been numbered."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import psycopg
import structlog

from webapp.heartbeat import require_answer

_LOOKS = 1.0  # seconds until a listener that hears nothing sees that it is to stop
_QUIET_SECONDS = 10.0  # after which it asks whether anybody is there to be heard
_ANSWER_SECONDS = 5.0

_log = structlog.get_logger()


class Rings(Protocol):
    """What can be rung."""

    def ring(self) -> None:
        """Wake whoever waits."""


class Bell:
    """Ends one job's pause."""

    def __init__(self, stopped: threading.Event) -> None:
        """Let it be rung for the end as well, by whoever sets the event."""
        self._stopped = stopped
        self._rung = threading.Event()

    def ring(self) -> None:
        """End the pause that is, or the next one before it begins."""
        self._rung.set()

    def wait(self, seconds: float) -> bool:
        """Pause until it is rung, for so long at the most; say whether it is time to stop."""
        self._rung.wait(seconds)
        self._rung.clear()
        return self._stopped.is_set()


def listen(
    bells: Sequence[Rings],
    connect: Callable[[], AbstractContextManager[psycopg.Connection[Any]]],
    stopped: threading.Event,
    *,
    every: float,
) -> None:
    """Ring whenever events have been numbered, until stopped.

    While the database is away, or a pooler carries no notifications, nobody rings: the jobs then
    look by themselves after their pause.
    """
    while not stopped.is_set():
        try:
            with connect() as connection:
                connection.execute("LISTEN ledger_events")
                # What was numbered while nobody listened.
                _ring(bells)
                heard = time.monotonic()
                while not stopped.is_set():
                    if any(True for _ in connection.notifies(timeout=_LOOKS, stop_after=1)):
                        _ring(bells)
                    elif time.monotonic() - heard > _QUIET_SECONDS:
                        require_answer(connection, _ANSWER_SECONDS)
                    else:
                        continue
                    heard = time.monotonic()
        except psycopg.Error as error:
            if stopped.is_set():
                return
            _log.warning("not listening", sqlstate=error.sqlstate)
            stopped.wait(every)


def _ring(bells: Sequence[Rings]) -> None:
    for bell in bells:
        bell.ring()
