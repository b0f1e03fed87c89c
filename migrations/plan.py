"""Reading sqitch.plan, the table of contents of the database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["deploy", "revert", "verify"]

_TAG = re.compile(r"@(?P<tag>\S+)\s")
_CHANGE = re.compile(
    r"(?P<name>[^\s@\[#%]+)\s+(?:\[(?P<requires>[^\]]*)\]\s+)?\d{4}-\d{2}-\d{2}T\S+Z\s"
)


class PlanError(Exception):
    """The plan, or a script it names, cannot be used as it stands."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the plan; ``script`` is its file name and its identity in yoyo's tables."""

    name: str
    script: str
    requires: tuple[str, ...]
    root: Path

    def path(self, kind: Kind) -> Path:
        """Return where the change keeps its deploy, revert or verify script."""
        return self.root / kind / f"{self.script}.sql"


def read_plan(root: Path) -> list[Change]:
    """Return the changes of ``root/sqitch.plan`` in order.

    A change named again is a rework: the earlier one's script is ``name@tag``, after the first
    tag that follows it. Raises PlanError for a line it does not understand, a requirement that
    no earlier line meets, or a rework without a tag between.
    """
    path = root / "sqitch.plan"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise PlanError(f"cannot read {path}: {error.strerror}") from error
    entries = [_entry(path, number, line) for number, line in enumerate(lines, 1)]
    found = [entry for entry in entries if entry is not None]
    changes: list[Change] = []
    for position, (kind, name, requires) in enumerate(found):
        if kind == "tag":
            continue
        _check_requirements(path, name, requires, changes)
        later = found[position + 1 :]
        script = name
        if any(other[:2] == ("change", name) for other in later):
            script = f"{name}@{_first_tag(path, name, later)}"
        changes.append(Change(name, script, requires, root))
    return changes


_Entry = tuple[Literal["change", "tag"], str, tuple[str, ...]]


def _entry(path: Path, number: int, line: str) -> _Entry | None:
    text = line.split("#", 1)[0].strip()
    if not text or text.startswith("%"):
        return None
    if match := _TAG.match(text):
        return ("tag", match["tag"], ())
    if match := _CHANGE.match(text):
        return ("change", match["name"], tuple((match["requires"] or "").split()))
    raise PlanError(f"{path}:{number}: neither a change nor a tag: {line}")


def _check_requirements(
    path: Path, name: str, requires: tuple[str, ...], earlier: list[Change]
) -> None:
    known = {change.name for change in earlier}
    for requirement in requires:
        if requirement.split("@")[0] not in known:
            raise PlanError(f"{path}: {name} requires {requirement}, which no earlier line plans")


def _first_tag(path: Path, name: str, later: list[_Entry]) -> str:
    for kind, word, _ in later:
        if kind == "tag":
            return word
        if word == name:
            break
    raise PlanError(f"{path}: {name} is reworked without a tag in between")
