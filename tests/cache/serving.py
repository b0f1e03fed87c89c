"""zerosum serve with slow spots where races are, and perhaps without a rule of the balance cache.

python -m tests.cache.serving RULE
"""

from __future__ import annotations

import functools
import random
import sys
import time

from webapp.accounts import calls as accounts
from webapp.cache import balances, scripts
from webapp.cli import main
from webapp.transfers import calls as transfers

_DROPS = "'val', 'until', 'token'"
_MATCHES = "hash.token ~= ARGV[2] or hash.tgen ~= all.gen or now >= hash.since + lease"


def slow(module: object, name: str, longest: float) -> None:
    """Let a function linger before it returns."""
    ask = getattr(module, name)

    @functools.wraps(ask)
    def linger(*arguments: object, **named: object) -> object:
        answer = ask(*arguments, **named)
        time.sleep(random.uniform(0, longest))
        return answer

    setattr(module, name, linger)


def replace(name: str, old: str, new: str) -> None:
    """Change a script."""
    text = getattr(scripts, name)
    assert old in text
    setattr(scripts, name, text.replace(old, new))


def leave_out(rule: str) -> None:
    """Break the cache."""
    if rule == "fence":
        replace("FENCE", "\nlocal limit", "\ndo return 1 end\nlocal limit")
    elif rule == "drop":
        for name in ("FENCE", "DONE"):
            replace(name, _DROPS, "'none'")
    elif rule == "token":
        replace("FILL", _MATCHES, "false")
        replace("FILL", "hash.since + lease", "now + lease")
    else:
        assert rule == "none", rule


if __name__ == "__main__":
    leave_out(sys.argv[1])
    # Redis is taken to have been there for long.
    defaults = balances.BalanceCache.__init__.__kwdefaults__
    assert defaults is not None
    defaults["quarantine_seconds"] = 0.0
    slow(accounts, "get_balance", 0.03)
    slow(transfers, "post_gathered", 0.02)
    sys.argv = ["zerosum", "serve"]
    main()
