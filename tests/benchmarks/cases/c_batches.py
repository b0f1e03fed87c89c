"""Many transfers in one call, on one connection: so on one core."""

from tests.benchmarks.case import Case
from tests.benchmarks.contenders import batch_of_peer, batch_of_textbook, batch_of_zerosum

CASES = [
    Case(
        name=f"batches of {size:,}",
        per_call=size,
        scripts={
            "zerosum": batch_of_zerosum(size),
            "textbook": batch_of_textbook(size),
            "pgledger": batch_of_peer(size),
        },
        aims={"pgledger": 3.0} if size >= 500 else {},
    )
    for size in (10, 100, 500, 5000)
]
