"""The simulation keeps to what queueing theory says where that has an answer."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.simulation import tables
from tests.simulation.machine import Clock, Locks, Processors
from tests.simulation.payments import Costs, Simulation, Town
from tests.simulation.plan import Prices, plan

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "scale.md"
_FREE = Costs(commit=0.0, between=0.0)


def test_the_page_has_the_plan_that_is_computed() -> None:
    """`python -m tests.simulation` prints it."""
    assert tables.plans(Prices()) in _PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("cells", "local"), [(1, 0.0), (2, 0.0), (8, 0.5)])
def test_processors_are_as_busy_as_the_costs_say(cells: int, local: float) -> None:
    """By how many transfers there are, and how many of them go across."""
    costs = Costs()
    seen = Simulation(Town(rate=4000.0, cells=cells, local=local)).run(1.0)
    share = seen.across / seen.asked
    assert share == pytest.approx((1 - local) * (1 - 1 / cells), abs=0.05)
    dear = costs.pay_out + costs.pay_in + costs.settle
    each = costs.within * (1 - share) + dear * share
    assert seen.mean_busy == pytest.approx(4000 * each / 16 / cells, rel=0.08)
    assert seen.done == seen.asked


def test_a_lock_lets_one_after_the_other() -> None:
    """However many processors there are."""
    clock = Clock()
    locks = Locks(clock)
    ended: list[float] = []
    row = [("account", 1)]

    def end() -> None:
        ended.append(clock.now)
        locks.release(row)

    def hold() -> None:
        clock.after(1.0, end)

    for _ in range(3):
        locks.take(row, hold)
    clock.run(10.0)
    assert ended == [1.0, 2.0, 3.0]
    assert locks.waited["account"] == 3.0


def test_processors_take_turns() -> None:
    """Two do four pieces of work in twice the time of one."""
    clock = Clock()
    processors = Processors(clock, 2)
    ended: list[float] = []
    for _ in range(4):
        processors.work(1.0, lambda: ended.append(clock.now))
    clock.run(10.0)
    assert ended == [1.0, 1.0, 2.0, 2.0]
    assert processors.busy_seconds == 4.0
    assert processors.waited == 2.0


def test_one_row_holds_as_many_as_fit_one_after_the_other() -> None:
    """All pay one account: a statement and a commit each."""
    costs = Costs()
    most = 1 / (costs.within + costs.commit)
    slow, fast = (
        Simulation(Town(rate=most * load, accounts=10**9, popularity=40.0)).run(4.0)
        for load in (0.5, 1.5)
    )
    assert slow.p99 < 0.02
    assert fast.p99 > 0.5
    assert fast.breaks == "account"


def test_the_same_seed_tells_the_same() -> None:
    """So that the tables can be made again."""
    town = Town(rate=2000.0, cells=4, popularity=1.0)
    assert Simulation(town).run(0.5) == Simulation(town).run(0.5)
    assert Simulation(town, seed=2).run(0.5) != Simulation(town).run(0.5)


def test_popularity_is_that_of_zipf() -> None:
    """The first account has about 1 / ln(number) of all payments where the exponent is 1."""
    town = Town(accounts=10**6, popularity=1.0)
    simulation = Simulation(town)
    first = sum(simulation._rank() == 0 for _ in range(50_000)) / 50_000
    assert first == pytest.approx(math.log(2) / math.log(10**6), rel=0.05)


@pytest.mark.parametrize("rate", [1_000, 10_000, 100_000])
def test_a_plan_has_room_for_what_it_promises(rate: int) -> None:
    """Half of the processors of each cell's primary."""
    for local in (0.0, 0.8):
        made = plan(rate, local, 10**9, Prices())
        primary = made.database_processors // 3 // made.cells
        town = Town(rate=rate / 10, cells=made.cells, processors=max(1, primary), local=local)
        seen = Simulation(town).run(0.5)
        assert seen.mean_busy * 10 < 0.6
        assert made.dollars > plan(rate, local, 10**9, Prices(processor=1.0)).dollars
