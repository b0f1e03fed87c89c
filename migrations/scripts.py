"""Reading one script of the project the way psql would, without psql."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrations.code import installed
from migrations.plan import Change, Kind, PlanError

if TYPE_CHECKING:
    from pathlib import Path

_INCLUDE = re.compile(r"\\(?:ir|include_relative)\s+(?P<file>\S+)\s*$")
_SET = re.compile(r"\\set\s+(?P<name>\w+)\s+`[^`]*`\s*$")
_BEGIN = re.compile(r"^BEGIN;[ \t]*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"^(?:COMMIT|ROLLBACK);[ \t]*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Script:
    """The text to hand to the server in one piece."""

    text: str
    in_transaction: bool


def read_script(change: Change, kind: Kind) -> Script:
    r"""Return a script with its includes inlined and its outer BEGIN and COMMIT taken off.

    A script without BEGIN is one that must run outside a transaction, such as CREATE INDEX
    CONCURRENTLY; it may hold one statement only. Raises PlanError for a missing file, for psql
    commands other than \ir and \set, and for more than one BEGIN or COMMIT.
    """
    path = change.path(kind)
    text = inline(path, change.root.parent / "sql")
    begins, ends = _BEGIN.findall(text), _END.findall(text)
    if not begins and not ends:
        return Script(text, in_transaction=False)
    if len(begins) != 1 or len(ends) != 1:
        raise PlanError(f"{path}: must be one BEGIN; … COMMIT; (verify scripts: ROLLBACK;)")
    expected = "ROLLBACK" if kind == "verify" else "COMMIT"
    if not ends[0].upper().startswith(expected):
        raise PlanError(f"{path}: must end in {expected};")
    return Script(_END.sub("", _BEGIN.sub("", text)), in_transaction=True)


def inline(path: Path, sql_root: Path, including: tuple[Path, ...] = ()) -> str:
    r"""Return a file's text as psql would send it.

    Every \ir line gives way to the file it names, recursively. Where psql would \set a variable
    to what its shell says, the file gets what migrations.code says of ``sql_root``.
    """
    path = path.resolve()
    if path in including:
        raise PlanError(f"{path}: includes itself")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise PlanError(f"cannot read {path}: {error.strerror}") from error
    asked = [match["name"] for line in lines if (match := _SET.match(line))]
    values = installed(sql_root) if asked else {}
    if unknown := set(asked) - values.keys():
        raise PlanError(f"{path}: \\set of {', '.join(sorted(unknown))}, which nothing here knows")
    text = "".join(
        _expand(path, line, sql_root, including) + "\n" for line in lines if not _SET.match(line)
    )
    for name in asked:
        quoted = values[name].replace("'", "''")
        text = text.replace(f":'{name}'", f"'{quoted}'")
    return text


def _expand(path: Path, line: str, sql_root: Path, including: tuple[Path, ...]) -> str:
    command = line.lstrip()
    if not command.startswith("\\"):
        return line
    if match := _INCLUDE.match(command):
        included = inline(path.parent / match["file"], sql_root, (*including, path))
        return included.removesuffix("\n")
    raise PlanError(f"{path}: psql command refused, only \\ir and \\set are understood: {line}")


def script_hash(change: Change) -> str:
    """Return the SHA-1 of the deploy script, as sqitch keeps it in ``changes.script_hash``.

    Included files do not count, as they do not in sqitch.
    """
    try:
        return hashlib.sha1(change.path("deploy").read_bytes(), usedforsecurity=False).hexdigest()
    except OSError as error:
        raise PlanError(f"cannot read {change.path('deploy')}: {error.strerror}") from error
