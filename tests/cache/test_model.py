"""No interleaving of the cache's steps shows a balance too old; without any one rule some does."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from tests.cache.model import RULES, explore
from tests.cache.parts import World

pytestmark = pytest.mark.long

_TWO = World(writers=("posting", "posting"), ticks=1, is_monotonic=True)
_ENDS = World(readers=3, ticks=1, is_monotonic=True, crashes=True, rollbacks=True)
_MIXED = World(
    writers=("posting", "hold"), ticks=1, is_monotonic=True, crashes=True, rollbacks=True
)
_PSQL = World(outsiders=("hold",), losses=1, crashes=True)
_FAULTS = World(failures=2, losses=1, crashes=True, rollbacks=True)
_WORLDS = {
    "two postings": replace(_TWO, crashes=True, rollbacks=True),
    "unknown ends": _ENDS,
    "a hold": _MIXED,
    "psql": _PSQL,
    "faults": _FAULTS,
}
if os.environ.get("ZEROSUM_MODEL") == "deep":  # minutes, and millions of states
    _WORLDS |= {
        "two postings, three readers": replace(_TWO, readers=3, crashes=True, rollbacks=True),
        "two writers and faults": replace(_MIXED, is_monotonic=False, failures=1, losses=1),
        "psql posts": replace(_PSQL, outsiders=("posting",), failures=1),
        "psql and faults": replace(_PSQL, outsiders=("posting", "hold"), failures=1),
        "many faults": replace(_FAULTS, failures=3, losses=2, ticks=3),
    }
# Where the want of a rule shows soonest.
_MISSED = {
    "fence": _ENDS,
    "serve": _ENDS,
    "drop": _MIXED,
    "wait": _FAULTS,
    "token": _MIXED,
    "lease": _PSQL,
    "cas": _TWO,
    "base": _MIXED,
    "extend": _PSQL,
    "early": _MIXED,
    "blind": _MIXED,
    "end": _ENDS,
}


@pytest.mark.parametrize("world", _WORLDS.values(), ids=_WORLDS.keys())
def test_no_read_is_too_old(world: World) -> None:
    """After an acknowledged API write none lacks it, after one in psql only for a lease."""
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
