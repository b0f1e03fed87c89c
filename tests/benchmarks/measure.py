"""Taking turns: A B A B, so that a slow minute of the machine hits everyone alike."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.benchmarks.pgbench import Run, Script, run_scripts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.benchmarks.case import Case
    from tests.support.databases import Database


@dataclass
class Measured:
    """What the rounds of one case gave, per contender."""

    case: Case
    runs: dict[str, list[Run]] = field(default_factory=dict)

    def median(self, contender: str, what: str) -> float:
        """Return the median of the rounds: of rate, latency_ms, wal_bytes or cpu_us."""
        return statistics.median(self.all(contender, what))

    def all(self, contender: str, what: str) -> list[float]:
        """Return what each round gave."""
        return [getattr(run, what) for run in self.runs[contender]]

    def ratio(self, contender: str) -> float:
        """Return how many times the yardstick's rate the first contender reached: median ratio."""
        first = self.all(next(iter(self.case.scripts)), "rate")
        pairs = zip(first, self.all(contender, "rate"), strict=True)
        return statistics.median(ours / theirs for ours, theirs in pairs)


def measure(
    database: Database,
    case: Case,
    *,
    rounds: int,
    seconds: int,
    elsewhere: Mapping[str, Database] | None = None,
) -> Measured:
    """Run every contender of a case in turn, several times over.

    Contenders named in ``elsewhere`` run on that database. The first round only warms up and
    doesn't count: until its end nobody's tables have statistics, and plans made without them
    can cost ten times as much. Each run after it begins with a checkpoint behind it, unless
    databases are compared: then what a checkpoint costs their next writes would be most of
    the difference, and warming up takes longer.
    """
    measured = Measured(case)
    for n in range(rounds + 1):
        for contender, text in case.scripts.items():
            place = (elsewhere or {}).get(contender, database)
            if elsewhere is None:
                with place.connect() as connection:
                    connection.execute("CHECKPOINT")
            script = Script(text, transfers=case.per_call)
            length = seconds if n or elsewhere else min(seconds, 2)
            run = run_scripts(place, script, clients=case.clients, seconds=length)
            if n:
                measured.runs.setdefault(contender, []).append(run)
        if not n and elsewhere is None:
            with database.connect() as connection:
                connection.execute("ANALYZE")
    return measured
