"""A key is kept in one way: doors begin and end a call, and nobody digests by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_SQL = Path(__file__).resolve().parents[2] / "sql"
_INNER = "idempotency/inner"
# Where what is said may be said; all else is a violation.
_PLACES = {
    "ledger_private.call_digest(": {f"{_INNER}/call_digest.sql", f"{_INNER}/begin_call.sql"},
    "ledger_private.transaction_digest(": {
        f"{_INNER}/transaction_digest.sql",
        "legs/inner/examine_transactions.sql",
    },
    "ledger_private.request_digest(": {
        f"{_INNER}/request_digest.sql",
        f"{_INNER}/batch_digest.sql",
        "posting/inner/examine_transfers.sql",
        "posting/inner/post_one.sql",
        "queue/inner/recall_posted.sql",
        "cells/pay_out.sql",
    },
    "INSERT INTO ledger_private.idempotency_key": {
        f"{_INNER}/end_call.sql",
        f"{_INNER}/reserve_keys.sql",
        f"{_INNER}/give_keys_back.sql",
        "posting/inner/post_one.sql",
        "cells/pay_out.sql",
    },
}
_BEGINS = re.compile(r"ledger_private\.begin_call\(\s*'(\w+)', (?:ROW\(|v_request,)")
_ENDS = "ledger_private.end_call(v_call, "


def violations(sources: dict[str, str]) -> list[str]:
    """Return what breaks the rules in files given by their paths."""
    found = [
        f"{name}: {said}"
        for name, text in sources.items()
        for said, places in _PLACES.items()
        if said in text and name not in places
    ]
    for name, text in sources.items():
        door = Path(name)
        if "begin_call(" in text and door.parent.name != "inner":
            if _BEGINS.findall(text) != [door.stem]:
                found.append(f"{name}: begins a call that is not its own")
            if _ENDS not in text:
                found.append(f"{name}: begins a call and does not end it")
    return found


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """Return every file of sql/ by its path."""
    files = sorted(_SQL.rglob("*.sql"))
    return {path.relative_to(_SQL).as_posix(): path.read_text("utf-8") for path in files}


def test_keys_are_kept_in_one_way(sources: dict[str, str]) -> None:
    """Each door says its own name and its arguments, once."""
    assert violations(sources) == []
    assert sum("begin_call(" in text for text in sources.values()) > 10


@pytest.mark.parametrize(
    ("whole", "planted"),
    [
        ("'open_account', v_request", "'close_account', v_request"),
        ("'open_account', v_request", "'open_account', to_jsonb(v_request)"),
        (_ENDS, "ledger_private.forget_call(v_call, "),
        ("v_account := ledger", "v_digest := ledger_private.call_digest('x', v_request); ledger"),
    ],
)
def test_a_planted_violation_is_noticed(sources: dict[str, str], whole: str, planted: str) -> None:
    """The rules could fail."""
    name = "accounts/open_account.sql"
    assert whole in sources[name]
    planted_sources = {**sources, name: sources[name].replace(whole, planted)}
    assert [fault for fault in violations(planted_sources) if fault.startswith(name)]
