"""Which steps the plan has released, and what their scripts were then."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from migrations.code import code_digest
from migrations.engine import live_code
from migrations.plan import Kind, read_plan

if TYPE_CHECKING:
    from pathlib import Path

LIST = "steps.sha256"
_CODE = "code"
_KINDS: tuple[Kind, ...] = ("deploy", "revert")
_INSTEAD = "let it be, and add a new change at the end of the plan"
_LINE = "@{} {:%Y-%m-%dT%H:%M:%SZ} Zerosum <zerosum@localhost> # The tables are released.\n"


def put_tag(root: Path, tag: str) -> None:
    """Put the tag behind the last line of a plan, wherever it stood before."""
    plan = root / "sqitch.plan"
    text = plan.read_text(encoding="utf-8")
    text = re.sub(rf"^@{re.escape(tag)} .*\n\n?", "", text, flags=re.MULTILINE)
    plan.write_text(
        text.rstrip("\n") + "\n" + _LINE.format(tag, datetime.now(UTC)), encoding="utf-8"
    )


def released(root: Path, tag: str) -> list[str] | None:
    """Return the names of the changes before a tag; None when the plan has no such tag."""
    lines = (root / "sqitch.plan").read_text(encoding="utf-8").splitlines()
    words = [line.split()[0] for line in lines if line.strip() and line[0] not in "%#"]
    if f"@{tag}" not in words:
        return None
    return [word for word in words[: words.index(f"@{tag}")] if not word.startswith("@")]


def digests(root: Path, names: list[str]) -> dict[str, str]:
    """Return the SHA-256 of each script of the first changes of a plan, by kind and name.

    The verify scripts are not among them: they follow the tables as they are today.
    """
    return {
        f"{kind}/{name}": hashlib.sha256(change.path(kind).read_bytes()).hexdigest()
        for name, change in zip(names, read_plan(root), strict=False)
        for kind in _KINDS
    }


def write_digests(root: Path, tag: str, folder: Path) -> None:
    """Note what the steps up to a tag are, and which code was released with them."""
    found = digests(root, released(root, tag) or [])
    lines = [f"{digest}  {name}\n" for name, digest in found.items()]
    lines.append(f"{_code(root)}  {_CODE}\n")
    (folder / LIST).write_text("".join(lines), encoding="utf-8")


def faults(root: Path, tag: str, folder: Path) -> list[str]:
    """Say which steps up to a tag are not what they were; nothing while there is no such tag."""
    names = released(root, tag)
    if names is None:
        return []
    lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    noted = {name: digest for digest, name in (line.split() for line in lines)}
    code = noted.pop(_CODE)
    now = digests(root, names)
    found = [] if list(noted) == list(now) else [f"the changes up to @{tag} are others: {_INSTEAD}"]
    found += [
        f"{name}.sql was released with @{tag} and is another now: {_INSTEAD}"
        for name, digest in noted.items()
        if now.get(name, digest) != digest
    ]
    newest = live_code(read_plan(root))
    if code != _code(root) and newest is not None and newest.name in names:
        found.append(f"sql/ has changed since @{tag}: sqitch needs a change code_NNNN behind it")
    return found


def _code(root: Path) -> str:
    return code_digest(root.parent / "sql").removeprefix("sha256:")
