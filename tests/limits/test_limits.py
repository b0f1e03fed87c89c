"""Limits over HTTP: set by operators, read by their owners, kept by postings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.support.callers import code_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row


def test_a_limit_is_set_used_and_refuses(
    operator: Caller, as_alice: Caller, funded: Row, shop: Row
) -> None:
    """The refusal says limit, used, requested, remaining and when it resets; it is recorded."""
    path = f"/v1/accounts/{funded.account_id}/limits"
    made = operator.post(path, {"maximum": "50.00", "period": "day", "time_zone": "Europe/Berlin"})
    assert made.status_code == 201
    assert made.get_json()["remaining"] == "50.00"
    assert as_alice.transfer(funded, shop, "30.00").status_code == 201
    refused = as_alice.transfer(funded, shop, "20.01", key="too-much")
    assert code_of(refused) == (422, "LG240")
    fields = refused.get_json()["fields"]
    assert (fields["limit"], fields["used"]) == ("50.00", "30.00")
    assert (fields["requested"], fields["remaining"]) == ("20.01", "20.00")
    assert code_of(as_alice.transfer(funded, shop, "20.01", key="too-much")) == (422, "LG240")
    (limit,) = as_alice.get(path).get_json()["items"]
    assert (limit["used"], limit["remaining"]) == ("30.00", "20.00")
    assert limit["resets_at"] == fields["resets_at"].replace("+00:00", "Z")
    assert as_alice.transfer(funded, shop, "20.00").status_code == 201


def test_a_limit_of_a_user_is_on_all_accounts(
    operator: Caller, as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """Counted together, changed by setting it again, gone when removed."""
    other = ledger.account("other", user_id=funded.user_id)
    ledger.call("deposit", account_id=other.account_id, amount=100)
    path = f"/v1/users/{funded.user_id}/limits"
    body = {"maximum": "60.00", "period": "window", "window_seconds": 3600, "currency": "USD"}
    limit = operator.post(path, body).get_json()
    assert (limit["account_id"], limit["window_seconds"]) == (None, 3600)
    assert as_alice.transfer(funded, shop, "40.00").status_code == 201
    assert code_of(as_alice.transfer(other, shop, "21.00")) == (422, "LG240")
    again = operator.post(path, {**body, "maximum": "61.00"}).get_json()
    assert (again["limit_id"], again["used"]) == (limit["limit_id"], "40.00")
    assert as_alice.transfer(other, shop, "21.00").status_code == 201
    assert len(as_alice.get(path).get_json()["items"]) == 1
    assert len(as_alice.get(f"/v1/accounts/{other.account_id}/limits").get_json()["items"]) == 1
    remove = f"/v1/limits/{limit['limit_id']}"
    assert operator.send("DELETE", remove).get_json()["used"] == "61.00"
    assert code_of(operator.send("DELETE", remove)) == (404, "LG008")
    assert as_alice.transfer(other, shop, "21.00").status_code == 201


def test_what_cannot_be_set_has_its_code(operator: Caller, funded: Row, alice: Row) -> None:
    """Shape by the web layer, sense by the ledger."""
    path = f"/v1/accounts/{funded.account_id}/limits"
    for change, expected in (
        ({"maximum": 5}, (422, "WEB103")),
        ({"period": "year"}, (422, "WEB102")),
        ({"maximum": "-1"}, (422, "LG103")),
        ({"maximum": "0.001"}, (422, "LG105")),
        ({"time_zone": "Mars/Olympus"}, (422, "LG140")),
        ({"measure": "count", "period": "transaction"}, (422, "LG141")),
        ({"period": "window"}, (400, "LG109")),
        ({"currency": "EUR"}, (422, "LG205")),
    ):
        body = {"maximum": "5.00", "period": "day", **change}
        assert code_of(operator.post(path, body)) == expected, change
    body = {"maximum": "5.00", "period": "day"}
    assert code_of(operator.post(f"/v1/users/{alice.user_id}/limits", body)) == (400, "LG108")
    assert code_of(operator.post("/v1/users/999999/limits", body)) == (404, "LG004")
    assert code_of(operator.post(f"/v1/accounts/{uuid4()}/limits", body)) == (404, "LG001")


@pytest.mark.parametrize("path", ["/v1/accounts/{account}/limits", "/v1/users/{user}/limits"])
def test_a_customer_reads_only_its_own_and_sets_none(
    as_alice: Caller, funded: Row, shop: Row, path: str
) -> None:
    """Unknown and forbidden look alike."""
    own = path.format(account=funded.account_id, user=funded.user_id)
    body = {"maximum": "5.00", "period": "day", "currency": "USD"}
    assert as_alice.get(own).get_json() == {"items": [], "next_cursor": None}
    assert code_of(as_alice.post(own, body)) == (403, "LG206")
    theirs = as_alice.get(path.format(account=shop.account_id, user=0))
    nobodys = as_alice.get(path.format(account=uuid4(), user=999999))
    assert code_of(theirs) == code_of(nobodys)
    assert theirs.status_code == 404


def test_a_payer_is_not_told_of_the_payees_limit(
    operator: Caller, as_alice: Caller, funded: Row, shop: Row
) -> None:
    """It learns only which account would not take the money."""
    path = f"/v1/accounts/{shop.account_id}/limits"
    operator.post(path, {"maximum": "5.00", "period": "transaction", "direction": "in"})
    refused = as_alice.transfer(funded, shop, "5.01")
    assert code_of(refused) == (422, "LG241")
    assert refused.get_json()["fields"] == {"account_id": str(shop.account_id)}
