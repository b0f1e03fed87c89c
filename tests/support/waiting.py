"""Waiting for what comes about in another thread or process, however slow the machine is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def wait_until(
    found: Callable[[], T | None], otherwise: str = "it does not come about", seconds: float = 120.0
) -> T:
    """Ask until the answer is true, or something; return it. Fail, and say so, when it takes long.

    The time is a claim only where a test names one.
    """
    give_up = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < give_up, otherwise
        time.sleep(0.02)
    return answer
