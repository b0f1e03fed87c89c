"""One registry of errors: the source, ledger.errors and the web layer name the same codes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.problems.errors import PROBLEMS
from webapp.problems.registry import Registered, registered

if TYPE_CHECKING:
    from tests.support.databases import Database

_ROOT = Path(__file__).resolve().parents[2]
_CODE = re.compile(r"'(LG\d{3})'")


def raised(place: Path) -> dict[str, str]:
    """Return each code that stands as a string in a file under ``place``, with one such file."""
    return {
        code: path.name
        for path in sorted(place.rglob("*.sql"))
        if path.name != "errors.sql"
        for code in _CODE.findall(path.read_text(encoding="utf-8"))
    }


def rows_of(database: Database) -> list[Registered]:
    """Return the registry as the database has it."""
    with database.connect() as connection:
        rows = connection.execute(
            "SELECT code, name, meaning, retryable, hint, http_hint FROM ledger.errors"
        )
        return [Registered(*row) for row in rows]


def test_codes_raised_are_the_codes_registered(database: Database) -> None:
    """No code without its entry, no entry that nothing raises."""
    found = raised(_ROOT / "sql") | raised(_ROOT / "webapp" / "cells" / "router")
    registry = {row.code for row in rows_of(database)}
    assert {code: file for code, file in found.items() if code not in registry} == {}
    assert sorted(registry - found.keys()) == []


def test_the_web_layer_reads_the_registry_as_the_database_has_it(database: Database) -> None:
    """From the same file, each word of it."""
    assert registered() == rows_of(database)
    assert {row.code for row in registered()} == {c for c in PROBLEMS if c.startswith("LG")}


def test_statuses_follow_the_bands() -> None:
    """Not found is 404, malformed 400 or 422, refused 403 or 422, conflict 409, 412 or 422."""
    bands = {"0": {404}, "1": {400, 422}, "2": {403, 422}, "3": {409, 412, 422}, "9": {500}}
    stray = {
        code: problem.status
        for code, problem in PROBLEMS.items()
        if code.startswith("LG") and problem.status not in bands[code[2]]
    }
    assert stray == {}


def test_a_code_in_the_source_is_found(tmp_path: Path) -> None:
    """The search could fail: a code planted in a file comes up, one in the registry does not."""
    (tmp_path / "f.sql").write_text("PERFORM raise_error('LG999', '{}');\n", encoding="utf-8")
    (tmp_path / "errors.sql").write_text("('LG998', 'x')\n", encoding="utf-8")
    assert raised(tmp_path) == {"LG999": "f.sql"}
