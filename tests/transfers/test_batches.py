"""POST /v1/transfers/batch: one result per item, in order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.support.application import BOTH_WAYS
from tests.support.callers import code_of

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row

pytestmark = BOTH_WAYS

PATH = "/v1/transfers/batch"


def item(source: Row, target: Row, amount: str, **more: object) -> dict[str, object]:
    """Return one transfer of a batch."""
    accounts = {"from_account_id": str(source.account_id), "to_account_id": str(target.account_id)}
    return {**accounts, "amount": amount, **more}


def _balance(result: dict[str, Any]) -> str | None:
    entries = result["transaction"]["entries"] if result["transaction"] else []
    return entries[0]["balance_after"] if entries else None


def test_items_are_answered_in_order_and_a_refused_one_disturbs_none(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """Each has its own code or its own balances."""
    amounts = ["60.00", "60.00", "10.005", "40.00"]
    response = as_alice.post(
        PATH, {"transfers": [item(funded, shop, amount) for amount in amounts]}, key="b"
    )
    assert response.status_code == 200
    results = response.get_json()["results"]
    assert [result["item_number"] for result in results] == [1, 2, 3, 4]
    assert [result["failure_code"] for result in results] == [None, "LG201", "LG105", None]
    assert [result["failure_name"] for result in results][1] == "insufficient_funds"
    assert results[1]["failure_detail"]["available"] == "40.00"
    shown = [result["transaction"] for result in results]
    assert shown[2] is None  # malformed: nothing was recorded
    assert [one["idempotency_key"] for one in shown if one] == ["b/1", "b/2", "b/4"]
    assert shown[1]["failure_detail"] == results[1]["failure_detail"]
    assert [_balance(result) for result in results] == ["40.00", None, None, "0.00"]
    assert str(ledger.balance(shop.account_id)) == "100.00"


def test_a_batch_sent_again_posts_nothing_again(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """The derived keys are the same, so are the answers; what was refused is decided anew."""
    body = {"transfers": [item(funded, shop, "1.00"), item(funded, shop, "500.00")]}
    first = as_alice.post(PATH, body, key="b").get_json()["results"]
    again = as_alice.post(PATH, body, key="b")
    assert "Idempotency-Replayed" not in again.headers
    results = again.get_json()["results"]
    assert [result["is_replay"] for result in results] == [True, False]
    assert results[0]["transaction"] == first[0]["transaction"]
    assert [result["status"] for result in results] == ["COMPLETED", "FAILED"]
    ledger.call("deposit", account_id=funded.account_id, amount="500.00")
    assert as_alice.post(PATH, body, key="b").status_code == 200
    assert as_alice.post(PATH, body, key="b").headers["Idempotency-Replayed"] == "true"
    assert str(ledger.balance(shop.account_id)) == "501.00"


def changes(source: Row, target: Row) -> dict[str, list[dict[str, object]]]:
    """Return other batches than 1.00 and 2.00, by what is other."""
    one, two, three = (item(source, target, amount) for amount in ("1.00", "2.00", "3.00"))
    return {
        "an item": [one, three],
        "more": [one, two, three],
        "fewer": [one],
        "order": [two, one],
        "a key": [one, {**two, "idempotency_key": "own"}],
        "words": [one, {**two, "description": "rent"}],
    }


@pytest.mark.parametrize(
    "what", ["an item", "more", "fewer", "order", "a key", "words", "atomic", "one transfer"]
)
@pytest.mark.parametrize("door", ["rest", "post_transfers", "post_transfers_json"])
def test_another_batch_under_a_used_key_is_refused_whole(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls, *, door: str, what: str
) -> None:
    """LG301, and nothing of it is posted, at every door."""

    def post(transfers: list[dict[str, object]], *, atomic: bool = False) -> object:
        if door == "rest":
            answer = as_alice.post(PATH, {"transfers": transfers, "atomic": atomic}, key="b")
            return answer.get_json().get("code")
        items = json.dumps(transfers)
        given = f"%s::jsonb, {atomic}, 'b'"
        if door == "post_transfers":
            items_of = "jsonb_populate_recordset(NULL::ledger.transfer_request, %s::jsonb)"
            given = f"ARRAY(SELECT r FROM {items_of} AS r), {atomic}, 'b'"
        try:
            with ledger.connection.transaction():
                ledger.connection.execute(f"SELECT ledger.{door}({given})".encode(), [items])
        except psycopg.Error as error:
            return error.sqlstate
        return None

    batch = [item(funded, shop, "1.00"), item(funded, shop, "2.00")]
    assert post(batch) is None
    if what == "one transfer":
        if door == "rest":
            assert code_of(as_alice.transfer(funded, shop, "1.00", key="b"))[1] == "LG301"
    elif what == "atomic":
        assert post(batch, atomic=True) == "LG301"
    else:
        assert post(changes(funded, shop)[what]) == "LG301"
    assert post(batch) is None
    assert str(ledger.balance(shop.account_id)) == "3.00"
    assert all(check.ok for check in ledger.rows("verify"))


def test_a_batch_of_which_nothing_posted_keeps_no_key(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """Mended, it posts under the same key."""
    refused = {"transfers": [item(funded, shop, "500.00")]}
    assert as_alice.post(PATH, refused, key="b").get_json()["results"][0]["status"] == "FAILED"
    mended = {"transfers": [item(funded, shop, "5.00")]}
    assert as_alice.post(PATH, mended, key="b").get_json()["results"][0]["status"] == "COMPLETED"
    assert code_of(as_alice.post(PATH, refused, key="b"))[1] == "LG301"
    assert str(ledger.balance(shop.account_id)) == "5.00"


def test_an_atomic_batch_posts_all(as_alice: Caller, funded: Row, shop: Row) -> None:
    """200 and results, as ever."""
    body = {"atomic": True, "transfers": [item(funded, shop, "1.00"), item(funded, shop, "2.00")]}
    response = as_alice.post(PATH, body)
    assert response.status_code == 200
    assert [r["status"] for r in response.get_json()["results"]] == ["COMPLETED", "COMPLETED"]


def test_an_atomic_batch_with_one_refusal_posts_nothing(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """422 LG304; the results name the culprit and leave the rest postable."""
    body = {"atomic": True, "transfers": [item(funded, shop, "1.00"), item(funded, shop, "500.00")]}
    response = as_alice.post(PATH, body, key="b")
    assert code_of(response) == (422, "LG304")
    results = response.get_json()["results"]
    assert [result["failure_code"] for result in results] == ["LG304", "LG201"]
    assert results[1]["failure_detail"]["needed"] == "500.00"
    assert [result["transaction"] for result in results] == [None, None]
    assert str(ledger.balance(funded.account_id)) == "100.00"
    ledger.call("deposit", account_id=funded.account_id, amount="1000.00")
    assert as_alice.post(PATH, body, key="b").status_code == 200


def test_the_shape_of_every_item_is_checked_before_any_is_posted(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """The answer points at the item."""
    body = {"transfers": [item(funded, shop, "1.00"), item(funded, shop, "1e3")]}
    response = as_alice.post(PATH, body)
    assert code_of(response) == (422, "LG101")
    assert response.get_json()["errors"][0]["pointer"] == "/transfers/1/amount"
    assert str(ledger.balance(funded.account_id)) == "100.00"


def test_the_size_and_the_keys_of_a_batch_are_limited(
    as_alice: Caller, funded: Row, shop: Row
) -> None:
    """None, too many, a key that leaves no room for the numbers, a body that is too large."""
    one = item(funded, shop, "1.00")
    assert code_of(as_alice.post(PATH, {"transfers": []})) == (422, "WEB102")
    assert code_of(as_alice.post(PATH, {"transfers": [one] * 10_001})) == (422, "WEB102")
    assert code_of(as_alice.post(PATH, {"transfers": [one]}, key="k" * 254)) == (400, "WEB105")
    assert as_alice.post(PATH, {"transfers": [one]}, key="k" * 253).status_code == 200
    huge = {"transfers": [{**one, "description": "x" * (9 * 2**20)}]}
    assert code_of(as_alice.post(PATH, huge)) == (413, "WEB303")


def test_ten_thousand_items_are_one_request(
    operator: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """The largest batch there is."""
    response = operator.post(PATH, {"transfers": [item(funded, shop, "0.01")] * 10_000})
    results = response.get_json()["results"]
    assert {result["status"] for result in results} == {"COMPLETED"}
    assert _balance(results[-1]) == "0.00"
    assert str(ledger.balance(shop.account_id)) == "100.00"
