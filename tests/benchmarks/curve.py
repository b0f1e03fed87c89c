"""Draw the rate from 1 to 64 clients: ``python -m tests.benchmarks.curve --to docs/explanation``.

One transfer per call, to all accounts evenly and to one hot account: in SQL by post_transfer and
by post_transfer_gathered, and over HTTP, where the web app gathers what comes in together. Server,
database and load share the machine.
"""

from __future__ import annotations

import statistics
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.benchmarks.asking import ask_transfer
from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table
from tests.benchmarks.contenders import GATHERED, HOT, UNIFORM, ZEROSUM
from tests.benchmarks.ground import books_are_right
from tests.benchmarks.http_load import load
from tests.benchmarks.lines import Line, write_lines
from tests.benchmarks.pgbench import Script, run_scripts
from tests.benchmarks.town import serve, settle

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from tests.support.databases import Database

    Post = Callable[[int, int], float]  # clients, seconds -> transfers a second

_SQL = {"SQL, one per call": ZEROSUM, "SQL, gathered": GATHERED}
_TITLES = {
    "uniform": ("speed-curve", "One transfer per call, 10,000 accounts"),
    "hot": ("speed-curve-hot", "One transfer per call, all to one account"),
}


def main() -> int:
    """Measure both curves and draw a chart of each."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--clients", nargs="*", type=int, default=[1, 2, 4, 8, 16, 32, 64])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="for each contender in each round")
    parser.add_argument("--accounts", type=int, default=10_000, help="of the customers of HTTP")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Measure on prepared ground."""
    ran = begin(database, asked)
    town = settle(database, asked.accounts)
    curves: dict[str, list[Line]] = {}
    with serve(database, {}) as server:
        for spread, choice, target in (("uniform", UNIFORM, None), ("hot", HOT, town.hot)):
            posts: dict[str, Post] = {
                name: partial(_in_sql, database, Script(choice + script))
                for name, script in _SQL.items()
            }
            posts["HTTP, gathered"] = partial(
                _over_http, server.port, partial(ask_transfer, town, target)
            )
            curves[spread] = _curve(posts, asked)
            say(_TITLES[spread][1])
            _tell(curves[spread])
    right = books_are_right(database)
    say(f"ledger.verify(): {'every promise holds' if right else 'BROKEN'}")
    figures: dict[str, Any] = {
        spread: {line.name: dict(line.points) for line in lines} for spread, lines in curves.items()
    }
    keep(asked, "speed-curve.json", {"ran": ran} | figures)
    for spread, lines in curves.items():
        name, title = _TITLES[spread]
        path = asked.to / f"{name}.svg"
        write_lines(path, title, "clients", "transfers a second", lines, doubling=True)
        say(f"wrote {path}")
    return 0 if right else 1


def _curve(posts: Mapping[str, Post], asked: argparse.Namespace) -> list[Line]:
    rates: dict[tuple[str, int], list[float]] = {}
    for clients in asked.clients:
        for _ in range(asked.rounds):
            for name, post in posts.items():
                rates.setdefault((name, clients), []).append(post(clients, asked.seconds))
    return [
        Line(name, [(n, round(statistics.median(rates[name, n]))) for n in asked.clients])
        for name in posts
    ]


def _in_sql(database: Database, script: Script, clients: int, seconds: int) -> float:
    return run_scripts(database, script, clients=clients, seconds=seconds).rate


def _over_http(port: int, make: Callable[[], bytes], clients: int, seconds: int) -> float:
    done = load(port, make, clients=clients, seconds=seconds)
    assert not done.failed, f"{done.failed} requests failed"
    return done.rate


def _tell(lines: list[Line]) -> None:
    table(
        ("clients", *(line.name for line in lines)),
        [
            (int(place[0]), *(f"{line.points[n][1]:,.0f}/s" for line in lines))
            for n, place in enumerate(lines[0].points)
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
