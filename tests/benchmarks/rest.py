"""Measure the ledger over HTTP: ``python -m tests.benchmarks.rest --help``.

Server, database and load share the machine. Contenders take turns, round by round. Beside each
rate stands what a request costs in processor time, which a busy machine disturbs less.
"""

from __future__ import annotations

import statistics
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from tests.benchmarks.asking import (
    ask_balance,
    ask_batch,
    ask_fresh,
    ask_known,
    ask_known_or_hot,
    ask_transfer,
)
from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say
from tests.benchmarks.ground import books_are_right
from tests.benchmarks.http_load import Load, load
from tests.benchmarks.town import Server, Town, aged_redis, seconds_of, serve, settle

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from tests.support.databases import Database

_BATCH = 100
_GATHERED: dict[str, str] = {}
_SINGLE = {"ZEROSUM_GATHER_CALLS": "0"}
_LIMITED = {"ZEROSUM_RATE_LIMITS": "on", "ZEROSUM_RATE_MONEY": "1000000/1", "ZEROSUM_WORKERS": "2"}
_OTHER = "other tree"
_CALLS = {
    _OTHER: _LIMITED,
    "2 workers, 2 calls": {**_LIMITED, "ZEROSUM_GATHER_CALLS": "2"},
    "2 workers, 1 call": {**_LIMITED, "ZEROSUM_GATHER_CALLS": "1"},
    "1 worker, 1 call": {**_LIMITED, "ZEROSUM_WORKERS": "1", "ZEROSUM_GATHER_CALLS": "1"},
}
_KNOWN = 100  # customers whose tokens all workers know before it is measured


def main() -> int:
    """Run the cases and print them as they are done; fail if the books are not right."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="words that a case's name holds")
    parser.add_argument("--clients", nargs="*", type=int, default=[1, 4, 16, 32, 64])
    parser.add_argument("--beside", type=Path, help="another tree, which serves as a contender too")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="for each contender in each round")
    parser.add_argument("--accounts", type=int, default=10_000, help="of the customers of HTTP")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Run the cases on prepared ground."""
    ran = begin(database, asked)
    with ExitStack() as stack:
        redis = stack.enter_context(aged_redis())
        town = settle(database, asked.accounts)
        cached = {
            "ZEROSUM_REDIS_URL": redis.connection_url,
            "ZEROSUM_CACHE_SECONDS": "1",
            "ZEROSUM_KEEP_ANSWERS": "off",
        }
        cases = [
            case
            for case in _cases(town, with_other=asked.beside is not None)
            if all(word in case[0] for word in asked.only)
        ]
        settings = {"gathered": _GATHERED, "single": _SINGLE, "cached": cached} | _CALLS
        servers = {
            name: stack.enter_context(
                serve(database, settings[name], asked.beside if name == _OTHER else None)
            )
            for name in {name: None for _, _, names, _ in cases for name in names}
        }
        pid = database.cluster.pid
        assert pid is not None
        measured = []
        for case, make, names, per_request in cases:
            for clients in asked.clients:
                measured += _measure(
                    case, make, {name: servers[name] for name in names}, psutil.Process(pid),
                    clients=clients, per_request=per_request, asked=asked,
                )  # fmt: skip
    right = books_are_right(database)
    say(f"ledger.verify(): {'every promise holds' if right else 'BROKEN'}")
    keep(asked, "rest.json", {"ran": ran, "cases": measured})
    return 0 if right else 1


def _cases(
    town: Town, *, with_other: bool
) -> list[tuple[str, Callable[[], bytes], tuple[str, ...], int]]:
    everybody = len(town.accounts)
    posting, reading = ("gathered", "single", "cached"), ("gathered", "cached")
    calls = tuple(name for name in _CALLS if with_other or name != _OTHER)
    return [
        ("posting, known tokens", lambda: ask_known(town, _KNOWN), calls, 1),
        ("posting, fresh tokens", lambda: ask_fresh(town), calls, 1),
        ("posting, one of five to a hot account", lambda: ask_known_or_hot(town, _KNOWN), calls, 1),
        ("one transfer, uniform", lambda: ask_transfer(town), posting, 1),
        ("one transfer, one hot account", lambda: ask_transfer(town, town.hot), posting, 1),
        (f"batch of {_BATCH}", lambda: ask_batch(town, _BATCH), ("gathered",), _BATCH),
        ("balance, 10 accounts", lambda: ask_balance(town, 10), reading, 1),
        (f"balance, {everybody:,} accounts", lambda: ask_balance(town, everybody), reading, 1),
    ]


def _measure(
    case: str,
    make: Callable[[], bytes],
    servers: dict[str, Server],
    postgres: psutil.Process,
    *,
    clients: int,
    per_request: int,
    asked: argparse.Namespace,
) -> list[dict[str, Any]]:
    rounds: dict[str, list[tuple[Load, float, float]]] = {name: [] for name in servers}
    for server in servers.values():  # all workers come to know the tokens that are used again
        load(server.port, make, clients=16, seconds=1)
    for _ in range(asked.rounds):
        for name, server in servers.items():
            web, sql = server.seconds(), seconds_of(postgres)
            done = load(server.port, make, clients=clients, seconds=asked.seconds)
            count = len(done.latencies) * per_request / 1e6
            rounds[name].append(
                (done, (server.seconds() - web) / count, (seconds_of(postgres) - sql) / count)
            )
    told = []
    for name, of_name in rounds.items():
        loads = [done for done, _, _ in of_name]
        row: dict[str, Any] = {
            "case": case,
            "contender": name,
            "clients": clients,
            "rate": statistics.median(done.rate for done in loads) * per_request,
            "p50_ms": statistics.median(done.quantile(0.5) for done in loads),
            "p99_ms": statistics.median(done.quantile(0.99) for done in loads),
            "python_us": statistics.median(web for _, web, _ in of_name),
            "postgresql_us": statistics.median(sql for _, _, sql in of_name),
            "failed": sum(done.failed for done in loads),
            "largest_worker_mb": servers[name].largest(),
        }
        told.append(row)
        say(
            "{case}, {clients} clients, {contender}: {rate:.0f}/s, p50 {p50_ms:.1f} ms, "
            "p99 {p99_ms:.1f} ms; processor {python_us:.0f} us in Python, {postgresql_us:.0f} us "
            "in PostgreSQL; {failed} failed; {largest_worker_mb:.0f} MB".format(**row)
        )
    return told


if __name__ == "__main__":
    sys.exit(main())
