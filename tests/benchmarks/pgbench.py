"""One run of pgbench on one database, and what it cost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import psutil

from tests.benchmarks.ground import LOGIN
from tests.benchmarks.town import seconds_of

if TYPE_CHECKING:
    import psycopg

    from tests.support.databases import Database

_LATENCY = re.compile(r"^latency average = ([0-9.]+) ms", re.MULTILINE)
_RATE = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Script:
    """A script of one call, how many transfers it makes, and its share among others."""

    text: str
    transfers: int = 1
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Run:
    """What came of it; WAL and processor time (of the whole server) are per transfer."""

    rate: float  # transfers a second
    latency_ms: float  # of a call, on average
    transfers: int
    wal_bytes: float
    cpu_us: float
    latencies: list[float] = field(default_factory=list)  # ms, one per call, if asked for
    failed: int = 0  # calls that PostgreSQL ended to break a deadlock, if asked for

    def quantile(self, part: float) -> float:
        """Return the latency that this part of the calls did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def run_scripts(
    database: Database, *scripts: Script, clients: int, seconds: int, logged: bool = False
) -> Run:
    """Let so many clients call the scripts for so long, each call drawn by weight."""
    assert logged or len(scripts) == 1, "only the log says how often each script was called"
    with TemporaryDirectory() as folder, database.connect() as connection:
        options = ["-l", f"--log-prefix={folder}/log"] if logged else []
        for n, script in enumerate(scripts):
            path = Path(folder) / f"{n}.sql"
            path.write_text(script.text, encoding="utf-8")
            options.append(f"-f{path}@{script.weight}")
        pid = database.cluster.pid
        assert pid is not None
        server = psutil.Process(pid)
        wal, cpu = position(connection), seconds_of(server)
        done = database.cluster.run(
            "pgbench", "-n", "-M", "prepared", *options, "-T", str(seconds),
            "-c", str(clients), "-j", "1" if clients == 1 else "2",
            database=database.name, user=LOGIN,
        )  # fmt: skip
        wal, cpu = position(connection) - wal, seconds_of(server) - cpu
        logs = [path.read_text("utf-8") for path in Path(folder).glob("log*")]
        tried = [line.split() for log in logs for line in log.splitlines()]
    calls = [call for call in tried if call[2] != "failed"]
    rate, latency = _number(_RATE, done.stdout), _number(_LATENCY, done.stdout)
    count = int(_number(re.compile(r"actually processed: (\d+)"), done.stdout))
    transfers = count * scripts[0].transfers
    if logged:
        transfers = sum(scripts[int(call[3])].transfers for call in calls)
    most = max(transfers, 1)
    return Run(
        rate=rate * transfers / max(count, 1),
        latency_ms=latency,
        transfers=transfers,
        wal_bytes=wal / most,
        cpu_us=cpu * 1e6 / most,
        latencies=[int(call[2]) / 1000 for call in calls],
        failed=len(tried) - len(calls),
    )


def position(connection: psycopg.Connection[Any]) -> int:
    """Return how many bytes of write-ahead log there have been."""
    row = connection.execute(
        "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"
    ).fetchone()
    assert row is not None
    return int(row[0])


def _number(pattern: re.Pattern[str], text: str) -> float:
    found = pattern.search(text)
    return float(found.group(1)) if found else 0.0
