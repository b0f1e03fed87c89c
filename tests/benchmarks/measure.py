"""Taking turns: A B A B, so that a slow minute of the machine hits everyone alike."""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.benchmarks.ground import LOGIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    import psycopg

    from tests.benchmarks.case import Case
    from tests.support.databases import Database

_RATE = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
_LATENCY = re.compile(r"^latency average = ([0-9.]+) ms", re.MULTILINE)


@dataclass
class Measured:
    """What the rounds of one case gave, per contender: transfers a second and their cost."""

    case: Case
    rates: dict[str, list[float]] = field(default_factory=dict)
    latencies: dict[str, list[float]] = field(default_factory=dict)
    wal_bytes: dict[str, list[float]] = field(default_factory=dict)

    def rate(self, contender: str) -> float:
        """Return the median of the rounds."""
        return statistics.median(self.rates[contender])

    def ratio(self, contender: str) -> float:
        """Return how many times the yardstick's rate the first contender reached: median ratio."""
        first = self.rates[next(iter(self.case.scripts))]
        pairs = zip(first, self.rates[contender], strict=True)
        return statistics.median(ours / theirs for ours, theirs in pairs)


def measure(database: Database, case: Case, *, rounds: int, seconds: int) -> Measured:
    """Run every contender of a case in turn, several times over."""
    measured = Measured(case)
    for _ in range(rounds):
        for contender, script in case.scripts.items():
            rate, latency, wal = _run(database, case, script, seconds)
            measured.rates.setdefault(contender, []).append(rate)
            measured.latencies.setdefault(contender, []).append(latency)
            measured.wal_bytes.setdefault(contender, []).append(wal)
    return measured


def _run(database: Database, case: Case, script: str, seconds: int) -> tuple[float, float, float]:
    with TemporaryDirectory() as folder, database.connect() as connection:
        path = Path(folder) / "script.sql"
        path.write_text(script, encoding="utf-8")
        connection.execute("CHECKPOINT")
        before = _position(connection)
        clients = str(case.clients)
        done = database.cluster.run(
            "pgbench", "-n", "-M", "prepared", "-f", str(path), "-T", str(seconds),
            "-c", clients, "-j", "1" if case.clients == 1 else "2",
            database=database.name, user=LOGIN,
        )  # fmt: skip
        written = _position(connection) - before
    calls = int(next(_numbers(r"actually processed: (\d+)", done.stdout)))
    rate, latency = next(_numbers(_RATE, done.stdout)), next(_numbers(_LATENCY, done.stdout))
    return rate * case.per_call, latency, written / max(calls, 1) / case.per_call


def _position(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute(
        "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"
    ).fetchone()
    assert row is not None
    return int(row[0])


def _numbers(pattern: str | re.Pattern[str], text: str) -> Iterator[float]:
    return (float(found.group(1)) for found in re.finditer(pattern, text))
