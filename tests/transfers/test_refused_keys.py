"""A refusal over HTTP keeps no key, and each is on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.application import BOTH_WAYS
from tests.support.callers import code_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row

pytestmark = BOTH_WAYS


def test_a_refusal_by_a_rule_keeps_no_key(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """Each refusal is on file; when there is money, the same request posts, once."""
    refused = [as_alice.transfer(funded, shop, "500.00", key="k1") for _ in range(2)]
    assert [code_of(response) for response in refused] == [(422, "LG201")] * 2
    assert len({response.get_json()["transaction_id"] for response in refused}) == 2
    assert "Idempotency-Replayed" not in refused[1].headers
    ledger.call("deposit", account_id=funded.account_id, amount="1000.00")
    posted = as_alice.transfer(funded, shop, "500.00", key="k1")
    again = as_alice.transfer(funded, shop, "500.00", key="k1")
    assert (posted.status_code, again.status_code) == (201, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert code_of(as_alice.transfer(funded, shop, "499.00", key="k1")) == (422, "LG301")
    assert str(ledger.balance(funded.account_id)) == "600.00"
    path = "/v1/transactions?idempotency_key=k1&limit=2"
    listed = as_alice.get(path).get_json()
    rest = as_alice.get(f"{path}&cursor={listed['next_cursor']}").get_json()
    found = [item["status"] for item in listed["items"] + rest["items"]]
    assert found == ["COMPLETED", "FAILED", "FAILED"]
