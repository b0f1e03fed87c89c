"""Time, processors and locks of a simulated cell: what waits for what."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Clock:
    """Simulated seconds, and what happens at which of them."""

    def __init__(self) -> None:
        """Begin at 0 with nothing to come."""
        self.now = 0.0
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()

    def after(self, seconds: float, event: Callable[[], None]) -> None:
        """Let something happen in so many seconds."""
        heapq.heappush(self._events, (self.now + seconds, next(self._numbers), event))

    def run(self, until: float) -> None:
        """Let all happen that comes before a moment."""
        while self._events and self._events[0][0] <= until:
            self.now, _, event = heapq.heappop(self._events)
            event()
        self.now = until


class Processors:
    """Some processors that take what waits for them in the order of its coming."""

    def __init__(self, clock: Clock, number: int) -> None:
        """All are free."""
        self.busy_seconds = 0.0
        self.waited = 0.0
        self._clock = clock
        self._free = number
        self._queue: deque[tuple[float, float, Callable[[], None]]] = deque()

    def work(self, seconds: float, then: Callable[[], None]) -> None:
        """Keep one busy for so long, once one is free."""
        self._queue.append((self._clock.now, seconds, then))
        self._next()

    def _next(self) -> None:
        while self._free and self._queue:
            since, seconds, then = self._queue.popleft()
            self._free -= 1
            self.waited += self._clock.now - since
            self.busy_seconds += seconds
            self._clock.after(seconds, lambda then=then: self._done(then))  # type: ignore[misc]

    def _done(self, then: Callable[[], None]) -> None:
        self._free += 1
        self._next()
        then()


class Locks:
    """Rows that one transaction has at a time; who comes first is served first."""

    def __init__(self, clock: Clock) -> None:
        """Nothing is locked."""
        self.waited: defaultdict[str, float] = defaultdict(float)
        self._clock = clock
        self._queues: dict[tuple[str, int], deque[tuple[float, Callable[[], None]]]] = {}

    def take(self, rows: list[tuple[str, int]], then: Callable[[], None]) -> None:
        """Lock rows one after the other, in their order, and go on."""
        if not rows:
            then()
            return
        row, rest = rows[0], rows[1:]

        def go_on(since: float = self._clock.now) -> None:
            self.waited[row[0]] += self._clock.now - since
            self.take(rest, then)

        if row in self._queues:
            self._queues[row].append((self._clock.now, go_on))
        else:
            self._queues[row] = deque()
            go_on()

    def release(self, rows: list[tuple[str, int]]) -> None:
        """Let whoever waits for them have them."""
        for row in rows:
            queue = self._queues[row]
            if queue:
                queue.popleft()[1]()
            else:
                del self._queues[row]
