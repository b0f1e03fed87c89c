"""Each benchmark runs, at a size that says nothing of speed, and the books are right after it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.ground import ground
from tests.support.databases import scratch_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.databases import Database

pytestmark = pytest.mark.long

_COMMANDS = {
    "scale": "--only batches --history 500 --players 20 --idle 20 --dated late --reads 2"
    " --rounds 1 --seconds 1",
    "__main__": "--only hold capture 1 --rounds 1 --seconds 1",
    "soak": "--minutes 1 --minute 1 --clients 2",
    "curve": "--clients 1 --rounds 1 --seconds 1 --accounts 20",
    "steps": "--calls 20 --accounts 20",
    "costs": "--seconds 1 --clients 2 --accounts 20",
    "lag": "--rate 50 --seconds 2 --sessions 2 --accounts 20",
    "journal": "--megabytes 0.02 --accounts 20",
    "journal --query": "--megabytes 0.02 --accounts 20 --query",
    "refusing": "--rounds 1 --transfers 20",
    "rollups": "",
    "cells": "--rounds 1 --transfers 20",
    "cache": "--clients 2 --rounds 1 --seconds 1 --accounts 20",
    "rest": "--only batch --clients 1 --rounds 1 --seconds 1 --accounts 20",
}


@pytest.fixture(scope="module")
def ground_of_all() -> Iterator[Database]:
    """Give the ground of all benchmarks, on a server that need not survive a power cut."""
    with ground({"fsync": "off"}, scale=1) as database:
        yield database


@pytest.fixture
def small_ground(ground_of_all: Database) -> Iterator[Database]:
    """Give a clone for one benchmark."""
    name = f"{ground_of_all.name}_clone"
    with scratch_database(ground_of_all.cluster, name, ground_of_all.name) as database:
        yield database


@pytest.mark.parametrize("command", _COMMANDS)
def test_it_runs_and_keeps_its_figures(
    command: str, small_ground: Database, tmp_path: Path
) -> None:
    """It says so itself if a promise of the ledger is broken."""
    module = importlib.import_module(f"tests.benchmarks.{command.split(maxsplit=1)[0]}")
    asked = module.options().parse_args([*_COMMANDS[command].split(), "--to", str(tmp_path)])

    assert module.run(small_ground, asked) == 0

    assert [path.suffix for path in tmp_path.iterdir()].count(".json") == 1
