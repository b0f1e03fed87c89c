"""Cut off what waits for a database that says nothing any more.

A job waits for its statement as long as it takes, and listens without an end. A server that is
frozen, and so replaced by another, would be waited for until it thaws.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Self

import psycopg
import structlog

from webapp.heartbeat import Pulse, cut

_LOOKS = 2.0  # seconds between two questions
_ANSWER_SECONDS = 3.0
_IN_VAIN = 2  # questions unanswered, after which it is taken to be away

_log = structlog.get_logger()


class Watch:
    """The open connections of a worker, and a thread that asks whether they lead anywhere."""

    def __init__(self, url: str) -> None:
        """Know of no connection."""
        self._pulse = Pulse(url)
        self._open: set[psycopg.Connection[Any]] = set()
        self._ended = threading.Event()

    def __enter__(self) -> Self:
        """Begin to watch."""
        threading.Thread(target=self._go_on, name="watch", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop watching."""
        self._ended.set()

    def connecting(
        self, connect: Callable[[], psycopg.Connection[Any]]
    ) -> Callable[[], AbstractContextManager[psycopg.Connection[Any]]]:
        """Return what connects, and has the connection watched while it is used."""

        @contextmanager
        def connected() -> Iterator[psycopg.Connection[Any]]:
            with connect() as connection:
                self._open.add(connection)
                try:
                    yield connection
                finally:
                    self._open.discard(connection)

        return connected

    def _go_on(self) -> None:
        in_vain = 0
        while not self._ended.wait(_LOOKS):
            in_vain = 0 if not self._open or self._pulse.is_felt(_ANSWER_SECONDS) else in_vain + 1
            if in_vain >= _IN_VAIN:
                _log.warning("the database does not answer: its connections are ended")
                for connection in self._open.copy():
                    cut(connection)
                in_vain = 0
        self._pulse.close()
