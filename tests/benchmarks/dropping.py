"""zerosum serve whose cache of balances drops after a write what it could store."""

from __future__ import annotations

import sys

from webapp.cli import main
from webapp.transfers import moves

if __name__ == "__main__":
    vars(moves).update(moves_of=lambda _results: {})
    sys.argv = ["zerosum", "serve"]
    main()
