"""One registry: what the ledger can say, HTTP can say; nothing else and nothing twice."""

import re
from pathlib import Path

from webapp.problems.errors import PROBLEMS
from webapp.problems.refusals import Refusal

SQL = Path(__file__).resolve().parents[2] / "sql"
REGISTERED = re.compile(r"^    \('(LG\d{3})', '(\w+)'", re.MULTILINE)


def test_table_and_registry_name_the_same_errors() -> None:
    """sql/views/errors.sql is the registry."""
    registry = dict(REGISTERED.findall((SQL / "errors" / "views" / "errors.sql").read_text()))
    ours = {code: problem.name for code, problem in PROBLEMS.items() if code.startswith("LG")}
    assert registry
    assert ours == registry


def test_every_name_belongs_to_one_code() -> None:
    """Clients may tell problems apart by either."""
    names = [problem.name for problem in PROBLEMS.values()]
    assert len(names) == len(set(names))


def test_status_follows_the_band_of_the_code() -> None:
    """The contract of the bands; the exceptions are listed."""
    bands = {"LG0": 404, "LG1": 422, "LG2": 422, "LG3": 409, "LG9": 500}
    exceptions = {"LG108": 400, "LG109": 400, "LG110": 400, "LG206": 403, "LG301": 422}
    exceptions["LG260"] = 403
    exceptions["LG304"] = 422
    for code, problem in PROBLEMS.items():
        if code.startswith("LG"):
            assert problem.status == exceptions.get(code, bands[code[:3]]), code


def test_an_invariant_about_to_break_tells_a_client_nothing() -> None:
    """Its particulars are for the log."""
    for code, problem in PROBLEMS.items():
        if problem.status == 500:
            assert problem.detail == "internal error", code


def test_a_document_leaves_out_what_has_no_value() -> None:
    """Members are absent, not null."""
    document = Refusal("LG201", fields={"needed": "5.00"}).document("r1")
    assert document == {
        "type": "urn:zerosum:problem:insufficient_funds",
        "title": "Insufficient funds",
        "status": 422,
        "code": "LG201",
        "name": "insufficient_funds",
        "detail": PROBLEMS["LG201"].detail,
        "hint": PROBLEMS["LG201"].hint,
        "fields": {"needed": "5.00"},
        "request_id": "r1",
    }
