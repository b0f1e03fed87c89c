"""One transfer per call, over all accounts evenly and with a few much busier than others."""

from tests.benchmarks.case import Case
from tests.benchmarks.contenders import BARE, TEXTBOOK, TPCB, UNIFORM, ZEROSUM, ZIPF

CASES = [
    Case(
        name=f"one per call, {spread}, {clients} clients",
        clients=clients,
        scripts={
            "zerosum": choice + ZEROSUM,
            "bare rows": choice + BARE,
            "textbook": choice + TEXTBOOK,
            "TPC-B": TPCB,
        },
        aims={"bare rows": 0.8, "textbook": 2.0} if clients > 1 else {},
    )
    for spread, choice in (("uniform", UNIFORM), ("Zipf", ZIPF))
    for clients in (1, 8, 32)
]
