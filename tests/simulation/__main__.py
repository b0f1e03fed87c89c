"""The plan at scale and the simulation behind it: ``python -m tests.simulation``.

Prints the tables of docs/explanation/scale.md; prices of your own by options.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial

from tests.simulation import tables
from tests.simulation.plan import Prices


def main() -> int:
    """Print them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--processor", type=float, default=25.0, help="dollars a month")
    parser.add_argument("--terabyte", type=float, default=80.0, help="dollars a month")
    asked = parser.parse_args()
    prices = Prices(processor=asked.processor, terabyte=asked.terabyte)
    for title, make in (
        ("What each rate takes", partial(tables.plans, prices)),
        ("Work of several cells, in that of one", tables.gains),
        ("Popular payees", tables.popular),
        ("Where it breaks", tables.breaks),
    ):
        sys.stdout.write(f"{title}\n\n{make()}\n\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
