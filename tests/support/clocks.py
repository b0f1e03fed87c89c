"""A clock that tests set, where waiting for the real one would prove no more."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        """Start at the real one's time."""
        self._now = time.monotonic()

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self._now

    def go_on(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds


def clock_of_identities(app: Flask) -> Clock:
    """Put a clock into an application, by which it remembers who somebody is; return it."""
    clock = Clock()
    app.extensions["identities"]._clock = clock
    return clock
