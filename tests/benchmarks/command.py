"""What the commands have in common: what they say first, and where their figures go."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.ground import described, ground

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.support.databases import Database


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """Return a parser with the arguments that every command knows."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--set", nargs="*", default=[], help="server settings: commit_delay=100")
    parser.add_argument("--to", type=Path, default=Path("build/benchmarks"), help="a folder")
    return parser


def on_new_ground(
    run: Callable[[Database, argparse.Namespace], int], options: argparse.ArgumentParser
) -> int:
    """Run a command on a server of its own, with 10,000 funded accounts."""
    asked = options.parse_args()
    with ground(dict(pair.split("=", 1) for pair in asked.set)) as database:
        return run(database, asked)


def say(*lines: str) -> None:
    """Print at once: a benchmark takes its time."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def begin(database: Database, asked: argparse.Namespace) -> dict[str, Any]:
    """Say, and return, what is run, on what, with which settings."""
    ran: dict[str, Any] = {
        "command": " ".join(["python", *sys.orig_argv[1:]]),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
        "load before": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "asked": {name: str(value) for name, value in vars(asked).items()},
        "settings": described(database),
    }
    say(*(f"{name}: {value}" for name, value in ran.items()))
    return ran


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: the first column to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    for row in cells:
        first, *others = (
            cell.ljust(w) if not n else cell.rjust(w)
            for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        say("  ".join([first, *others]).rstrip())


def keep(asked: argparse.Namespace, name: str, figures: dict[str, Any]) -> None:
    """Write the figures as JSON into the folder that was asked for."""
    asked.to.mkdir(parents=True, exist_ok=True)
    path = asked.to / name
    path.write_text(json.dumps(figures, indent=2, default=str) + "\n", encoding="utf-8")
    say(f"wrote {path}")
