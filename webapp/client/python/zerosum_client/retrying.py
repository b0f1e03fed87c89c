"""When to send the same request again, and how long to wait before it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from random import SystemRandom

# What was not done, or may be asked for again under its key: a proxy's 502 and 504 tell nothing.
_PASSING = frozenset(
    {
        HTTPStatus.TOO_EARLY,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrying:
    """How often, and for how long in all; waits double and are random up to their bound."""

    attempts: int = 6
    seconds: float = 60.0
    seconds_for_one: float = 30.0
    first_wait: float = 0.25
    longest_wait: float = 8.0


class Tries:
    """The attempts of one request."""

    def __init__(self, retrying: Retrying) -> None:
        """Start the clock."""
        self._retrying = retrying
        self._ends = time.monotonic() + retrying.seconds
        self._made = 0

    def seconds(self) -> float:
        """Return how long the next attempt may take; count it."""
        self._made += 1
        left = max(self._ends - time.monotonic(), 0.001)
        return min(self._retrying.seconds_for_one, left)

    def waited(self, at_least: float) -> bool:
        """Wait for the next attempt; say False at once when there is none."""
        if self._made >= self._retrying.attempts:
            return False
        bound = min(self._retrying.first_wait * 2 ** (self._made - 1), self._retrying.longest_wait)
        wait = at_least + SystemRandom().uniform(0, bound)
        if time.monotonic() + wait >= self._ends:
            return False
        time.sleep(wait)
        return True


def is_passing(status: int, retry_after: str | None) -> bool:
    """Say whether the same request may be answered otherwise later.

    409 says so with Retry-After: another request with the key is still being carried out.
    """
    return status in _PASSING or (status == HTTPStatus.CONFLICT and retry_after is not None)


def seconds_of(retry_after: str | None) -> float:
    """Return the seconds that a Retry-After asks for: it holds them, or a date."""
    if retry_after is None:
        return 0.0
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
