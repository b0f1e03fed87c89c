"""Somebody who reads a page and types along, in a shell and in psql, against a running ledger."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.docs.blocks import ROOT, Block
from webapp.cli.database import DBA_LOGIN
from webapp.config import DATABASE
from webapp.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from tests.support.commands import Commands

_TARGET = re.compile(r"^make ([\w-]+)", re.MULTILINE)
_MODULE = re.compile(r"python -m ([\w.]+)")
# curl ends well when its request is refused.
_PROBLEM = re.compile(r'"type": ?"/docs/errors/|"status": ?[45]\d\d\b')
_CHANGES_EACH_TIME = re.compile(r"_id$|_at$|balance|version|number|location")


@dataclass(slots=True)
class Reader:
    """Types the blocks of one page in order; remembers what the last one printed."""

    commands: Commands
    printed: str = ""
    faults: list[str] = field(default_factory=list)

    def read(self, page: str, blocks: list[Block]) -> list[str]:
        """Return what was not as the page says, by line."""
        for number, block in enumerate(blocks):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            fault = self._one(block, following)
            if fault:
                self.faults.append(f"{page}:{block.line}: {fault}")
        return self.faults

    def _one(self, block: Block, following: Block | None) -> str | None:
        if block.held_by or block.kind not in {"sh", "sql"}:
            return None if block.held_by else self._answer(block)
        refused = following is not None and following.answers and "DETAIL:" in following.text
        if block.kind == "sql":
            done = self._psql(block.text)
        else:
            missing = [*_missing_targets(block.text), *_missing_modules(block.text)]
            if missing:
                return f"no such command: {', '.join(missing)}"
            done = self._shell(_without_long_commands(block.text))
        self.printed = done.stdout + done.stderr
        if (done.returncode != 0) != refused:
            return f"exit {done.returncode}: {self.printed[-600:]}"
        if _PROBLEM.search(self.printed) and not (following and following.answers):
            return f"refused, and the page shows no answer: {self.printed[-600:]}"
        return None

    def _answer(self, block: Block) -> str | None:
        """Compare what a block shows with what was printed; a picture and a file show nothing."""
        if block.kind == "json":
            return self._compare_json(block.text)
        return self._compare(block.text) if block.kind == "text" and block.answers else None

    def _compare(self, shown: str) -> str | None:
        """Each line of a shown answer is there, but for spaces."""
        actual = {_squeezed(line) for line in self.printed.splitlines()}
        missing = [
            line
            for line in shown.splitlines()
            if line.strip() and not any(_squeezed(line) in there for there in actual)
        ]
        return f"not printed: {missing[0]!r}" if missing else None

    def _compare_json(self, shown: str) -> str | None:
        expected = json.loads(shown)
        start = self.printed.rfind('{"transaction_id"')
        if start < 0:
            return "no JSON was printed"
        return _difference(expected, json.JSONDecoder().raw_decode(self.printed[start:])[0])

    def _psql(self, text: str) -> subprocess.CompletedProcess[str]:
        server = EmbeddedPostgres(self.commands.home)
        return subprocess.run(
            [server.tool("psql"), server.url(DATABASE, DBA_LOGIN), "-X", "-v", "ON_ERROR_STOP=1"],
            input=text,
            env=self.commands.environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            timeout=120,
        )

    def _shell(self, text: str) -> subprocess.CompletedProcess[str]:
        here = text.replace(".venv/bin/zerosum", f"{sys.executable} -m webapp.cli")
        here = here.replace("http://127.0.0.1:8080", self.commands.url)
        return subprocess.run(
            ["/bin/sh", "-ec", here],
            env={**self.commands.environment, "PYTHONPATH": os.fspath(ROOT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            timeout=120,
        )


def _squeezed(line: str) -> str:
    return " ".join(line.replace("|", " | ").split())


def _difference(expected: dict[str, Any], answer: dict[str, Any]) -> str | None:
    """Return the first member that is missing, or differs though it is the same each time."""
    for name, value in expected.items():
        if name not in answer:
            return f"the answer has no {name}"
        if not _CHANGES_EACH_TIME.search(name) and answer[name] != value:
            return f"{name} is {answer[name]!r}"
    return None


def _missing_targets(text: str) -> list[str]:
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    return [
        f"make {target}"
        for target in _TARGET.findall(text)
        if not re.search(rf"^{target}:", rules, re.MULTILINE)
    ]


def _missing_modules(text: str) -> list[str]:
    places = [(name, ROOT / name.replace(".", "/")) for name in _MODULE.findall(text)]
    return [
        name
        for name, place in places
        if name.startswith("tests.")
        and not (place.with_suffix(".py").is_file() or (place / "__main__.py").is_file())
    ]


def _without_long_commands(text: str) -> str:
    """Leave out what a test of its own does: make's targets and the benchmarks."""
    lines = [line for line in text.splitlines() if not re.match(r"make |python -m tests\.", line)]
    return "\n".join(lines) + "\n"
