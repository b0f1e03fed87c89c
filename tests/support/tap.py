"""Judging a TAP stream (Test Anything Protocol), strictly."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAN = re.compile(r"1\.\.(\d+)(?P<rest>.*)$")
_RESULT = re.compile(r"(?P<not>not )?ok\b\s*(?P<number>\d+)?\s*(?:- )?(?P<title>.*)$")
_DIRECTIVE = re.compile(r"#\s*(?:TODO|SKIP)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many assertions ran, and one line for each thing that is wrong."""

    assertions: int
    faults: tuple[str, ...]


def judge(output: str) -> Verdict:
    """Read TAP and say what is wrong with it.

    Wrong are: an assertion that failed, was skipped or is marked as to do; a number out of
    order; no plan or two; a plan for another number of assertions; a plan of none.
    """
    faults: list[str] = []
    plans: list[int] = []
    count = 0
    for line in output.splitlines():
        if match := _PLAN.match(line):
            plans.append(int(match[1]))
            if _DIRECTIVE.search(match["rest"]):
                faults.append(f"the file skips itself: {line}")
        elif match := _RESULT.match(line):
            count += 1
            if match["number"] is None or int(match["number"]) != count:
                faults.append(f"expected assertion {count}: {line}")
            if match["not"] or _DIRECTIVE.search(match["title"]):
                faults.append(line)
    if len(plans) != 1:
        faults.append("no plan" if not plans else f"{len(plans)} plans")
    elif plans[0] != count:
        faults.append(f"planned {plans[0]} assertions, ran {count}")
    elif count == 0:
        faults.append("no assertion")
    return Verdict(count, tuple(faults))
