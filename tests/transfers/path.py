"""What runs of webapp/ while a request is answered, and what the page about it says."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import webapp

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

WEBAPP = Path(webapp.__file__).parent
PAGE = WEBAPP.parent / "docs" / "explanation" / "path-of-a-transfer.md"

_STEP = re.compile(r"^\d+\. `([\w.]+)` \(`([\w/]+\.py)`\): ", re.MULTILINE)
_FILE = re.compile(r"^\| `([\w/]+\.py)` \| (.*) \| .+ \|$", re.MULTILINE)


class Step(NamedTuple):
    """A function of webapp/, by its file and its name there."""

    file: str
    name: str

    @property
    def is_public(self) -> bool:
        """Say whether it is more than a part of another function."""
        return not self.name.rpartition(".")[2].startswith("_")


def traced(send: Callable[[], object]) -> list[Step]:
    """Return the functions that run while `send` does, each once, in the order of first calls."""
    met: dict[Step, None] = {}

    def note(frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        name = code.co_qualname.rpartition("<locals>.")[2]
        if event == "call" and "<" not in name and code.co_filename.startswith(f"{WEBAPP}/"):
            met[Step(Path(code.co_filename).relative_to(WEBAPP).as_posix(), name)] = None

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        send()
    finally:
        sys.setprofile(before)
    return list(met)


def steps_of(page: str) -> list[Step]:
    """Return the numbered steps of the page."""
    return [Step(file, name) for name, file in _STEP.findall(page)]


def files_of(page: str) -> dict[str, list[str]]:
    """Return the files of the page's table, each with its functions."""
    return {file: re.findall(r"`([^`]+)`", names) for file, names in _FILE.findall(page)}


def faults_of(page: str, met: list[Step]) -> list[str]:
    """Say where the page differs from what was met."""
    faults = [
        f"{step.name} of {step.file} does not run" for step in steps_of(page) if step not in met
    ]
    places = [met.index(step) for step in steps_of(page) if step in met]
    if places != sorted(places):
        faults.append("the steps run in another order")
    told = files_of(page)
    runs = list(dict.fromkeys(step.file for step in met))
    if list(told) != runs:
        faults.append(f"the files are {', '.join(runs)}")
    for file, names in told.items():
        public = [step.name for step in met if step.file == file and step.is_public]
        if names != public:
            faults.append(f"of {file} run {', '.join(public)}")
    counts = f"{len(runs)} files, {sum(step.is_public for step in met)} public functions"
    if counts not in page:
        faults.append(f"it takes {counts}")
    return faults
