"""Accounts over HTTP: opened, listed, shown, with balance, entries and audit trail."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.support.callers import code_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row


def test_an_account_is_opened_and_found(operator: Caller, alice: Row) -> None:
    """201 with everything that was asked for, and a Location that shows it."""
    response = operator.post(
        "/v1/accounts",
        {
            "currency": "USD",
            "user_id": str(alice.user_id),
            "code": "alice:card",
            "name": "Alice 💳",
            "min_balance": "-500.00",
            "max_balance": "unlimited",
            "metadata": {"product": "card"},
        },
    )
    assert response.status_code == 201
    account = response.get_json()
    assert account["user_id"] == str(alice.user_id)
    assert (account["balance"], account["available"]) == ("0.00", "0.00")
    assert (account["min_balance"], account["max_balance"]) == ("-500.00", None)
    assert account["metadata"] == {"product": "card"}
    assert account["account_class"] == "liability"
    assert datetime.fromisoformat(account["created_at"]).tzinfo == UTC
    shown = operator.get(response.headers["Location"])
    assert shown.get_json() == account
    assert shown.headers["ETag"] == response.headers["ETag"]


def test_the_same_request_under_the_same_key_opens_one_account(as_alice: Caller) -> None:
    """And another request under that key is refused."""
    first = as_alice.post("/v1/accounts", {"currency": "USD"}, key="k").get_json()
    again = as_alice.post("/v1/accounts", {"currency": "USD"}, key="k").get_json()
    assert first["account_id"] == again["account_id"]
    assert code_of(as_alice.post("/v1/accounts", {"currency": "EUR"}, key="k")) == (422, "LG301")


def test_a_key_is_optional_where_no_money_moves(as_alice: Caller) -> None:
    """Without one each request opens an account."""
    headers = {"Authorization": f"Bearer {as_alice.token}"}
    post = as_alice.client.post
    assert post("/v1/accounts", json={"currency": "JPY"}, headers=headers).status_code == 201


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, (422, "WEB102")),
        ({"currency": "usd"}, (422, "WEB102")),
        ({"currency": "XQX"}, (404, "LG003")),
        ({"currency": "USD", "user_id": "999999"}, (404, "LG004")),
        ({"currency": "USD", "user_id": 7}, (422, "WEB102")),
        ({"currency": "USD", "account_class": "other"}, (422, "WEB102")),
        ({"currency": "USD", "balance": "100.00"}, (422, "WEB102")),
        ({"currency": "USD", "min_balance": -1}, (422, "WEB103")),
        ({"currency": "USD", "min_balance": "NaN"}, (422, "LG101")),
        ({"currency": "USD", "min_balance": "Infinity"}, (422, "LG102")),
        ({"currency": "USD", "min_balance": "0.001"}, (422, "LG105")),
        ({"currency": "USD", "min_balance": "-" + "9" * 30}, (422, "LG106")),
        ({"currency": "USD", "min_balance": "5", "max_balance": "4"}, (422, "LG111")),
        ({"currency": "USD", "min_balance": "5", "max_balance": "9"}, (422, "LG209")),
        ({"currency": "USD", "code": "c" * 201}, (400, "LG109")),
        ({"currency": "USD", "code": "shop"}, (409, "LG303")),
    ],
)
def test_an_account_that_cannot_be_opened_has_its_code(
    operator: Caller, shop: Row, body: dict[str, object], expected: tuple[int, str]
) -> None:
    """And leaves nothing behind."""
    assert shop.code == "shop"
    assert code_of(operator.post("/v1/accounts", body)) == expected
    assert len(operator.get("/v1/accounts").get_json()["items"]) == 1


def test_a_list_is_read_page_by_page_while_accounts_are_opened(
    operator: Caller, ledger: LedgerCalls
) -> None:
    """Nothing is skipped, nothing comes twice."""
    opened = [str(ledger.account().account_id) for _ in range(5)]
    seen: list[str] = []
    cursor = ""
    while True:
        page = operator.get(f"/v1/accounts?limit=2&currency=USD{cursor}").get_json()
        seen += [account["account_id"] for account in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
        if len(opened) < 7:
            opened.append(str(ledger.account().account_id))
    assert seen == opened


def test_a_list_is_filtered(operator: Caller, alice: Row, funded: Row, ledger: LedgerCalls) -> None:
    """By user, currency and status."""
    euros = ledger.account(currency="EUR", user_id=alice.user_id)
    ledger.call("set_account_status", account_id=euros.account_id, status="SUSPENDED")

    def ids(query: str) -> list[str]:
        items = operator.get(f"/v1/accounts?{query}").get_json()["items"]
        return [item["account_id"] for item in items]

    both = [str(funded.account_id), str(euros.account_id)]
    assert ids(f"user_id={alice.user_id}") == both
    assert ids("currency=EUR") == both[1:]
    assert ids("status=SUSPENDED") == both[1:]
    assert ids("status=CLOSED") == []


def test_a_customer_sees_only_its_own(as_alice: Caller, funded: Row, shop: Row) -> None:
    """Another's account answers like one that is not there."""
    items = as_alice.get("/v1/accounts").get_json()["items"]
    assert [item["account_id"] for item in items] == [str(funded.account_id)]
    assert as_alice.get("/v1/accounts?user_id=0").get_json()["items"] == []
    for path in ("", "/balance", "/entries"):
        theirs = as_alice.get(f"/v1/accounts/{shop.account_id}{path}")
        nobodys = as_alice.get(f"/v1/accounts/{uuid4()}{path}")
        assert code_of(theirs) == code_of(nobodys) == (404, "LG001")


