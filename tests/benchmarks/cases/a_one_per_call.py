"""One transfer per call, over all accounts evenly and with a few much busier than others."""

from tests.benchmarks.case import Case
from tests.benchmarks.contenders import BARE, PEER, TEXTBOOK, TPCB, UNIFORM, ZEROSUM, ZIPF

CASES = [
    Case(
        name=f"one per call, {spread}, {clients} clients",
        clients=clients,
        scripts={
            "zerosum": choice + ZEROSUM,
            "bare rows": choice + BARE,
            "textbook": choice + TEXTBOOK,
            "pgledger": choice + PEER,
            "TPC-B": TPCB,
        },
        aims={"bare rows": 0.7, "pgledger": 1.5} if clients > 1 else {"pgledger": 1.1},
    )
    for spread, choice in (("uniform", UNIFORM), ("Zipf", ZIPF))
    for clients in (1, 8, 32)
]
