"""Ask again what may succeed the next time, and has left nothing behind."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from psycopg import errors

Told = TypeVar("Told")

ATTEMPTS = 4  # the first try and three more


def repeated(ask: Callable[[], Told]) -> Told:
    """Return what is told, after up to three serialization failures or deadlocks."""
    for attempt in range(1, ATTEMPTS):
        try:
            return ask()
        except (errors.SerializationFailure, errors.DeadlockDetected):
            time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - jitter
    return ask()
