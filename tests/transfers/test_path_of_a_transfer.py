"""The page about POST /v1/transfers tells what runs; files are short, SQL stands in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.transfers.path import PAGE, WEBAPP, Step, faults_of, steps_of, traced

if TYPE_CHECKING:
    from flask import Flask

    from tests.support.callers import Caller
    from tests.support.ledger_calls import Row
    from webapp.application import Application

LONGEST = 250
TABLES = {"errors.py"}  # a table of data is long by nature
# Importer, worker, cells and command line have their own statements, as a DBA would.
APART = {"cli", "worker", "importer", "embedded", "cells", "seals"}
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE \w+|DELETE FROM)\b[^\"']*\b(FROM|SET|VALUES)\b")


@pytest.fixture
def met(as_alice: Caller, funded: Row, shop: Row) -> list[Step]:
    """Return the functions that a transfer meets, its customer being known already."""
    as_alice.transfer(funded, shop, "1.00", key="first")
    answers = []
    met = traced(lambda: answers.append(as_alice.transfer(funded, shop, "1.00", key="second")))
    assert [answer.status_code for answer in answers] == [201]
    return met


def test_the_page_tells_the_path_of_a_transfer(met: list[Step]) -> None:
    """Each file and public function, in order, and the steps."""
    page = PAGE.read_text(encoding="utf-8")
    assert len(steps_of(page)) > 20
    assert faults_of(page, met) == []


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("`key_of` (`http/reading.py`)", "`tag_of` (`http/reading.py`)"),
        ("`charge_address` (`gateway/limiting.py`)", "`charge_address` (`gateway/screening.py`)"),
        ("| `db.py` |", "| `pool.py` |"),
        ("`key_of`, `body_of` |", "`key_of` |"),
        ("| `is_taken_plainly`, `screen_environ` |", "| `screen_environ`, `is_taken_plainly` |"),
        ("36 files", "7 files"),
    ],
)
def test_a_page_that_is_wrong_is_found(told: str, instead: str, met: list[Step]) -> None:
    """A name, a place, a file, an order or a number."""
    page = PAGE.read_text(encoding="utf-8")
    assert page.count(told) == 1
    assert faults_of(page.replace(told, instead), met) != []


def test_one_step_more_is_found(  # noqa: PLR0917 - fixtures
    app: Flask,
    as_alice: Caller,
    funded: Row,
    shop: Row,
    met: list[Step],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What somebody hangs on the way makes the page stale."""
    from webapp.shapes.actor import Stranger

    way = cast("Application", app).straight_way
    assert way is not None
    answer = way.answer

    def longer_answer(environ: Any, start_response: Any) -> Any:  # noqa: ANN401 - WSGI's
        Stranger(None, None, "x").as_row()
        return answer(environ, start_response)

    monkeypatch.setattr(way, "answer", longer_answer)
    longer = traced(lambda: as_alice.transfer(funded, shop, "1.00", key="third"))
    assert len(longer) > len(met)
    assert faults_of(PAGE.read_text(encoding="utf-8"), longer) != []


def test_files_are_short() -> None:
    """All of webapp/, tables of data apart."""
    long = {
        file.name
        for file in WEBAPP.rglob("*.py")
        if len(file.read_text().splitlines()) >= LONGEST and file.parent.name != "generated"
    }
    assert long <= TABLES


def test_only_the_calls_of_a_capability_speak_sql() -> None:
    """All others have their statements made of declarations."""
    speakers = {
        file.relative_to(WEBAPP).as_posix()
        for file in WEBAPP.rglob("*.py")
        if file.relative_to(WEBAPP).parts[0] not in APART and SQL.search(file.read_text())
    }
    assert {name for name in speakers if not name.endswith("calls.py")} <= {
        "cli/logins.py",
        "calling.py",
        "heartbeat.py",  # asks whether there is a server, and whether it confirms
        "problems/raised.py",  # reads statements, sends none
    }


def test_nothing_about_money_is_computed() -> None:
    """No Decimal and no float in the web layer: amounts pass through as text.

    The gateway's clocks, Prometheus and the client's waiting are no money; numbers in metadata
    keep their digits; the verifier of seals is no part of the server.
    """
    alone = {"shapes/numbers.py", "seals/verifier.py"}
    apart = {"cli", "importer", "embedded", "client", "gateway", "observe", "cache"}
    for file in WEBAPP.rglob("*.py"):
        path = file.relative_to(WEBAPP)
        if path.parts[0] in apart or path.as_posix() in alone:
            continue
        source = file.read_text()
        assert "import Decimal" not in source, file.name
        assert not re.search(r"\bfloat\(", source), file.name
