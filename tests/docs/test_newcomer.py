"""A newcomer reads the guides of /docs in order and pastes their lines into one shell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

from tests.docs.blocks import ROOT
from tests.http.pages import Page
from webapp.http.pages.guides import NAMES

if TYPE_CHECKING:
    from tests.http.pages import Shown
    from tests.support.commands import Commands

_RUN, _ANSWER, _ANY = "language-sh", "language-json", "…"
_END = "---- end of block"


def blocks_of(url: str) -> list[tuple[str, Shown]]:
    """Return the blocks of code of every guide, as they are served, with the guide's name."""
    found = []
    for name in NAMES:
        with urlopen(f"{url}/docs/guides/{name}") as answer:  # noqa: S310 - our own server
            found += [(name, block) for block in Page(answer.read().decode()).code]
    return found


def answered(commands: Commands, blocks: list[str]) -> list[str]:
    """Return what each block printed, in one shell that ends at the first that fails."""
    lines = "\n".join(f"{block}\necho\necho '{_END}'" for block in blocks)
    lines = lines.replace(".venv/bin/zerosum", f"{sys.executable} -m webapp.cli")
    done = subprocess.run(
        [
            "/bin/bash",
            "-eo",
            "pipefail",
            "-c",
            lines.replace("http://127.0.0.1:8080", commands.url),
        ],
        env={**commands.environment, "PYTHONPATH": os.fspath(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    *printed, _rest = done.stdout.split(_END)
    assert len(printed) == len(blocks), f"{blocks[len(printed)]}\n{done.stdout}\n{done.stderr}"
    return printed


def documents_in(text: str) -> list[Any]:
    """Return every JSON object of what was printed; curl puts nothing between two of them."""
    found, at = [], text.find("{")
    while at >= 0:
        document, at = json.JSONDecoder().raw_decode(text, at)
        found.append(document)
        at = text.find("{", at)
    return found


def is_like(shown: Any, told: Any) -> bool:  # noqa: ANN401 - any JSON
    """Say whether an answer holds what a guide shows of it; … stands for anything."""
    if isinstance(shown, dict) and isinstance(told, dict):
        return all(name in told and is_like(one, told[name]) for name, one in shown.items())
    if isinstance(shown, list) and isinstance(told, list):
        return len(shown) == len(told) and all(map(is_like, shown, told))
    return bool(shown in (_ANY, told))


def faults_of(blocks: list[tuple[str, Shown]], printed: list[str]) -> list[str]:
    """Say where an answer is not as a guide shows it, or was refused without being shown."""
    faults, waiting, last = [], iter(printed), ""
    for number, (name, block) in enumerate(blocks):
        following = blocks[number + 1][1].classes if number + 1 < len(blocks) else set()
        if _RUN in block.classes:
            last = next(waiting)
            if '"type": "/docs/errors/' in last and _ANSWER not in following:
                faults.append(f"{name}: refused: {last}")
        elif _ANSWER in block.classes:
            answers = documents_in(last)
            if not (answers and is_like(json.loads(block.text), answers[-1])):
                faults.append(f"{name}: shown {block.text} but told {last}")
    return faults


def test_a_newcomer_gets_from_nothing_to_refunds(commands: Commands) -> None:
    """Users, accounts, a deposit, a transfer, a hold, a capture, refunds: all answers as shown."""
    commands.up()
    blocks = blocks_of(commands.url)
    told = answered(commands, [block.text for _, block in blocks if _RUN in block.classes])
    assert faults_of(blocks, told) == []
    kinds = "SELECT count(DISTINCT t.transaction_type) FROM ledger.transactions AS t"
    assert int(commands.psql(f"{kinds} WHERE t.created_at > now() - interval '1 hour'")) >= 4
    assert commands.psql("SELECT bool_and(ok) FROM ledger.verify()") == "t"


def test_an_answer_that_is_not_as_shown_is_noticed() -> None:
    """Another value, one that is missing, a list of another length, no answer at all."""
    told = {"a": "1", "b": [{"c": None}]}
    assert is_like({"a": "…", "b": [{"c": None}]}, told)
    others: tuple[Any, ...] = ({"a": "2"}, {"x": "…"}, {"b": []}, ["a"])
    assert not any(is_like(one, told) for one in others)
