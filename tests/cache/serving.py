"""zerosum serve with slow spots where races of the balance cache are."""

from __future__ import annotations

import functools
import random
import sys
import time

from webapp.accounts import calls as accounts
from webapp.cache import balances
from webapp.cli import main
from webapp.transfers import calls as transfers


def slow(module: object, name: str, longest: float) -> None:
    """Let a function linger before it returns."""
    ask = getattr(module, name)

    @functools.wraps(ask)
    def linger(*arguments: object, **named: object) -> object:
        answer = ask(*arguments, **named)
        time.sleep(random.uniform(0, longest))
        return answer

    setattr(module, name, linger)


if __name__ == "__main__":
    # Redis is taken to have been there for long.
    defaults = balances.BalanceCache.__init__.__kwdefaults__
    assert defaults is not None
    defaults["quarantine_seconds"] = 0.0
    slow(accounts, "get_balance", 0.03)
    slow(transfers, "post_gathered", 0.02)  # overtaken by another process, after the commit
    sys.argv = ["zerosum", "serve"]
    main()
