"""The blocks of code of a page, and what each kind of block asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")],
    key=lambda path: path.relative_to(ROOT).as_posix(),
)
_BLOCK = re.compile(
    r"^(?P<held><!-- run by (?P<test>tests/\S+) -->\n)?```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
# Run: sh, sql; python and typescript by tests of their own. Compared with what the block before
# it printed: text, json. Shown only: conf.
KINDS = {"sh", "sql", "python", "typescript", "text", "json", "conf"}
_NEED_A_TEST = {"python", "typescript"}


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its kind, its lines, where it begins, and the test that runs it instead.

    One that ``answers`` stands right below another block: it shows what that one printed.
    """

    kind: str
    text: str
    line: int
    held_by: str | None
    answers: bool


def name_of(page: Path) -> str:
    """Return a page's path from the top."""
    return page.relative_to(ROOT).as_posix()


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a page in order."""
    return [
        Block(
            match["kind"],
            match["text"],
            text.count("\n", 0, match.start("kind")) + 1,
            match["test"],
            text[: match.start()].endswith("```\n\n"),
        )
        for match in _BLOCK.finditer(text)
    ]


def faults_of(page: str, blocks: list[Block]) -> list[str]:
    """Say which blocks nobody can hold: an unknown kind, or a test that does not name the page."""
    faults = [
        f"{page}:{block.line}: no such kind of block: {block.kind or 'none is named'}"
        for block in blocks
        if block.kind not in KINDS
    ]
    for block in blocks:
        if block.kind in _NEED_A_TEST and not block.held_by:
            faults.append(f"{page}:{block.line}: no test is named that runs it")
        elif block.held_by and not (ROOT / block.held_by).is_file():
            faults.append(f"{page}:{block.line}: there is no {block.held_by}")
        elif block.held_by and Path(page).name not in (ROOT / block.held_by).read_text("utf-8"):
            faults.append(f"{page}:{block.line}: {block.held_by} does not read this page")
    return faults
