"""One kind of work that is done beside requests."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of work; several workers may run it at once, and any of them may be killed.

    ``turn`` does a bounded part of it over the connection, in which every statement is a
    transaction of its own, and says whether more is left to do at once. It stops early when
    the event is set.

    A turn comes ``every`` so many seconds at the least, when that is less than the worker's own
    pause. With ``follows_events`` one comes as soon as events have been numbered as well.
    ``consumer`` is the consumer of the feed whose lag is the job's.
    """

    name: str
    turn: Callable[[psycopg.Connection[Any], threading.Event], bool]
    every: float | None = None
    follows_events: bool = False
    consumer: str | None = None
