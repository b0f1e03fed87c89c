"""Stories told in psql: each NAME.sql gives what NAME.out has recorded.

Ids are replaced by running numbers and times by one moment. After a change that is meant:
ZEROSUM_RECORD=1 python -m pytest tests/examples, and read the difference before it is kept.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.databases import Database

_HERE = Path(__file__).parent
_STORIES = sorted(path.stem for path in _HERE.glob("*.sql"))
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\.\d+(\+\d\d(:\d\d)?|Z)?")


def normalised(text: str) -> str:
    """Return the output with ids numbered in the order of their appearance, and one time."""
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        return numbers.setdefault(match[0], f"00000000-0000-7000-8000-{len(numbers) + 1:012}")

    lines = _TIME.sub("2026-01-31 12:00:00+00", _ID.sub(number, text)).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def told(database: Database, story: str) -> str:
    """Return what psql prints when a DBA types the story."""
    script = (_HERE / f"{story}.sql").read_text(encoding="utf-8")
    done = subprocess.run(
        [
            *(database.cluster.tool("psql"), "-X", "-a", "-v", "SHOW_CONTEXT=never"),
            *("-P", "null=∅", "-P", "footer=off"),
        ],
        input=script,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**database.environment("ledger_dba"), "PGTZ": "UTC", "PGCLIENTENCODING": "UTF8"},
        timeout=60,
        check=False,
    )
    return normalised(done.stdout)


@pytest.mark.parametrize("story", _STORIES)
def test_a_story_is_told_as_it_was_recorded(database: Database, story: str) -> None:
    """Word for word, refusals with their detail and hint included."""
    recorded = _HERE / f"{story}.out"
    output = told(database, story)
    if os.environ.get("ZEROSUM_RECORD"):
        recorded.write_text(output, encoding="utf-8")
    assert output == recorded.read_text(encoding="utf-8")


def test_every_record_has_its_story() -> None:
    """No output is left of a story that is gone."""
    assert _STORIES
    assert sorted(path.stem for path in _HERE.glob("*.out")) == _STORIES


def test_ids_and_times_are_normalised() -> None:
    """The same id is the same number, wherever it stands."""
    first, second = "01a20fa8-a19e-720d-883d-45d83073a6c4", "01a20fa8-a1e2-78f4-9095-1dd86d51d6f4"
    text = normalised(f"{first} {second} {first} 2026-11-24 22:00:00.123+00 \n")
    one, two = (f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2))
    assert text == f"{one} {two} {one} 2026-01-31 12:00:00+00\n"
