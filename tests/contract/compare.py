"""What of a contract is broken, and what has grown: both are sets of lines.

A promise that is gone is a break: lines are written so that whatever hurts a client takes one
away. What is new is growth, but for what a caller of before would now have to give.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LEFT_OUT = "may be left out"
# What is asked of a caller: an argument, a parameter, a member of a request.
_ASKED = re.compile(
    r"(?P<what>(?P<owner>(function|request|route) [^:]+): "
    r"(argument|member|parameter)) ((\d+|last) is )?(?P<name>\S+)"
)


class Difference(NamedTuple):
    """What became of a contract."""

    broken: list[str]
    grown: list[str]


def compared(recorded: set[str], today: set[str]) -> Difference:
    """Compare what is recorded with what is."""
    known = {line.partition(":")[0] for line in recorded}
    broken = [f"no longer so: {line}" for line in sorted(recorded - today)]
    grown = sorted(today - recorded)
    for line in grown:
        asked = _ASKED.match(line)
        if asked and asked["owner"] in known and not _is_free(asked, recorded, today):
            broken.append(f"asked for and was not: {line}")
    return Difference(broken, grown)


def _is_free(asked: re.Match[str], recorded: set[str], today: set[str]) -> bool:
    """Say whether it may be left out, or was given before, in another place or of another type."""
    name = re.compile(rf"{re.escape(asked['what'])} ((\d+|last) is )?{re.escape(asked['name'])} ")
    is_left_out = f"{asked['what']} {asked['name']} {LEFT_OUT}" in today
    return is_left_out or any(name.match(line) for line in recorded)
