"""POST /v1/transactions: any number of legs, whole or not at all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.callers import Caller, code_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.ledger_calls import LedgerCalls, Row


@pytest.fixture
def fees(ledger: LedgerCalls) -> Row:
    """Return an empty account for fees, in US dollars."""
    return ledger.account("fees")


def _leg(account: Row, entry_type: str, amount: str | None = None, **more: object) -> Any:  # noqa: ANN401
    given = {} if amount is None else {"amount": amount}
    return {"account_id": str(account.account_id), "entry_type": entry_type, **given, **more}


def _sale(payer: Row, fees: Row, shop: Row, amount: str = "10.01") -> dict[str, Any]:
    return {
        "entries": [
            _leg(payer, "DEBIT", amount, description="coffee"),
            _leg(fees, "CREDIT", "0.30"),
            _leg(fees, "CREDIT", kind="percent", share="2.9"),
            _leg(shop, "CREDIT", kind="rest"),
        ],
        "metadata": {"order": 7},
        "transaction_type": "sale",
    }


def _amounts(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(entry["entry_type"], entry["amount"]) for entry in document["entries"]]


def test_a_sale_is_split_to_the_cent(operator: Caller, funded: Row, fees: Row, shop: Row) -> None:
    """201, its entries in leg order, and the same when it is looked up."""
    sale = operator.post("/v1/transactions", _sale(funded, fees, shop))
    assert sale.status_code == 201
    body = sale.get_json()
    posted = [("DEBIT", "10.01"), ("CREDIT", "0.30"), ("CREDIT", "0.29"), ("CREDIT", "9.42")]
    assert _amounts(body) == posted
    assert (body["amount"], body["currency"], body["status"]) == ("10.01", "USD", "COMPLETED")
    assert [entry["balance_after"] for entry in body["entries"]] == [
        *("89.99", "0.30", "0.59", "9.42")
    ]

    shown = operator.get(sale.headers["Location"]).get_json()
    assert shown["entries"] == body["entries"]
    assert shown["entries"][0]["description"] == "coffee"
    assert shown["from_account_id"] is None
    assert shown["leg_account_ids"] == [
        str(account.account_id) for account in (funded, fees, fees, shop)
    ]


def test_a_transfer_shows_its_two_entries(operator: Caller, funded: Row, shop: Row) -> None:
    """The same address serves both kinds."""
    moved = operator.transfer(funded, shop, "1.00")
    shown = operator.get(moved.headers["Location"]).get_json()
    assert _amounts(shown) == [("DEBIT", "1.00"), ("CREDIT", "1.00")]
    assert shown["leg_account_ids"] is None


def test_the_same_request_is_the_same_transaction(
    operator: Caller, funded: Row, fees: Row, shop: Row
) -> None:
    """200 and marked, also when amounts are spelled another way; another request is LG301."""
    first = operator.post("/v1/transactions", _sale(funded, fees, shop), key="sale-1")
    again = _sale(funded, fees, shop, "10.0100")
    again["entries"][2] |= {"kind": "fraction", "share": "0.029"}
    second = operator.post("/v1/transactions", again, key="sale-1")
    assert (second.status_code, second.headers["Idempotency-Replayed"]) == (200, "true")
    assert second.get_json()["entries"] == first.get_json()["entries"]
    other = operator.post("/v1/transactions", _sale(funded, fees, shop, "10.02"), key="sale-1")
    assert code_of(other) == (422, "LG301")


def test_a_refusal_by_a_rule_is_recorded(
    operator: Caller, funded: Row, fees: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """As a FAILED transaction that names its accounts; its key posts when the reason has passed."""
    refused = operator.post("/v1/transactions", _sale(funded, fees, shop, "100.01"), key="big")
    assert code_of(refused) == (422, "LG201")
    assert refused.get_json()["fields"] == {
        "account_id": str(funded.account_id),
        "available": "100.00",
        "currency": "USD",
        "leg": 1,
        "needed": "100.01",
    }
    shown = operator.get(refused.headers["Location"]).get_json()
    assert (shown["status"], shown["failure_code"], shown["entries"]) == ("FAILED", "LG201", [])
    ledger.call("deposit", account_id=funded.account_id, amount=1)
    again = operator.post("/v1/transactions", _sale(funded, fees, shop, "100.01"), key="big")
    assert again.status_code == 201


def test_what_does_not_balance_is_told_by_how_much(
    operator: Caller, funded: Row, fees: Row, shop: Row
) -> None:
    """LG130 per currency; nothing is recorded."""
    body = {"entries": [_leg(funded, "DEBIT", "10.00"), _leg(shop, "CREDIT", "9.70")]}
    refused = operator.post("/v1/transactions", body)
    assert code_of(refused) == (422, "LG130")
    assert "Location" not in refused.headers
    assert refused.get_json()["fields"]["unbalanced"] == [
        {"currency": "USD", "debits": "10.00", "credits": "9.70", "difference": "-0.30"}
    ]
    body["entries"][1] |= {"amount": "10"}
    assert operator.post("/v1/transactions", body).status_code == 201
    body["entries"].append(_leg(fees, "CREDIT", kind="up_to"))
    assert code_of(operator.post("/v1/transactions", body)) == (400, "LG109")


def test_a_preview_posts_nothing(
    operator: Caller, funded: Row, fees: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """200 with what would be, or with the reason why not."""
    body = {"entries": _sale(funded, fees, shop)["entries"]}
    would = operator.post("/v1/transactions/preview", body)
    assert would.status_code == 200
    assert _amounts(would.get_json())[3] == ("CREDIT", "9.42")
    assert would.get_json()["replayed_transaction_id"] is None
    body["entries"][0] |= {"amount": "500.00"}
    refused = operator.post("/v1/transactions/preview", body).get_json()
    assert (refused["status"], refused["failure_code"]) == ("FAILED", "LG201")
    assert ledger.balance(funded.account_id) == Decimal(100)


def test_a_customer_pays_only_from_its_own(
    as_alice: Caller, funded: Row, fees: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """Crediting others is paying; debiting them is LG001, like an account that is not there."""
    ledger.rows("grant_permission", role="customer", permission="post_sale")
    sale = as_alice.post("/v1/transactions", _sale(funded, fees, shop))
    assert sale.status_code == 201
    entries = sale.get_json()["entries"]
    assert [entry["balance_after"] for entry in entries] == ["89.99", None, None, None]
    theft = {"entries": [_leg(shop, "DEBIT", "1.00"), _leg(funded, "CREDIT", kind="rest")]}
    refused = as_alice.post("/v1/transactions", theft)
    assert code_of(refused) == (404, "LG001")
    assert refused.get_json()["fields"] == {"account_id": str(shop.account_id), "leg": 1}


def test_a_payee_does_not_see_who_else_was_paid(
    operator: Caller,
    caller: Callable[[str, int], Caller],
    ledger: LedgerCalls,
    as_alice: Caller,
    funded: Row,
) -> None:
    """Of a transaction that others made, a customer sees its own entries and no total."""
    house = ledger.account("payroll", account_class="asset")
    bob = ledger.call("create_user", username="bob")
    wage = ledger.account("bob:main", user_id=bob.user_id)
    body = {
        "entries": [
            _leg(funded, "CREDIT", "70.00"),
            _leg(wage, "CREDIT", "30.00"),
            _leg(house, "DEBIT", kind="rest"),
        ]
    }
    paid = operator.post("/v1/transactions", body)
    as_bob = caller("customer", bob.user_id)
    seen = as_bob.get(paid.headers["Location"]).get_json()
    assert _amounts(seen) == [("CREDIT", "30.00")]
    assert (seen["amount"], seen["leg_account_ids"]) == (None, None)
    assert _amounts(as_alice.get(paid.headers["Location"]).get_json()) == [("CREDIT", "70.00")]
    listed = as_bob.get("/v1/transactions").get_json()["items"]
    assert [(row["amount"], row["leg_account_ids"]) for row in listed] == [(None, None)]
    assert as_bob.get("/v1/transactions?min_amount=100").get_json()["items"] == []

    back = operator.post(f"{paid.headers['Location']}/reversals", {})
    assert back.status_code == 201
    seen = as_bob.get(f"/v1/transactions/{back.get_json()['transaction_id']}").get_json()
    assert (_amounts(seen), seen["amount"]) == ([("DEBIT", "30.00")], None)
