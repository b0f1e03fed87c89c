"""Reversals over HTTP: by whoever received the money, never more than there was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.support.callers import code_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row


@pytest.fixture
def merchant(ledger: LedgerCalls, caller: Callable[[str, int], Caller]) -> tuple[Row, Caller]:
    """Return a merchant's account and the merchant."""
    user_id = ledger.call("create_user", username="mona").user_id
    return ledger.account("mona", user_id=user_id), caller("customer", user_id)


def test_a_merchant_refunds_in_parts(
    as_alice: Caller, funded: Row, merchant: tuple[Row, Caller]
) -> None:
    """Both sides see the payment, what came back of it, and which way each leads."""
    till, as_mona = merchant
    paid = as_alice.transfer(funded, till, "40.00").get_json()["transaction_id"]
    path = f"/v1/transactions/{paid}"
    response = as_mona.post(f"{path}/reversals", {"amount": "15.00", "reason": "late"}, key="r")
    assert response.status_code == 201
    refund = response.get_json()
    shown = as_mona.get(response.headers["Location"]).get_json()
    assert shown == refund
    assert refund["reverses_transaction_id"] == paid
    assert (refund["amount"], refund["description"]) == ("15.00", "late")
    again = as_mona.post(f"{path}/reversals", {"amount": "15", "reason": "late"}, key="r")
    assert again.status_code == 200
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.get_json() == refund
    assert as_alice.get(path).get_json()["reversed_amount"] == "15.00"
    refused = as_mona.post(f"{path}/reversals", {"amount": "25.01"})
    assert code_of(refused) == (422, "LG224")
    assert refused.get_json()["fields"]["remaining"] == "25.00"
    rest = as_mona.post(f"{path}/reversals", {}).get_json()
    shown = as_alice.get(path).get_json()
    assert (shown["status"], shown["reversed_amount"]) == ("REVERSED", "40.00")
    assert code_of(as_mona.post(f"{path}/reversals", {})) == (422, "LG224")

    first = as_alice.get(f"{path}/reversals?limit=1").get_json()
    cursor = f"&cursor={first['next_cursor']}"
    second = as_alice.get(f"{path}/reversals?limit=1{cursor}").get_json()
    listed = first["items"] + second["items"]
    assert [one["transaction_id"] for one in listed] == [
        refund["transaction_id"],
        rest["transaction_id"],
    ]
    assert [one["entries"] for one in listed] == [None, None]
    expanded = as_mona.get(f"{path}/reversals?expand=entries").get_json()
    assert expanded["items"] == [refund, rest]
    back = f"/v1/transactions/{refund['transaction_id']}/reversals"
    assert code_of(as_alice.post(back, {})) == (422, "LG226")


def test_a_payer_takes_nothing_back(
    as_alice: Caller, operator: Caller, funded: Row, merchant: tuple[Row, Caller], shop: Row
) -> None:
    """Though it sees the payment; a stranger does not even see it."""
    till, as_mona = merchant
    paid = as_alice.transfer(funded, till, "40.00").get_json()["transaction_id"]
    path = f"/v1/transactions/{paid}/reversals"
    assert code_of(as_alice.post(path, {})) == (403, "LG206")
    hidden = operator.transfer(funded, shop, "1.00").get_json()["transaction_id"]
    for unknown in (hidden, uuid4()):
        other = f"/v1/transactions/{unknown}/reversals"
        assert code_of(as_mona.post(other, {})) == (404, "LG002")
        assert code_of(as_mona.get(other)) == (404, "LG002")
    as_mona.transfer(till, shop, "30.00")
    assert code_of(as_mona.post(path, {})) == (422, "LG201")
    assert operator.post(path, {"amount": "10.00"}).status_code == 201


def test_a_captured_hold_is_reversed_like_a_transfer(
    operator: Caller, funded: Row, shop: Row
) -> None:
    """The money comes back; the hold stays captured."""
    body = {"account_id": str(funded[0]), "amount": "30", "to_account_id": str(shop[0])}
    hold = operator.post("/v1/holds", body).get_json()["hold_id"]
    captured = operator.post(f"/v1/holds/{hold}/captures", {}).get_json()["transaction_id"]
    reversal = operator.post(f"/v1/transactions/{captured}/reversals", {}).get_json()
    assert (reversal["amount"], reversal["hold_id"]) == ("30.00", None)
    assert operator.get(f"/v1/holds/{hold}").get_json()["status"] == "CAPTURED"
    shown = operator.get(f"/v1/accounts/{funded.account_id}").get_json()
    assert (shown["balance"], shown["held"]) == ("100.00", "0.00")


def test_a_refused_transfer_has_nothing_to_give_back(
    operator: Caller, funded: Row, shop: Row
) -> None:
    """LG225, and malformed amounts have their codes."""
    refused = operator.transfer(funded, shop, "100.01").get_json()["transaction_id"]
    assert code_of(operator.post(f"/v1/transactions/{refused}/reversals", {})) == (422, "LG225")
    paid = operator.transfer(funded, shop, "10.00").get_json()["transaction_id"]
    for amount, code in (("0", "LG104"), ("-1", "LG103"), ("0.001", "LG105"), ("NaN", "LG101")):
        sent = operator.post(f"/v1/transactions/{paid}/reversals", {"amount": amount})
        assert code_of(sent) == (422, code)
