"""Lists of transactions over HTTP: whose, filtered, sorted, in pages that inserts don't shift."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.support.callers import code_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row


def page(caller: Caller, **query: object) -> dict[str, Any]:
    """Return one page."""
    response = caller.get("/v1/transactions?" + urlencode(query))
    assert response.status_code == 200, response.get_data(as_text=True)
    body: dict[str, Any] = response.get_json()
    return body


def described(caller: Caller, **query: object) -> list[str]:
    """Return the descriptions on one page."""
    return [item["description"] for item in page(caller, **query)["items"] if item["description"]]


@pytest.fixture
def story(as_alice: Caller, funded: Row, shop: Row) -> list[str]:
    """Pay the shop three times, once too much; return the descriptions, oldest first."""
    as_alice.transfer(funded, shop, "10.00", description="bread", key="k1")
    as_alice.transfer(funded, shop, "900.00", description="car")
    order = {"order": {"id": 7}, "a'; DROP": True}
    as_alice.transfer(
        funded, shop, "20.00", description="shoes", transaction_type="transaction", metadata=order
    )
    return ["bread", "car", "shoes"]


def test_newest_first_unless_sorted_otherwise(
    as_alice: Caller, operator: Caller, story: list[str]
) -> None:
    """For everybody."""
    for caller in (as_alice, operator):
        assert described(caller, sort="-created_at") == described(caller) == story[::-1]
        assert described(caller, sort="created_at") == story


def test_a_transaction_is_the_same_wherever_it_is_shown(
    as_alice: Caller, operator: Caller, funded: Row, shop: Row
) -> None:
    """Posted, asked for again, looked up and listed; in a list its entries are asked for."""
    posted = as_alice.transfer(funded, shop, "10.00", key="k1", metadata={"n": 1}).get_json()
    assert as_alice.transfer(funded, shop, "10.00", key="k1", metadata={"n": 1}).json == posted
    shown = as_alice.get(f"/v1/transactions/{posted['transaction_id']}").get_json()
    assert shown == posted
    listed = page(as_alice, expand="entries", limit=1)["items"]
    assert listed == [posted]
    assert page(as_alice, limit=1)["items"] == [{**posted, "entries": None}]
    all_of_it = operator.get(f"/v1/transactions/{posted['transaction_id']}").get_json()
    assert all_of_it.keys() == posted.keys()
    assert [entry["balance_after"] for entry in all_of_it["entries"]] == ["90.00", "10.00"]
    assert page(operator, expand="entries", limit=1)["items"] == [all_of_it]


def test_filters_narrow_a_list(
    as_alice: Caller, operator: Caller, funded: Row, shop: Row, story: list[str]
) -> None:
    """Each by itself and together."""
    times = [item["created_at"] for item in page(as_alice, sort="created_at")["items"][-3:]]
    for caller in (as_alice, operator):
        assert described(caller, account_id=funded.account_id) == story[::-1]
        assert described(caller, user_id=funded.user_id) == story[::-1]
        assert described(caller, status="FAILED") == ["car"]
        assert described(caller, transaction_type="transaction") == ["shoes"]
        assert described(caller, min_amount="20", max_amount="900.00") == ["shoes", "car"]
        assert described(caller, metadata=json.dumps({"order": {"id": 7}})) == ["shoes"]
        assert described(caller, metadata=json.dumps({"a'; DROP": True})) == ["shoes"]
        assert described(caller, currency="EUR") == []
        assert described(caller, since=times[1]) == ["shoes", "car"]
        assert described(caller, until=times[1]) == ["bread"]
        assert described(caller, since=times[1], until=times[2], status="COMPLETED") == []
    assert described(as_alice, idempotency_key="k1") == ["bread"]
    assert described(operator, idempotency_key="k1") == []
    assert described(operator, idempotency_key="k1", user_id=funded.user_id) == ["bread"]
    assert described(operator, account_id=shop.account_id) == ["shoes", "bread"]
    assert page(as_alice, fields="amount", limit=1)["items"] == [{"amount": "20.00"}]


def test_a_customer_sees_its_own_only(
    as_alice: Caller,
    operator: Caller,
    funded: Row,
    shop: Row,
    *,
    ledger: LedgerCalls,
    story: object,
) -> None:
    """Whatever it asks for; another's account is like none."""
    other = ledger.account()
    ledger.call("deposit", account_id=other.account_id, amount="5.00")
    assert story
    mine = page(as_alice, limit=500)["items"]
    assert all(
        str(funded.account_id) in {item["from_account_id"], item["to_account_id"]} for item in mine
    )
    assert len(page(operator)["items"]) == len(mine) + 1
    assert page(as_alice, user_id=0)["items"] == []
    for account_id in (shop.account_id, uuid4()):
        response = as_alice.get(f"/v1/transactions?account_id={account_id}")
        assert code_of(response) == (404, "LG001")


