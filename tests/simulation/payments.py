"""Transfers between customers of several cells, with the costs that were measured."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from tests.simulation.machine import Clock, Locks, Processors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUCKETS = 4096
STRIPES = 16
_USED_UP = 0.95
_LATE = 0.1  # seconds that the last transfers have to end in


@dataclass(frozen=True, kw_only=True)
class Costs:
    """Seconds: of a processor for each posting, and until a commit is on two disks."""

    within: float = 280e-6  # PostgreSQL's part of a gathered request: performance.md
    pay_out: float = 1.5 * 280e-6  # tests.benchmarks.cells, by step
    pay_in: float = 1.4 * 280e-6
    settle: float = 1.05 * 280e-6
    commit: float = 1.0e-3  # a flush here, and one of a standby in another zone
    between: float = 0.5e-3  # from a router to a cell and back


@dataclass(frozen=True, kw_only=True)
class Town:
    """Who pays whom, and in how many cells of how many processors they live."""

    cells: int = 1
    processors: int = 16
    rate: float = 1000.0  # transfers a second that are asked for
    accounts: int = 10**9
    local: float = 0.0  # the share of transfers whose payee is in the payer's cell by intent
    popularity: float = 0.0  # of payees, as Zipf's exponent: 0 is all alike
    accumulates: bool = False  # payees that many pay are accounts that accumulate
    costs: Costs = field(default_factory=Costs)


@dataclass(frozen=True)
class Outcome:
    """What was seen in the second half of the simulated time."""

    asked: int
    done: int
    across: int
    p50: float
    p99: float
    busy: float  # the busiest cell's processors, 1 is all of the time
    mean_busy: float
    waits: dict[str, float]  # seconds a transfer, on the average, by what was waited for

    @property
    def breaks(self) -> str:
        """What was waited for most, where transfers wait at all.

        Where processors are used up, rows are locked by who waits for one: that is no lock's fault.
        """
        if self.busy > _USED_UP:
            return "processors"
        what, seconds = max(self.waits.items(), key=lambda one: one[1])
        return what if seconds > 0.2e-3 else ""


class _Cell:
    def __init__(self, clock: Clock, processors: int) -> None:
        self.processors = Processors(clock, processors)
        self.locks = Locks(clock)


class Simulation:
    """One run of a town."""

    def __init__(self, town: Town, seed: int = 1) -> None:
        """Prepare it: nobody has paid yet."""
        self._town = town
        self._clock = Clock()
        self._random = random.Random(seed)
        self._cells = [_Cell(self._clock, town.processors) for _ in range(town.cells)]
        self._latencies: list[tuple[float, float]] = []
        self._asked = self._across = 0
        self._counts_from = 0.0
        self._ends = False

    def run(self, seconds: float) -> Outcome:
        """Let transfers be asked for, as if by many people who do not wait for each other."""
        self._counts_from = seconds / 2
        self._arrive()
        self._clock.run(seconds / 2)
        before = [cell.processors.busy_seconds for cell in self._cells]
        waited = self._waits()
        self._clock.run(seconds)
        half = seconds / 2
        after = [cell.processors.busy_seconds for cell in self._cells]
        self._ends = True
        self._clock.run(seconds + _LATE)
        busy = [(a - b) / half / self._town.processors for a, b in zip(after, before, strict=True)]
        times = sorted(took for since, took in self._latencies if since >= self._counts_from)
        done = max(len(times), 1)
        return Outcome(
            asked=self._asked,
            done=len(times),
            across=self._across,
            p50=times[len(times) // 2] if times else seconds,
            p99=times[len(times) * 99 // 100] if times else seconds,
            busy=max(busy),
            mean_busy=sum(busy) / len(busy),
            waits={w: (s - waited.get(w, 0.0)) / done for w, s in self._waits().items()},
        )

    def _waits(self) -> dict[str, float]:
        found = {"processors": sum(cell.processors.waited for cell in self._cells)}
        for cell in self._cells:
            for what, seconds in cell.locks.waited.items():
                found[what] = found.get(what, 0.0) + seconds
        return found

    def _arrive(self) -> None:
        if self._ends:
            return
        self._clock.after(self._random.expovariate(self._town.rate), self._arrive)
        counts = self._clock.now >= self._counts_from
        payer, payee = self._pair()
        steps = list(self._steps(payer, payee))
        self._asked += counts
        self._across += counts and len(steps) > 1
        self._go_on(steps, self._clock.now)

    def _pair(self) -> tuple[int, int]:
        payer = self._random.randrange(self._town.accounts)
        if self._random.random() < self._town.local:
            # Somebody of the same bucket: a group that was put together, or an own account.
            payee = self._rank()
            return payer, payee - payee % BUCKETS + payer % BUCKETS
        return payer, self._rank()

    def _rank(self) -> int:
        """Return an account by popularity: the continuous form of Zipf's law, inverted."""
        exponent, number, u = self._town.popularity, self._town.accounts, self._random.random()
        if exponent == 0:
            return int(u * number)
        if exponent == 1:
            return int(number**u) - 1
        power = 1 - exponent
        return int(((number**power - 1) * u + 1) ** (1 / power)) - 1

    def _cell_of(self, account: int) -> int:
        # A hash of the user decides; neighbours in rank are no neighbours in cells.
        return (account * 2654435761 % 2**32 % BUCKETS) * self._town.cells // BUCKETS

    def _steps(self, payer: int, payee: int) -> Iterator[Callable[[Callable[[], None]], None]]:
        costs, home, away = self._town.costs, self._cell_of(payer), self._cell_of(payee)
        paid = [] if self._town.accumulates else [("account", payee)]
        if home == away:
            rows = sorted({("account", payer), *paid})
            yield partial(self._post, home, rows, costs.within)
            return
        there = ("clearing", away * STRIPES + payer % STRIPES)
        here = ("clearing", home * STRIPES + payee % STRIPES)
        yield partial(self._post, home, [("account", payer), there], costs.pay_out)
        yield partial(self._post, away, [*paid, here], costs.pay_in)
        yield partial(self._post, home, [], costs.settle)

    def _post(
        self, cell: int, rows: list[tuple[str, int]], seconds: float, then: Callable[[], None]
    ) -> None:
        place = self._cells[cell]

        def on_disk() -> None:
            place.locks.release(rows)
            then()

        def locked() -> None:
            # Postings differ; their mean is what was measured.
            worked = self._random.gammavariate(4, seconds / 4)
            place.processors.work(
                worked, lambda: self._clock.after(self._town.costs.commit, on_disk)
            )

        self._clock.after(self._town.costs.between, lambda: place.locks.take(rows, locked))

    def _go_on(
        self, steps: list[Callable[[Callable[[], None]], None]], since: float, at: int = 0
    ) -> None:
        if at == len(steps):
            self._latencies.append((since, self._clock.now - since))
            return
        steps[at](lambda: self._go_on(steps, since, at + 1))
