"""No interleaving of the cache's steps shows a balance too old; without any one rule some does."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from tests.cache.model import RULES, World, explore

pytestmark = pytest.mark.long

_API = World(writers=2, readers=3, ticks=1, is_monotonic=True)
_PSQL = World(writers=1, readers=2, outsiders=1, ticks=2, losses=1, crashes=True)
_FAULTS = World(writers=1, readers=2, ticks=2, failures=2, losses=1, crashes=True)
_WORLDS = {"api": _API, "psql": _PSQL, "faults": _FAULTS}
if os.environ.get("ZEROSUM_MODEL") == "deep":  # minutes, and millions of states
    _WORLDS |= {
        "two writers and faults": World(writers=2, readers=2, ticks=2, failures=1, losses=1),
        "psql and faults": replace(_PSQL, ticks=3, failures=1),
        "many faults": replace(_FAULTS, failures=3, losses=2, ticks=3),
    }
# Where the want of a rule shows soonest.
_MISSED = {"fence": _API, "drop": _FAULTS, "wait": _FAULTS, "token": _API, "lease": _PSQL}


@pytest.mark.parametrize("world", _WORLDS.values(), ids=_WORLDS.keys())
def test_no_read_is_too_old(world: World) -> None:
    """After an acknowledged API write none is older, after one in psql only for a lease."""
    states, way = explore(world)
    assert way is None
    assert states > 10_000
    print(f"{states} states")  # noqa: T201 - shown by pytest -rP


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_needed(rule: str) -> None:
    """Without it there is a way to a read that breaks the promise."""
    _, way = explore(replace(_MISSED[rule], without=rule))
    assert way is not None
    print(" → ".join(way))  # noqa: T201 - shown by pytest -rP