@pytest.mark.parametrize("sort", ["created_at", "-created_at"])
@pytest.mark.parametrize("is_of_account", [True, False])
def test_pages_neither_skip_nor_repeat_while_money_moves(
    as_alice: Caller, funded: Row, shop: Row, operator: Caller, *, sort: str, is_of_account: bool
) -> None:
    """Over completed and refused ones."""
    for number in range(4):
        as_alice.transfer(funded, shop, "1.00" if number % 2 else "900.00")
    query: dict[str, object] = {"limit": 2, "sort": sort}
    if is_of_account:
        query["account_id"] = funded.account_id
    before = [item["transaction_id"] for item in page(operator, **{**query, "limit": 50})["items"]]
    seen: list[str] = []
    while True:
        body = page(operator, **query)
        seen += [item["transaction_id"] for item in body["items"]]
        if body["next_cursor"] is None:
            break
        query["cursor"] = body["next_cursor"]
        if len(seen) < 4:
            as_alice.transfer(funded, shop, "0.50")
    assert len(set(seen)) == len(seen)
    assert [one for one in seen if one in before] == before


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cursor=bm9uc2Vuc2U", (400, "WEB106")),
        ("since=yesterday", (422, "WEB102")),
        ("status=DONE", (422, "WEB102")),
        ("sort=amount", (422, "WEB102")),
        ("min_amount=1e3", (422, "LG101")),
        ("metadata=[1]", (422, "WEB102")),
        ("metadata={", (422, "WEB102")),
        ("account_id=1", (422, "WEB102")),
        ("limit=0", (422, "WEB102")),
        ("amount=5", (422, "WEB102")),
        ("idempotency_key=", (422, "WEB102")),
    ],
)
def test_a_query_that_makes_no_sense_is_refused(
    as_alice: Caller, query: str, expected: tuple[int, str]
) -> None:
    """By its parameter."""
    assert code_of(as_alice.get(f"/v1/transactions?{query}")) == expected


def test_a_cursor_to_nowhere_is_refused(as_alice: Caller, funded: Row, shop: Row) -> None:
    """One that this list has not given."""
    from webapp.http.cursors import id_cursor

    as_alice.transfer(funded, shop, "1.00")
    with as_alice.client.application.test_request_context("/v1/transactions"):
        cursor = id_cursor("transaction", str(uuid4()))
    response = as_alice.get(f"/v1/transactions?cursor={cursor}")
    assert code_of(response) == (400, "LG109")


@pytest.mark.parametrize("is_of_account", [True, False])
def test_a_search_that_finds_nothing_stops_and_goes_on(
    operator: Caller, funded: Row, shop: Row, ledger: LedgerCalls, *, is_of_account: bool
) -> None:
    """After 20,000 transactions a page is empty, but not the last; the needle is found."""
    sides = {"from_account_id": funded.account_id, "to_account_id": shop.account_id}
    ledger.post({**sides, "amount": "1.00", "transaction_type": "needle"})
    for _ in range(3):
        ledger.connection.execute(
            """
            SELECT count(*) FROM ledger.post_transfers(ARRAY(
                SELECT ROW(%s, %s, 0.01, NULL, NULL, NULL, NULL, NULL, 'hay', NULL)
                    ::ledger.transfer_request
                FROM generate_series(1, 8000)
            ))
            """,
            (shop.account_id, funded.account_id)
            if ledger.balance(shop.account_id) > 80
            else (funded.account_id, shop.account_id),
        )
    query: dict[str, object] = {"transaction_type": "needle", "limit": 5}
    if is_of_account:
        query["account_id"] = funded.account_id
    first = page(operator, **query)
    assert first["items"] == []
    assert first["next_cursor"] is not None
    found = page(operator, **query, cursor=first["next_cursor"])
    assert [item["transaction_type"] for item in found["items"]] == ["needle"]
    assert found["next_cursor"] is None