def test_a_balance_is_shown_now_and_as_of_then(as_alice: Caller, funded: Row, shop: Row) -> None:
    """A past balance has no held amount: holds are of now."""
    path = f"/v1/accounts/{funded.account_id}/balance"
    before = as_alice.get(path).get_json()
    assert before["available"] == "100.00"
    as_alice.transfer(funded, shop, "30.00")
    now = as_alice.get(path).get_json()
    assert (now["balance"], now["version"]) == ("70.00", before["version"] + 1)
    then = as_alice.get(f"{path}?as_of={before['as_of']}").get_json()
    assert (then["balance"], then["held"], then["as_of"]) == ("100.00", None, before["as_of"])
    assert as_alice.get(f"{path}?as_of=2001-01-01T00:00:00Z").get_json()["balance"] == "0.00"
    assert code_of(as_alice.get(f"{path}?as_of=yesterday")) == (422, "WEB102")
    assert code_of(as_alice.get(f"{path}?as_of=2026-01-01T00:00:00")) == (422, "WEB102")


def test_entries_read_like_a_statement(as_alice: Caller, funded: Row, shop: Row) -> None:
    """Newest first, each with the balance after it, over pages that new entries don't shift."""
    for amount in ("10.00", "20.00", "30.00"):
        as_alice.transfer(funded, shop, amount, description=f"paid {amount}")
    path = f"/v1/accounts/{funded.account_id}/entries?limit=2"
    first = as_alice.get(path).get_json()
    as_alice.transfer(funded, shop, "1.00")
    second = as_alice.get(f"{path}&cursor={first['next_cursor']}").get_json()
    entries = first["items"] + second["items"]
    assert [entry["balance_after"] for entry in entries] == ["40.00", "70.00", "90.00", "100.00"]
    assert [entry["entry_type"] for entry in entries] == ["DEBIT"] * 3 + ["CREDIT"]
    assert entries[0]["description"] == "paid 30.00"
    assert entries[0]["counterparty_account_id"] == str(shop.account_id)
    assert second["next_cursor"] is None


def test_the_audit_trail_is_for_those_who_may(
    as_alice: Caller, operator: Caller, auditor: Caller, funded: Row, shop: Row
) -> None:
    """Operators and auditors read it, newest first; a customer does not."""
    as_alice.transfer(funded, shop, "10.00")
    path = f"/v1/accounts/{funded.account_id}/audit-logs"
    page = operator.get(f"{path}?limit=1").get_json()
    (newest,) = page["items"]
    assert (newest["old_balance"], newest["new_balance"]) == ("100.00", "90.00")
    assert newest["user_id"] == str(funded.user_id)
    assert newest["ip_address"] == "127.0.0.1"
    older = auditor.get(f"{path}?cursor={page['next_cursor']}").get_json()["items"]
    assert older[0]["row_hash"] == newest["previous_hash"]
    assert len(newest["row_hash"]) == 64
    assert older[-1]["action"] == "OPEN"
    assert code_of(as_alice.get(path)) == (403, "LG206")


def test_a_transaction_shows_to_both_sides_only(
    as_alice: Caller, operator: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """Unknown and forbidden look alike."""
    location = as_alice.transfer(funded, shop, "10.00").headers["Location"]
    assert as_alice.get(location).get_json()["amount"] == "10.00"
    other = ledger.account()
    hidden = ledger.call("deposit", account_id=other.account_id, amount="1.00")
    path = f"/v1/transactions/{hidden.transaction_id}"
    assert operator.get(path).status_code == 200
    assert code_of(as_alice.get(path)) == (404, "LG002")
    assert code_of(as_alice.get(f"/v1/transactions/{uuid4()}")) == (404, "LG002")


def test_accounts_are_found_by_class_code_and_time(operator: Caller, ledger: LedgerCalls) -> None:
    """Each by itself."""
    cash = ledger.account("cash", account_class="asset")
    later = ledger.account("later")

    def codes(**query: object) -> list[str]:
        items = operator.get(f"/v1/accounts?{urlencode(query)}").get_json()["items"]
        return [item["code"] for item in items]

    assert codes(account_class="asset") == ["cash"]
    assert codes(code="later") == ["later"]
    assert codes(code="'; DROP TABLE x; --") == []
    created = later.created_at.isoformat().replace("+00:00", "Z")
    assert codes(since=created) == ["later"]
    assert codes(until=created)[-1] == cash.code


def test_entries_are_found_by_time_and_kind(as_alice: Caller, funded: Row, shop: Row) -> None:
    """Times go by the versions of the account."""
    as_alice.transfer(funded, shop, "1.00")
    as_alice.transfer(funded, shop, "2.00", transaction_type="transaction")
    path = f"/v1/accounts/{funded.account_id}/entries"
    times = {item["amount"]: item["created_at"] for item in as_alice.get(path).get_json()["items"]}

    def amounts(**query: object) -> list[str]:
        items = as_alice.get(f"{path}?{urlencode(query)}").get_json()["items"]
        return [item["amount"] for item in items]

    assert amounts(since=times["1.00"]) == ["2.00", "1.00"]
    assert amounts(until=times["2.00"]) == ["1.00", "100.00"]
    assert amounts(since=times["1.00"], until=times["2.00"]) == ["1.00"]
    assert amounts(until="2001-01-01T00:00:00Z") == []
    assert amounts(entry_type="CREDIT") == ["100.00"]
    assert amounts(transaction_type="transaction") == ["2.00"]
    assert code_of(as_alice.get(f"{path}?entry_type=debit")) == (422, "WEB102")
