"""What a router of cells costs: ``python -m tests.benchmarks.router``.

Two cells and their router in three databases of one server, one client. The same call is made on
the cell itself, at the router for two accounts of one cell, and at the router from one cell to the
other: each a prepared statement with a key, in turn. What is compared is the processor time of all
processes of the server, and how long the client waits.
"""

from __future__ import annotations

import random
import statistics
import time
from typing import TYPE_CHECKING, Any

import psutil
import psycopg

from migrations.engine import deploy
from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table
from tests.router.cells import Place, introduce, route
from tests.support.databases import create_database

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from tests.support.databases import Database

_ACCOUNTS = 200
_CALL = "SELECT t.status FROM ledger.post_transfer(%s, %s, %s, p_idempotency_key => %s) AS t"
_OPEN = """
    SELECT u.user_id, (
        SELECT o.account_id
        FROM ledger.open_account('USD', u.user_id, p_min_balance => '-Infinity') AS o
    )
    FROM ledger.create_user('user' || %s) AS u
"""


def main() -> int:
    """Send on the cell, through the router, and from cell to cell, in turn."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--transfers", type=int, default=500, help="a round")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Measure on prepared ground."""
    ran = begin(database, asked)
    cluster = database.cluster
    names = "benchmark_other_cell", "benchmark_router"
    for name in names:
        create_database(cluster, name)
    deploy(cluster.url(names[0]))
    places = [Place(database.url), Place(cluster.url(names[0]))]
    router = Place(cluster.url(names[1]))
    introduce(places)
    route(router, places)
    with (
        psycopg.connect(places[0].as_login("ledger_dba"), autocommit=True) as cell,
        psycopg.connect(router.as_login("ledger_dba"), autocommit=True) as routed,
    ):
        mine, theirs = _accounts(routed)
        server = psutil.Process(cell.info.backend_pid).parent()
        assert server is not None
        number = iter(range(1_000_000_000))

        def transfer(on: psycopg.Connection[Any], payer: Any, payee: Any) -> None:  # noqa: ANN401
            values = (payer, payee, 1, f"k{next(number)}")
            (status,) = on.execute(_CALL, values, prepare=True).fetchall()
            assert status == ("COMPLETED",)

        def refusal() -> None:
            payer, payee = random.sample(mine, 2)
            try:
                routed.execute(_CALL, (payer, payee, 0, None), prepare=True)
            except psycopg.DatabaseError as error:
                assert error.sqlstate == "LG104"  # noqa: PT017 - the point is its cost

        ways: dict[str, Callable[[], None]] = {
            "on the cell": lambda: transfer(cell, *random.sample(mine, 2)),
            "within a cell": lambda: transfer(routed, *random.sample(mine, 2)),
            "across cells": lambda: transfer(routed, random.choice(mine), random.choice(theirs)),
            "refused": refusal,
        }
        spent: dict[str, list[float]] = {name: [] for name in ways}
        waited: dict[str, list[float]] = {name: [] for name in ways}
        for number_of_round in range(asked.rounds):
            for name, send in ways.items():
                send()  # plans and connections
                before, began = _seconds(server), time.perf_counter()
                for _ in range(asked.transfers):
                    send()
                waited[name].append((time.perf_counter() - began) / asked.transfers * 1e6)
                spent[name].append((_seconds(server) - before) / asked.transfers * 1e6)
            say(f"round {number_of_round + 1} of {asked.rounds}")
    _tell(spent, waited)
    keep(asked, "router.json", {"ran": ran, "spent_us": spent, "waited_us": waited})
    return 0


def _tell(spent: dict[str, list[float]], waited: dict[str, list[float]]) -> None:
    rows = []
    for name in spent:
        ratios = [
            statistics.median(a / b for a, b in zip(of[name], of["on the cell"], strict=True))
            for of in (spent, waited)
        ]
        times = [f"{statistics.median(of[name]):.0f}" for of in (spent, waited)]
        rows.append([name, *times, *(f"{ratio:.2f}" for ratio in ratios)])
    table(["us, medians", "processor", "client waits", "times", "times"], rows)


def _accounts(routed: psycopg.Connection[Any]) -> tuple[list[Any], list[Any]]:
    found: tuple[list[Any], list[Any]] = ([], [])
    for n in range(2 * _ACCOUNTS):
        ((user_id, account_id),) = routed.execute(_OPEN, (n,)).fetchall()
        found[(user_id & 4095) // 2048].append(account_id)
    return found


def _seconds(server: psutil.Process) -> float:
    total = 0.0
    for process in (server, *server.children()):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


if __name__ == "__main__":
    raise SystemExit(main())
