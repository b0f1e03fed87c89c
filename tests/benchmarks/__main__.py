"""Measure the ledger against its yardsticks: ``python -m tests.benchmarks --help``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.case import all_cases
from tests.benchmarks.command import arguments, begin, keep, say
from tests.benchmarks.disk import sizes
from tests.benchmarks.ground import books_are_right, ground
from tests.benchmarks.measure import measure
from tests.benchmarks.report import figures_of, lines_of, write_chart

if TYPE_CHECKING:
    import argparse

    from tests.support.databases import Database


def main() -> int:
    """Run the chosen cases and print them as they are done; fail if the books are not right."""
    asked = options().parse_args()
    if asked.list:
        say(*(c.name for c in all_cases()))
        return 0
    settings = dict(pair.split("=", 1) for pair in asked.set)
    with ground(settings, asked.history, peer=asked.peer) as database:
        return run(database, asked)


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="words that a case's name holds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="for each contender in each round")
    parser.add_argument("--history", type=int, default=1_000_000, help="transfers in the past")
    parser.add_argument(
        "--peer", nargs="*", type=Path, default=[], help="files that make pgledger, in order"
    )
    parser.add_argument("--list", action="store_true", help="name the cases and stop")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Run the chosen cases on prepared ground."""
    results = []
    ran = begin(database, asked)
    for found in all_cases():
        if not all(word in found.name for word in asked.only):
            continue
        there = {n: s for n, s in found.scripts.items() if n != "pgledger" or asked.peer}
        case = replace(found, scripts=there)
        results.append(measure(database, case, rounds=asked.rounds, seconds=asked.seconds))
        say(*lines_of(results[-1]))
    on_disk = sizes(database)
    right = books_are_right(database)
    say(f"bytes on disk: {on_disk}")
    say(f"ledger.verify(): {'every promise holds' if right else 'BROKEN'}")
    figures = {"ran": ran, "bytes_on_disk": on_disk, "cases": figures_of(results)}
    keep(asked, "benchmarks.json", figures)
    write_chart(asked.to / "benchmarks.svg", results)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
