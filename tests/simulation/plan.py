"""How many machines a rate takes, and what they cost: arithmetic on measured figures."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tests.simulation.payments import Costs

_COSTS = Costs()
_ACROSS = (_COSTS.pay_out + _COSTS.pay_in + _COSTS.settle) / _COSTS.within
_PYTHON = 420e-6  # seconds of a processor for a request: performance.md
_ROUTED = 0.31 * _COSTS.within  # a router's part, of the trial with PL/Proxy
_LOG_BYTES = 2_100  # tests.benchmarks.costs, over HTTP
_ROW_BYTES = 1_010
_ACCOUNT_BYTES = 700  # a row with its indexes, some metadata included
_REQUEST_BYTES = 2_500  # request and answer with their headers
_USE = 0.5  # of the processors, so that a failed neighbour's load fits
_PROCESSORS = 16  # of a cell, which has two standbys like itself
_MEAN = 1 / 3  # of the rate, over a year
_YEAR = 365 * 86_400
_COPIES = 3


@dataclass(frozen=True, kw_only=True)
class Prices:
    """Dollars a month: assumptions, to be replaced by one's own."""

    processor: float = 25.0
    terabyte: float = 80.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a rate takes."""

    rate: int
    local: float
    cells: int
    across: float  # share of transfers
    database_processors: int  # standbys included
    router_processors: int
    web_processors: int
    log_megabytes: float  # a second, from each cell's primary to one standby
    request_megabytes: float  # a second, in all
    terabytes_first_year: float  # of one copy
    dollars: float  # a month at the end of the first year


def plan(rate: int, local: float, accounts: int, prices: Prices) -> Plan:
    """Return the smallest plan with a power of two of cells, as growth by halves makes them."""
    cells = 1
    while _needed(rate, local, cells) > cells * _PROCESSORS:
        cells *= 2
    across = (1 - local) * (1 - 1 / cells)
    of_cell = max(4, math.ceil(_needed(rate, local, cells) / cells))
    database = cells * of_cell * _COPIES
    router = 0 if cells == 1 else max(4, math.ceil(rate * (1 + across) * _ROUTED / _USE))
    web = max(4, math.ceil(rate * _PYTHON / _USE))
    postings = rate * (1 + across)
    terabytes = (postings * _MEAN * _YEAR * _ROW_BYTES + accounts * _ACCOUNT_BYTES) / 1e12
    return Plan(
        rate=rate,
        local=local,
        cells=cells,
        across=across,
        database_processors=database,
        router_processors=router,
        web_processors=web,
        log_megabytes=postings / cells * _LOG_BYTES / 1e6,
        request_megabytes=rate * _REQUEST_BYTES / 1e6,
        terabytes_first_year=terabytes,
        dollars=(database + router + web) * prices.processor
        + terabytes * _COPIES * prices.terabyte,
    )


def _needed(rate: int, local: float, cells: int) -> float:
    """Return how many processors all primaries need."""
    across = (1 - local) * (1 - 1 / cells)
    return rate * _COSTS.within * (1 + (_ACROSS - 1) * across) / _USE
