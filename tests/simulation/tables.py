"""The tables of docs/explanation/scale.md."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.simulation.payments import Outcome, Simulation, Town
from tests.simulation.plan import Prices, plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RATES = (1_000, 10_000, 100_000)
_ACCOUNTS = 10**9
_IN_TIME = 0.05  # seconds
_SLOWEST, _FASTEST, _STEP = 5_000.0, 200_000.0, 1.5
_CELLS = (1, 2, 4, 8, 16, 32)
_LOCAL = (0.0, 0.5, 0.8, 0.95)


def plans(prices: Prices) -> str:
    """Return what each rate takes, when payees are anybody and when most are neighbours."""
    rows = []
    for rate in _RATES:
        for local in (0.0, 0.8):
            p = plan(rate, local, _ACCOUNTS, prices)
            rows.append(
                [
                    f"{rate:,}",
                    f"{local:.0%}",
                    p.cells,
                    f"{p.across:.0%}",
                    p.database_processors,
                    p.router_processors,
                    p.web_processors,
                    f"{p.log_megabytes:,.0f} MB/s",
                    f"{p.request_megabytes:,.1f} MB/s",
                    f"{p.terabytes_first_year:,.0f} TB",
                    f"{p.dollars:,.0f}",
                ]
            )
    return _table(
        ["transfers/s", "kept together", "cells", "across", "processors of cells", "of routers",
         "of web", "log of a cell", "requests", "first year, one copy", "dollars a month"],
        rows,
    )  # fmt: skip


def gains(seconds: float = 1.0) -> str:
    """Return how many times the work of one cell several do, by what is kept together."""
    alone = Simulation(Town(rate=4000.0)).run(seconds).mean_busy
    rows = []
    for local in _LOCAL:
        busy = [
            Simulation(Town(rate=4000.0, cells=cells, local=local)).run(seconds).mean_busy
            for cells in _CELLS
        ]
        rows.append([f"{local:.0%}", *(f"{alone / one:.1f}" for one in busy)])
    return _table(["kept together", *(f"{n} cells" for n in _CELLS)], rows)


def popular(seconds: float = 1.0) -> str:
    """Return what happens when some payees are paid far more often than others."""
    rows = []
    for rate, cells in ((10_000, 1), (100_000, 16)):
        for popularity in (0.0, 0.8, 1.0, 1.1):
            for accumulates in (False, True) if popularity else (False,):
                town = Town(
                    rate=float(rate),
                    cells=cells,
                    local=0.5,
                    popularity=popularity,
                    accumulates=accumulates,
                )
                seen = Simulation(town).run(seconds)
                rows.append([f"{rate:,}", cells, popularity, *_told(seen, accumulates=accumulates)])
    return _table(
        ["transfers/s", "cells", "popularity", "payees accumulate", "done : asked", "p50", "p99",
         "busiest cell", "mean cell", "what is waited for most"],
        rows,
    )  # fmt: skip


def breaks(seconds: float = 0.6) -> str:
    """Return up to which rate 99 of 100 transfers end in time, and what ends that."""
    rows = []
    for cells, local in ((1, 0.0), (8, 0.8), (16, 0.0)):
        for popularity, accumulates in ((0.0, False), (1.0, False), (1.0, True)):
            town = Town(
                rate=_SLOWEST,
                cells=cells,
                local=local,
                popularity=popularity,
                accumulates=accumulates,
            )
            held, seen = 0.0, Simulation(town).run(seconds)
            while seen.p99 < _IN_TIME and town.rate < _FASTEST:
                held = town.rate
                town = replace(town, rate=town.rate * _STEP)
                seen = Simulation(town).run(seconds)
            holds = f"{held:,.0f}" if seen.p99 >= _IN_TIME else f"over {held:,.0f}"
            rows.append(
                [cells, f"{local:.0%}", popularity, "yes" if accumulates else "no", holds,
                 seen.breaks if seen.p99 >= _IN_TIME else "nothing yet"]
            )  # fmt: skip
    return _table(
        ["cells", "kept together", "popularity", "payees accumulate", "holds transfers/s",
         "then waits for"],
        rows,
    )  # fmt: skip


def _told(seen: Outcome, *, accumulates: bool) -> list[object]:
    return [
        "yes" if accumulates else "no",
        f"{seen.done / seen.asked:.2f}",
        f"{seen.p50 * 1000:.1f} ms",
        f"{seen.p99 * 1000:.1f} ms",
        f"{seen.busy:.0%}",
        f"{seen.mean_busy:.0%}",
        seen.breaks or "nothing",
    ]


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)
