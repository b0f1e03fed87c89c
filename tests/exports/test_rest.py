"""Exports over HTTP: asked for, waited for, read as a file, removed; and by whom."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.exports.files import write
from tests.support.callers import code_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row

    Make = Callable[[str, int], Caller]


@pytest.fixture
def ann(ledger: LedgerCalls) -> int:
    """Return a customer."""
    user_id: int = ledger.call("create_user", username="ann").user_id
    return user_id


@pytest.fixture
def savings(ledger: LedgerCalls, ann: int) -> Row:
    """Return Ann's account, with three entries."""
    account = ledger.account("savings", user_id=ann)
    for amount in (1, 2, 3):
        ledger.call("deposit", account_id=account.account_id, amount=amount)
    return account


def test_a_customer_gets_its_file(
    ledger: LedgerCalls, caller: Make, ann: int, savings: Row
) -> None:
    """201, then 409 until it is READY, then the file with its name; 409 once it is removed."""
    asks = caller("customer", ann)
    made = asks.post("/v1/exports", {"account_id": str(savings.account_id)})
    assert made.status_code == 201
    export = made.get_json()
    assert export["status"] == "PENDING"
    assert export["made_by_user_id"] == str(ann)
    address = f"/v1/exports/{export['export_id']}"
    early = asks.get(f"{address}/content")
    assert code_of(early) == (409, "LG357")
    assert early.get_json()["fields"]["status"] == "PENDING"
    write(ledger, limit=2)
    assert asks.get(address).get_json()["row_count"] == 3
    answer = asks.get(f"{address}/content")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].endswith(f'"{export["export_id"]}.csv"')
    lines = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [line["balance_after"] for line in lines] == ["1.00", "3.00", "6.00"]
    assert len(answer.data) == asks.get(address).get_json()["size_bytes"]
    gone = asks.send("DELETE", address)
    assert gone.get_json()["status"] == "REMOVED"
    assert code_of(asks.get(f"{address}/content")) == (409, "LG357")
    (listed,) = asks.get("/v1/exports").get_json()["items"]
    assert listed["status"] == "REMOVED"
    assert asks.get("/v1/exports?status=READY").get_json()["items"] == []


def test_what_another_asked_for_is_not_there(
    ledger: LedgerCalls, caller: Make, ann: int, savings: Row
) -> None:
    """Not for whom the account is shared with, nor for its owner when that one asked."""
    bert: int = ledger.call("create_user", username="bert").user_id
    ledger.call("delegate_account", account_id=savings.account_id, user_id=bert, kind="viewer")
    asks = {name: caller("customer", user) for name, user in (("ann", ann), ("bert", bert))}
    body = {"account_id": str(savings.account_id)}
    made = {
        name: one.post("/v1/exports", body).get_json()["export_id"] for name, one in asks.items()
    }
    write(ledger)
    for name, other in (("ann", "bert"), ("bert", "ann")):
        for way in ("", "/content"):
            own = asks[name].get(f"/v1/exports/{made[name]}{way}")
            assert own.status_code == 200
            theirs = asks[name].get(f"/v1/exports/{made[other]}{way}")
            assert code_of(theirs) == (404, "LG033")
        assert code_of(asks[name].send("DELETE", f"/v1/exports/{made[other]}")) == (404, "LG033")
        assert code_of(asks[name].get(f"/v1/exports/{uuid4()}")) == (404, "LG033")
        items = asks[name].get("/v1/exports").get_json()["items"]
        assert [item["export_id"] for item in items] == [made[name]]
    ledger.call("revoke_delegation", account_id=savings.account_id, user_id=bert)
    assert code_of(asks["bert"].get(f"/v1/exports/{made['bert']}/content")) == (404, "LG033")
    assert asks["bert"].get("/v1/exports").get_json()["items"] == []


def test_who_no_longer_sees_the_account_gets_no_file(
    ledger: LedgerCalls, caller: Make, ann: int, savings: Row
) -> None:
    """FAILED, and nothing is written: the right is asked for when the turn comes."""
    bert: int = ledger.call("create_user", username="bert").user_id
    ledger.call("delegate_account", account_id=savings.account_id, user_id=bert, kind="viewer")
    body = {"account_id": str(savings.account_id)}
    assert caller("customer", bert).post("/v1/exports", body).status_code == 201
    assert caller("customer", ann).post("/v1/exports", body).status_code == 201
    ledger.call("revoke_delegation", account_id=savings.account_id, user_id=bert)
    ledger.call("set_user_status", user_id=ann, status="SUSPENDED")
    write(ledger)
    assert [row.status for row in ledger.rows("list_exports")] == ["FAILED", "FAILED"]


def test_twenty_are_enough(ledger: LedgerCalls, caller: Make, ann: int, savings: Row) -> None:
    """LG356 says how many; one that was removed makes room."""
    asks = caller("customer", ann)
    body = {"account_id": str(savings.account_id)}
    made = [asks.post("/v1/exports", body).get_json()["export_id"] for _ in range(20)]
    write(ledger)
    full = asks.post("/v1/exports", body)
    assert code_of(full) == (409, "LG356")
    assert full.get_json()["fields"]["at_most"] == 20
    asks.send("DELETE", f"/v1/exports/{made[7]}")
    assert asks.post("/v1/exports", body).status_code == 201


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"since": "2026-01-02T00:00:00Z", "until": "2026-01-02T00:00:00Z"}, 400, "LG109"),
        ({"since": "yesterday"}, 422, "WEB102"),
        ({"until": "2026-13-01T00:00:00Z"}, 422, "WEB102"),
        ({"format": "xlsx"}, 422, "WEB102"),
        ({"account_id": str(uuid4())}, 404, "LG001"),
        ({"account_id": None}, 422, "WEB102"),
    ],
)
def test_bad_requests_make_nothing(  # noqa: PLR0917
    ledger: LedgerCalls,
    caller: Make,
    ann: int,
    savings: Row,
    asked: dict[str, str],
    status: int,
    code: str,
) -> None:
    """Each with its code."""
    body = {"account_id": str(savings.account_id), **asked}
    answer = caller("customer", ann).post("/v1/exports", body)
    assert code_of(answer) == (status, code)
    assert ledger.rows("list_exports") == []
