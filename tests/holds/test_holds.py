"""Holds over HTTP: placed, captured in parts, raised, extended, released, in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.support.callers import code_of
from tests.support.holds import expired_hold
from tests.support.ledger_calls import beside

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row


def place(caller: Caller, account: Row, amount: str, **more: object) -> dict[str, Any]:
    """Place a hold and return it."""
    body = {"account_id": str(account.account_id), "amount": amount, **more}
    response = caller.post("/v1/holds", body)
    assert response.status_code == 201, response.get_json()
    hold: dict[str, Any] = response.get_json()
    return hold


def available(caller: Caller, account: Row) -> tuple[str, str, str]:
    """Return what an account holds: balance, held, available."""
    shown = caller.get(f"/v1/accounts/{account.account_id}/balance").get_json()
    return shown["balance"], shown["held"], shown["available"]


def test_a_hold_is_settled_in_parts(as_alice: Caller, funded: Row, shop: Row) -> None:
    """Placed, raised, captured, partly released, captured for good: each step on file."""
    hold = place(as_alice, funded, "60.00", to_account_id=str(shop.account_id))
    path = f"/v1/holds/{hold['hold_id']}"
    assert (hold["status"], hold["remaining"], hold["captured"]) == ("OPEN", "60.00", "0.00")
    assert available(as_alice, funded) == ("100.00", "60.00", "40.00")
    assert code_of(as_alice.transfer(funded, shop, "40.01")) == (422, "LG201")

    assert as_alice.post(f"{path}/increments", {"amount": "10"}).get_json()["amount"] == "70.00"
    response = as_alice.post(f"{path}/captures", {"amount": "20.00", "description": "deposit"})
    assert response.status_code == 201
    posted = response.get_json()
    shown = as_alice.get(response.headers["Location"]).get_json()
    assert shown == posted
    assert (posted["hold_id"], posted["transaction_type"]) == (hold["hold_id"], "capture")
    assert as_alice.post(f"{path}/releases", {"amount": "5.00"}).status_code == 200
    as_alice.post(f"{path}/captures", {"amount": "15.00", "is_final": True})

    shown = as_alice.get(path).get_json()
    assert (shown["status"], shown["captured"], shown["released"]) == ("CAPTURED", "35.00", "35.00")
    assert available(as_alice, funded) == ("65.00", "0.00", "65.00")
    first = as_alice.get(f"{path}/events?limit=3").get_json()
    rest = as_alice.get(f"{path}/events?limit=3&cursor={first['next_cursor']}").get_json()
    steps = [event["event_type"] for event in first["items"] + rest["items"]]
    assert steps == ["PLACE", "INCREMENT", "CAPTURE", "RELEASE", "CAPTURE"]
    assert rest["next_cursor"] is None


def test_the_same_key_is_the_same_step(as_alice: Caller, funded: Row, shop: Row) -> None:
    """A repeated request changes nothing; another under its key is refused."""
    body = {
        "account_id": str(funded.account_id),
        "amount": "10",
        "to_account_id": str(shop[0]),
        "expires_at": "2090-01-01T00:00:00Z",
    }
    first = as_alice.post("/v1/holds", body, key="h").get_json()
    again = as_alice.post("/v1/holds", {**body, "amount": "10.00"}, key="h").get_json()
    assert again == first
    assert code_of(as_alice.post("/v1/holds", {**body, "amount": "11"}, key="h")) == (422, "LG301")
    path = f"/v1/holds/{first['hold_id']}"
    for step, sent in (
        ("increments", {"amount": "5"}),
        ("releases", {"amount": "3"}),
        ("extensions", {"expires_at": "2100-01-01T00:00:00Z"}),
        ("captures", {"amount": "2"}),
    ):
        answers = [as_alice.post(f"{path}/{step}", sent, key=step) for _ in range(2)]
        first, again = (answer.get_json() for answer in answers)
        assert first == again
    assert as_alice.get(path).get_json()["remaining"] == "10.00"


def test_a_tolerance_is_agreed_beforehand(operator: Caller, funded: Row, shop: Row) -> None:
    """As an amount or in percent; beyond it, or without funds, a capture is refused."""
    hold = place(operator, funded, "50", to_account_id=str(shop[0]), tolerance_percent="10")
    assert hold["tolerance"] == "5.00"
    path = f"/v1/holds/{hold['hold_id']}/captures"
    refused = operator.post(path, {"amount": "55.01"})
    assert code_of(refused) == (422, "LG222")
    assert refused.get_json()["fields"]["tolerance"] == "5.00"
    operator.transfer(funded, shop, "48.00")
    assert code_of(operator.post(path, {"amount": "53.00"})) == (422, "LG201")
    assert operator.post(path, {"amount": "52.00"}).status_code == 201
    assert code_of(operator.post(path, {})) == (422, "LG220")


def test_an_expired_hold_keeps_nothing(
    operator: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """Neither read nor decided upon, though nobody has tidied it away."""
    hold_id = expired_hold(ledger.connection, funded.account_id, 90, shop.account_id)
    path = f"/v1/holds/{hold_id}"
    assert operator.get(path).get_json()["status"] == "EXPIRED"
    assert available(operator, funded) == ("100.00", "0.00", "100.00")
    for step, body in (("captures", {}), ("releases", {}), ("increments", {"amount": "1"})):
        assert code_of(operator.post(f"{path}/{step}", body)) == (422, "LG221")
    later = {"expires_at": "2100-01-01T00:00:00Z"}
    assert code_of(operator.post(f"{path}/extensions", later)) == (422, "LG221")
    assert operator.transfer(funded, shop, "100.00").status_code == 201
    events = operator.get(f"{path}/events").get_json()["items"]
    assert [event["event_type"] for event in events] == ["PLACE", "EXPIRE"]


def test_a_group_settles_together_or_not_at_all(
    operator: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """One hold that cannot be captured keeps all from it."""
    other, group = ledger.account("other"), str(beside(funded[0]))
    path = f"/v1/hold-groups/{group}"
    assert code_of(operator.post(f"{path}/captures", {})) == (404, "LG007")
    place(operator, funded, "30", to_account_id=str(shop[0]), group_id=group)
    place(operator, funded, "20", to_account_id=str(other[0]), group_id=group)
    ledger.call("set_account_status", account_id=other.account_id, status="SUSPENDED")
    assert code_of(operator.post(f"{path}/captures", {})) == (422, "LG203")
    assert available(operator, funded) == ("100.00", "50.00", "50.00")
    ledger.call("set_account_status", account_id=other.account_id, status="ACTIVE")
    captures = operator.post(f"{path}/captures", {}, key="g").get_json()["captures"]
    assert [capture["amount"] for capture in captures] == ["30.00", "20.00"]
    assert operator.post(f"{path}/captures", {}, key="g").get_json()["captures"] == captures
    assert available(operator, funded) == ("50.00", "0.00", "50.00")
    assert code_of(operator.post(f"{path}/releases", {})) == (422, "LG220")


def test_a_group_is_released_together(operator: Caller, funded: Row) -> None:
    """And listed by its id."""
    group = str(beside(funded[0]))
    placed = [place(operator, funded, "10", group_id=group)["hold_id"] for _ in range(3)]
    released = operator.post(f"/v1/hold-groups/{group}/releases", {}).get_json()["holds"]
    assert [hold["hold_id"] for hold in released] == placed
    assert {hold["status"] for hold in released} == {"RELEASED"}
    first = operator.get(f"/v1/holds?group_id={group}&limit=2").get_json()
    cursor = f"&cursor={first['next_cursor']}"
    rest = operator.get(f"/v1/holds?group_id={group}&limit=2{cursor}").get_json()
    assert [hold["hold_id"] for hold in first["items"] + rest["items"]] == placed


def test_a_customer_holds_on_its_own_account(
    as_alice: Caller, operator: Caller, funded: Row, shop: Row
) -> None:
    """Another's hold is unknown; one that the bank placed is seen but not undone."""
    ours = place(operator, funded, "10", to_account_id=str(shop[0]))
    theirs = place(operator, shop, "0.01") if operator.transfer(funded, shop, "1") else None
    assert theirs is not None
    for hold_id in (theirs["hold_id"], uuid4()):
        assert code_of(as_alice.get(f"/v1/holds/{hold_id}")) == (404, "LG006")
        assert code_of(as_alice.post(f"/v1/holds/{hold_id}/captures", {})) == (404, "LG006")
    path = f"/v1/holds/{ours['hold_id']}"
    assert as_alice.get(path).status_code == 200
    assert code_of(as_alice.post(f"{path}/releases", {})) == (403, "LG206")
    body = {"account_id": str(shop.account_id), "amount": "1"}
    assert code_of(as_alice.post("/v1/holds", body)) == (404, "LG001")
    shown = as_alice.get("/v1/holds").get_json()["items"]
    assert [hold["hold_id"] for hold in shown] == [ours["hold_id"]]
    assert code_of(as_alice.get(f"/v1/holds?account_id={shop.account_id}")) == (404, "LG001")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"amount": "0"}, (422, "LG104")),
        ({"amount": "-1"}, (422, "LG103")),
        ({"amount": "NaN"}, (422, "LG101")),
        ({"amount": "0.001"}, (422, "LG105")),
        ({"amount": "100.01"}, (422, "LG201")),
        ({"amount": 1}, (422, "WEB103")),
        ({"account_id": str(uuid4())}, (404, "LG001")),
        ({"to_account_id": str(uuid4())}, (404, "LG001")),
        ({"tolerance_amount": "-1"}, (400, "LG109")),
        ({"tolerance_percent": "101"}, (400, "LG109")),
        ({"tolerance_amount": "1", "tolerance_percent": "1"}, (400, "LG109")),
        ({"expires_at": "2001-01-01T00:00:00Z"}, (422, "LG120")),
        ({"unknown": "x"}, (422, "WEB102")),
    ],
)
def test_a_hold_that_cannot_be_placed_has_its_code(
    operator: Caller, funded: Row, changes: dict[str, object], expected: tuple[int, str]
) -> None:
    """And leaves nothing behind."""
    body = {"account_id": str(funded.account_id), "amount": "10", **changes}
    assert code_of(operator.post("/v1/holds", body)) == expected
    assert available(operator, funded) == ("100.00", "0.00", "100.00")
