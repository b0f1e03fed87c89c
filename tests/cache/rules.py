"""The rules of the model (tests.cache.model) that stand in a script: how each is left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.cache import scripts

if TYPE_CHECKING:
    import pytest

# rule -> (script, what it says, what is there without the rule)
RULES = {
    "fence": ("FENCE", "\nlocal limit", "\ndo return 1 end\nlocal limit"),
    "serve": ("READ", "if fenced(all) or fenced(hash) or now", "if now"),
    "drop": ("DONE", "'val', 'until', 'token', own", "own"),
    "cas": ("DONE", "kept[2] == ARGV[at] and kept[3] == ARGV[at + 1]", "ARGV[at] ~= ''"),
    "token": (
        "FILL",
        "if hash.token ~= ARGV[2] or hash.tgen ~= all.gen or now >= hash.since + lease then",
        "if hash.tgen ~= all.gen or now >= hash.since + lease then",
    ),
}


def leave_out(rule: str, patch: pytest.MonkeyPatch) -> None:
    """Take a rule out of its script, for each cache that is made from now on."""
    name, old, new = RULES[rule]
    text = getattr(scripts, name)
    assert text.count(old) == 1
    patch.setattr(scripts, name, text.replace(old, new))
