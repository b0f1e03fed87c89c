"""The life of an account over HTTP: changed, suspended, closed, merged, sorted, searched."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.support.callers import code_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row


def test_an_account_is_changed_in_one_request(
    operator: Caller, funded: Row, ledger: LedgerCalls
) -> None:
    """All that is given, or nothing of it."""
    path = f"/v1/accounts/{funded.account_id}"
    ledger.call("create_category", path="people/cards")
    answer = operator.send(
        "PATCH",
        path,
        {
            "code": "alice:new",
            "name": "Alice",
            "category": "people/cards",
            "metadata": {"tier": "gold", "n": 1},
            "max_balance": "1000.00",
        },
    )
    assert answer.status_code == 200
    account = answer.get_json()
    assert (account["code"], account["name"]) == ("alice:new", "Alice")
    assert (account["category"], account["max_balance"]) == ("people/cards", "1000.00")
    assert account["metadata"] == {"tier": "gold", "n": 1}
    merged = operator.send("PATCH", path, {"metadata": {"n": None}, "max_balance": "unlimited"})
    assert (merged.get_json()["metadata"], merged.get_json()["max_balance"]) == (
        {"tier": "gold"},
        None,
    )
    refused = operator.send("PATCH", path, {"name": "Bob", "max_balance": "1.00"})
    assert code_of(refused) == (422, "LG209")
    assert operator.get(path).get_json()["name"] == "Alice"


def test_accounts_are_found_by_metadata_and_category(
    operator: Caller, as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """A part of the metadata is enough; levels below a category count."""
    ledger.call("create_category", path="a/b")
    for account in (funded, shop):
        ledger.call("set_account_metadata", account_id=account.account_id, metadata={"k": {"l": 1}})
        ledger.call("set_account_category", account_id=account.account_id, category="a/b")

    def found(caller: Caller, query: str) -> int:
        return len(caller.get(f"/v1/accounts?{query}").get_json()["items"])

    part, other = quote('{"k": {"l": 1}}'), quote('{"k": 1}')
    assert found(operator, f"metadata={part}") == found(operator, "category=a") == 2
    assert found(as_alice, f"metadata={part}") == 1
    assert found(operator, f"metadata={other}") == 0
    for text in ("[]", "{", '{"a": NaN}', '{"a": "\\u0000"}', '{"a": "\\ud800"}'):
        answer = operator.get(f"/v1/accounts?metadata={quote(text)}")
        assert code_of(answer) == (422, "WEB102"), text


def test_a_suspended_account_may_still_be_paid(
    operator: Caller, as_alice: Caller, funded: Row, shop: Row
) -> None:
    """By choice, and the choice can be taken back."""
    path = f"/v1/accounts/{shop.account_id}/status"
    body = {"status": "SUSPENDED", "allow_credits": True, "reason": "looked into"}
    assert operator.send("PUT", path, body).get_json()["allows_credits"] is True
    assert as_alice.transfer(funded, shop, "1.00").status_code == 201
    operator.send("PUT", path, {"status": "SUSPENDED"})
    assert code_of(as_alice.transfer(funded, shop, "1.00")) == (422, "LG203")
    assert operator.send("PUT", path, {"status": "ACTIVE"}).get_json()["status"] == "ACTIVE"


def test_closing_sweeps_and_merging_moves_codes(
    operator: Caller, funded: Row, alice: Row, ledger: LedgerCalls
) -> None:
    """Each is one request, safe to repeat under its key."""
    other = ledger.account("other", user_id=alice.user_id)
    third = ledger.account("third", user_id=alice.user_id)
    close = f"/v1/accounts/{funded.account_id}/close"
    assert code_of(operator.post(close, {})) == (422, "LG207")
    body = {"sweep_to_account_id": str(other.account_id), "reason": "moved"}
    closed = operator.post(close, body, key="close").get_json()
    assert (closed["status"], closed["balance"]) == ("CLOSED", "0.00")
    assert operator.post(close, body, key="close").get_json() == closed
    assert ledger.balance(other.account_id) == 100

    merge = f"/v1/accounts/{other.account_id}/merge"
    merged = operator.post(merge, {"into_account_id": str(third.account_id)}).get_json()
    assert (merged["account_id"], merged["balance"]) == (str(third.account_id), "100.00")
    assert ledger.call("find_account", code="other").account_id == third.account_id
    gone = operator.get(f"/v1/accounts/{other.account_id}").get_json()
    assert gone["merged_into_account_id"] == str(third.account_id)
    shop = ledger.account("elsewhere")
    refused = operator.post(
        f"/v1/accounts/{third.account_id}/merge", {"into_account_id": str(shop.account_id)}
    )
    assert code_of(refused) == (422, "LG145")


def test_a_frozen_amount_is_kept_until_it_is_lifted(
    operator: Caller, as_alice: Caller, funded: Row, shop: Row
) -> None:
    """It cannot be spent, captured or released, but lifted."""
    body = {"amount": "80.00", "reason": "order 12/2026"}
    made = operator.post(f"/v1/accounts/{funded.account_id}/freezes", body)
    assert made.status_code == 201
    freeze = made.get_json()
    assert (freeze["is_freeze"], freeze["remaining"]) == (True, "80.00")
    assert code_of(as_alice.transfer(funded, shop, "20.01")) == (422, "LG201")
    path = f"/v1/holds/{freeze['hold_id']}"
    capture = {"to_account_id": str(shop.account_id)}
    assert code_of(operator.post(f"{path}/captures", capture)) == (422, "LG246")
    assert code_of(operator.post(f"{path}/releases", {})) == (422, "LG246")
    assert code_of(as_alice.post(f"{path}/unfreeze", {})) == (403, "LG206")
    lifted = operator.post(f"{path}/unfreeze", {"amount": "50.00"}).get_json()
    assert (lifted["status"], lifted["remaining"]) == ("OPEN", "30.00")
    assert as_alice.transfer(funded, shop, "70.00").status_code == 201


def test_categories_add_up(operator: Caller, funded: Row, ledger: LedgerCalls) -> None:
    """They are made, moved and listed, with balances of all levels."""
    made = operator.post("/v1/categories", {"path": "assets/cash/vault"})
    assert (made.status_code, made.get_json()["depth"]) == (201, 3)
    ledger.call("set_account_category", account_id=funded.account_id, category="assets/cash/vault")
    rows = operator.get("/v1/category-balances?under=assets&currency=USD").get_json()["items"]
    assert [(row["path"], row["balance"], row["own_balance"]) for row in rows] == [
        ("assets", "100.00", "0.00"),
        ("assets/cash", "100.00", "0.00"),
        ("assets/cash/vault", "100.00", "100.00"),
    ]
    move = {"path": "assets/cash", "new_path": "money"}
    assert operator.post("/v1/categories/move", move).get_json()["path"] == "money"
    paths = [row["path"] for row in operator.get("/v1/categories").get_json()["items"]]
    assert paths == ["assets", "money", "money/vault"]
    for new_path, expected in (
        ("money/vault/x", (422, "LG245")),
        ("assets", (409, "LG345")),
        ("nowhere/x", (404, "LG009")),
        ("a//b", (400, "LG109")),
    ):
        body = {"path": "money", "new_path": new_path}
        assert code_of(operator.post("/v1/categories/move", body)) == expected


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "/v1/accounts/{}"),
        ("PUT", "/v1/accounts/{}/status"),
        ("POST", "/v1/accounts/{}/close"),
        ("POST", "/v1/accounts/{}/merge"),
        ("POST", "/v1/categories"),
        ("POST", "/v1/categories/move"),
        ("GET", "/v1/categories"),
        ("GET", "/v1/category-balances"),
    ],
)
def test_a_customer_may_not(as_alice: Caller, funded: Row, method: str, path: str) -> None:
    """All of this is for operators."""
    bodies = {
        "/v1/accounts/{}/status": {"status": "CLOSED"},
        "/v1/accounts/{}/merge": {"into_account_id": str(funded.account_id)},
        "/v1/categories": {"path": "x"},
        "/v1/categories/move": {"path": "x", "new_path": "y"},
    }
    place = path.format(funded.account_id)
    if method == "GET":
        answer = as_alice.get(place)
    elif method == "POST":
        answer = as_alice.post(place, bodies.get(path, {}))
    else:
        answer = as_alice.send(method, place, bodies.get(path, {}))
    assert code_of(answer) == (403, "LG206")
