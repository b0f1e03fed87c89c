"""One registry: what the ledger can say, HTTP can say; nothing else and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from migrations.code import SQL_ROOT
from webapp.problems.errors import PROBLEMS
from webapp.problems.refusals import Refusal
from webapp.problems.registry import registered

if TYPE_CHECKING:
    from pathlib import Path

REGISTRY = SQL_ROOT / "errors" / "views" / "errors.sql"


def registry_with(tmp_path: Path, row: str) -> Path:
    """Return a copy of sql/ whose registry has one more row, the first."""
    text = REGISTRY.read_text(encoding="utf-8")
    copy = tmp_path / "errors" / "views" / "errors.sql"
    copy.parent.mkdir(parents=True)
    copy.write_text(text.replace("    VALUES\n", f"    VALUES\n    {row},\n"), encoding="utf-8")
    return tmp_path


def test_a_new_row_of_the_registry_is_read(tmp_path: Path) -> None:
    """With its quotes, and the hint for HTTP where there is one."""
    row = "('LG299', 'a_name', 'it''s so', true, 'do it (like ''that'')', 'ask')"
    first, *others = registered(registry_with(tmp_path, row))
    assert first == ("LG299", "a_name", "it's so", True, "do it (like 'that')", "ask")
    assert others == registered()


def test_a_row_that_cannot_be_read_is_no_silent_loss(tmp_path: Path) -> None:
    """It would be an error that HTTP does not know."""
    with pytest.raises(ValueError, match="LG299"):
        registered(registry_with(tmp_path, "('LG299', 'a_name', 'no hints', true)"))


def test_every_name_belongs_to_one_code() -> None:
    """Clients may tell problems apart by either."""
    names = [problem.name for problem in PROBLEMS.values()]
    assert len(names) == len(set(names))


def test_a_hint_over_http_names_no_function() -> None:
    """A client of the API cannot call one."""
    assert {
        code for code, problem in PROBLEMS.items() if "ledger." in (problem.hint or "")
    } == set()


def test_an_invariant_about_to_break_tells_a_client_nothing() -> None:
    """Its particulars are for the log."""
    assert {code for code in PROBLEMS if code.startswith("LG9")}
    for code, problem in PROBLEMS.items():
        if problem.status == 500:
            assert problem.detail == "internal error", code
            assert problem.hint == "quote the request_id to support", code


def test_a_document_leaves_out_what_has_no_value() -> None:
    """Members are absent, not null."""
    document = Refusal("LG201", fields={"needed": "5.00"}).document("r1")
    assert document == {
        "type": "/docs/errors/LG201",
        "title": "Insufficient funds",
        "status": 422,
        "code": "LG201",
        "name": "insufficient_funds",
        "detail": PROBLEMS["LG201"].detail,
        "hint": PROBLEMS["LG201"].hint,
        "fields": {"needed": "5.00"},
        "request_id": "r1",
    }
