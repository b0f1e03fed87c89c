"""Everybody pays one account: how long its lock is held decides, unless it need not be taken."""

from tests.benchmarks.case import Case
from tests.benchmarks.contenders import (
    ACCUMULATING,
    BARE,
    COLLECTS,
    GATHERED,
    HOT,
    PEER,
    TEXTBOOK,
    ZEROSUM,
)

_YARDSTICKS = {
    "zerosum": HOT + ZEROSUM,
    "bare rows": HOT + BARE,
    "textbook": HOT + TEXTBOOK,
    "pgledger": HOT + PEER,
}

CASES = [
    *(
        Case(
            name=f"one hot account, {clients} clients",
            clients=clients,
            scripts={"gathered": HOT + GATHERED, **_YARDSTICKS},
            aims={"textbook": 3.0} if clients == 32 else {},
        )
        for clients in (1, 2, 4, 8, 16, 32, 64)
    ),
    *(
        Case(
            name=f"one account that accumulates, {clients} clients",
            clients=clients,
            scripts={"accumulating": COLLECTS + ACCUMULATING, **_YARDSTICKS},
            aims={"zerosum": 6.0},
        )
        for clients in (8, 32)
    ),
]
