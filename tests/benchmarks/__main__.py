"""Measure the ledger against its yardsticks: ``python -m tests.benchmarks --help``."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.case import all_cases
from tests.benchmarks.ground import books_are_right, bytes_on_disk, described, ground
from tests.benchmarks.measure import measure
from tests.benchmarks.report import lines_of, write_chart, write_json


def main() -> int:
    """Run the chosen cases and print them as they are done; fail if the books are not right."""
    asked = _arguments()
    cases = [c for c in all_cases() if all(word in c.name for word in asked.only)]
    if asked.list:
        _say(*(c.name for c in cases))
        return 0
    results = []
    settings = dict(pair.split("=", 1) for pair in asked.set)
    with ground(settings, asked.history) as database:
        ran = {
            "command": " ".join(["python -m tests.benchmarks", *sys.argv[1:]]),
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
            "transfers before": asked.history,
            "rounds": asked.rounds,
            "seconds": asked.seconds,
            "settings": described(database),
        }
        _say(*(f"{name}: {value}" for name, value in ran.items()))
        for case in cases:
            results.append(measure(database, case, rounds=asked.rounds, seconds=asked.seconds))
            _say(*lines_of(results[-1]))
        sizes = bytes_on_disk(database)
        right = books_are_right(database)
    _say("bytes on disk, indexes included: " + str(sizes))
    _say(f"ledger.verify(): {'every promise holds' if right else 'BROKEN'}")
    asked.to.mkdir(parents=True, exist_ok=True)
    write_json(asked.to / "benchmarks.json", ran | {"bytes_on_disk": sizes}, results)
    write_chart(asked.to / "benchmarks.svg", results)
    _say(f"wrote {asked.to}/benchmarks.json and .svg")
    return 0 if right else 1


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="words that a case's name holds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="for each contender in each round")
    parser.add_argument("--history", type=int, default=0, help="transfers in the ledger's past")
    parser.add_argument("--set", nargs="*", default=[], help="server settings: commit_delay=100")
    parser.add_argument("--list", action="store_true", help="name the cases and stop")
    parser.add_argument("--to", type=Path, default=Path("build/benchmarks"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
