"""Redis as an option: asked while it answers, left alone for a moment when it does not."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from redis.exceptions import RedisError

Answer = TypeVar("Answer")

TIMEOUT_SECONDS = 0.25
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 5.0

_log = logging.getLogger(__name__)


class RedisAwayError(Exception):
    """Redis did not answer, now or a moment ago."""


class Breaker:
    """Calls Redis; after a failure says at once that it is away, and tries again by itself."""

    def __init__(self, meanwhile: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Take Redis to be there; `meanwhile` tells the log what its absence means."""
        self._meanwhile = meanwhile
        self._clock = clock
        self._lock = threading.Lock()
        self._pause = 0.0
        self._not_before = 0.0

    def call(self, ask: Callable[[], Answer]) -> Answer:
        """Return what `ask` returns. Raises RedisAwayError instead of any RedisError."""
        if self._pause and not self._may_try():
            raise RedisAwayError
        try:
            answer = ask()
        except (RedisError, OSError) as error:
            self._note_loss(error)
            raise RedisAwayError from error
        if self._pause:
            self._note_return()
        return answer

    def _may_try(self) -> bool:
        # One request tries, the others don't wait for the outcome.
        with self._lock:
            if self._clock() < self._not_before:
                return False
            self._not_before = self._clock() + self._pause
            return True

    def _note_loss(self, error: Exception) -> None:
        with self._lock:
            if not self._pause:
                _log.warning("Redis is away, %s: %s", self._meanwhile, error)
            self._pause = min(max(FIRST_PAUSE_SECONDS, 2 * self._pause), LONGEST_PAUSE_SECONDS)
            self._not_before = self._clock() + self._pause

    def _note_return(self) -> None:
        with self._lock:
            self._pause = self._not_before = 0.0
        _log.warning("Redis is back: it is no longer so that %s", self._meanwhile)
