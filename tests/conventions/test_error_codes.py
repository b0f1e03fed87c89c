"""One registry of errors: the source, ledger.errors and the web layer name the same codes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from webapp.problems.errors import PROBLEMS

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


def registered(database: Database) -> dict[str, tuple[str, bool]]:
    """Return the registry: name and whether trying again may help, by code."""
    with database.connect() as connection:
        rows = connection.execute("SELECT code, name, retryable FROM ledger.errors")
        return {code: (name, retryable) for code, name, retryable in rows}


def test_codes_raised_are_the_codes_registered(database: Database) -> None:
    """No code without its entry, no entry that nothing raises."""
    found, registry = raised(_ROOT / "sql"), registered(database)
    assert {code: file for code, file in found.items() if code not in registry} == {}
    assert sorted(registry.keys() - found.keys()) == []


def test_codes_registered_are_the_codes_the_web_layer_knows(database: Database) -> None:
    """With the same names."""
    ours = {code: problem.name for code, problem in PROBLEMS.items() if code.startswith("LG")}
    assert ours == {code: name for code, (name, _) in registered(database).items()}


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
