"""Everybody pays one account: how long its lock is held decides, unless calls are gathered."""

from tests.benchmarks.case import Case
from tests.benchmarks.contenders import BARE, GATHERED, HOT, PEER, TEXTBOOK, ZEROSUM

CASES = [
    Case(
        name=f"one hot account, {clients} clients",
        clients=clients,
        scripts={
            "gathered": HOT + GATHERED,
            "zerosum": HOT + ZEROSUM,
            "bare rows": HOT + BARE,
            "textbook": HOT + TEXTBOOK,
            "pgledger": HOT + PEER,
        },
        aims={"textbook": 3.0} if clients == 32 else {},
    )
    for clients in (1, 2, 4, 8, 16, 32, 64)
]
