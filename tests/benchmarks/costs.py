"""What one transfer costs: ``python -m tests.benchmarks.costs``.

Bytes on disk per table and index, write-ahead log, and processor time in PostgreSQL and in
Python, for transfers one by one, in batches of 500, and over HTTP. One client each, and 16 over
HTTP; write-ahead log in the long run, so with few pages that are written whole.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import psutil

from tests.benchmarks.asking import ask_transfer
from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table
from tests.benchmarks.contenders import UNIFORM, ZEROSUM, batch_of_zerosum
from tests.benchmarks.disk import sizes
from tests.benchmarks.ground import books_are_right
from tests.benchmarks.http_load import load
from tests.benchmarks.pgbench import Script, position, run_scripts
from tests.benchmarks.town import seconds_of, serve, settle

if TYPE_CHECKING:
    import argparse

    from tests.support.databases import Database

_WAYS = {
    "one per call": Script(UNIFORM + ZEROSUM),
    "batches of 500": Script(batch_of_zerosum(500), transfers=500),
}


def main() -> int:
    """Measure each way for so long, after a turn that warms up."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--seconds", type=int, default=30, help="for each way")
    parser.add_argument("--clients", type=int, default=16, help="over HTTP")
    parser.add_argument("--accounts", type=int, default=10_000, help="of the customers of HTTP")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Measure on prepared ground."""
    ran = begin(database, asked)
    for script in _WAYS.values():
        run_scripts(database, script, clients=1, seconds=max(1, asked.seconds // 5))
    costs: dict[str, dict[str, float]] = {}
    disk: dict[str, dict[str, float]] = {}
    for name, script in _WAYS.items():
        before = sizes(database)
        done = run_scripts(database, script, clients=1, seconds=asked.seconds)
        disk[name] = _growth(before, sizes(database), done.transfers)
        costs[name] = {"PostgreSQL us": done.cpu_us, "Python us": 0, "WAL bytes": done.wal_bytes}
    costs["HTTP, gathered"], disk["HTTP, gathered"] = _over_http(database, asked)
    for name, parts in disk.items():
        costs[name]["bytes on disk"] = sum(parts.values())

    say("per transfer:")
    _tell(costs)
    say("bytes on disk per transfer:")
    _tell(disk)
    right = books_are_right(database)
    say(f"ledger.verify(): {'every promise holds' if right else 'BROKEN'}")
    keep(asked, "costs.json", {"ran": ran, "costs": costs, "bytes_on_disk": disk})
    return 0 if right else 1


def _over_http(
    database: Database, asked: argparse.Namespace
) -> tuple[dict[str, float], dict[str, float]]:
    town = settle(database, asked.accounts)
    pid = database.cluster.pid
    assert pid is not None
    postgres = psutil.Process(pid)
    with serve(database, {}) as server, database.connect() as connection:
        push = partial(load, server.port, partial(ask_transfer, town), clients=asked.clients)
        push(seconds=max(1, asked.seconds // 5))
        before = sizes(database)
        wal, sql, web = position(connection), seconds_of(postgres), server.seconds()
        count = len(push(seconds=asked.seconds).latencies)
        costs: dict[str, float] = {
            "PostgreSQL us": (seconds_of(postgres) - sql) * 1e6 / count,
            "Python us": (server.seconds() - web) * 1e6 / count,
            "WAL bytes": (position(connection) - wal) / count,
        }
        grown = _growth(before, sizes(database), count)
    return costs, grown


def _growth(before: dict[str, int], after: dict[str, int], transfers: int) -> dict[str, float]:
    grown = {name: (size - before[name]) / transfers for name, size in after.items()}
    return {name: size for name, size in grown.items() if size > 0}


def _tell(figures: dict[str, dict[str, Any]]) -> None:
    whats = list(dict.fromkeys(what for of_way in figures.values() for what in of_way))
    table(
        ("", *figures),
        [(what, *(f"{f.get(what, 0):,.0f}" for f in figures.values())) for what in whats],
    )


if __name__ == "__main__":
    sys.exit(main())
