"""GET /v1/events: the feed over HTTP, transactions with entries, acts with objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls


def test_pages_hold_the_feed(ledger: LedgerCalls, operator: Caller) -> None:
    """By position, each event once; who follows goes on behind the last one."""
    payer, payee = ledger.account(min_balance="-Infinity"), ledger.account()
    ledger.call(
        "transfer", from_account_id=payer.account_id, to_account_id=payee.account_id, amount="5"
    )
    first = operator.get("/v1/events?limit=2").json
    assert first is not None
    second = operator.get(f"/v1/events?limit=2&cursor={first['next_cursor']}").json
    assert second is not None
    everything = operator.get("/v1/events").json
    assert everything is not None
    items = everything["items"]
    assert items[:4] == first["items"] + second["items"]
    assert everything["next_cursor"] is None
    paid = items[-1]
    assert (paid["event_type"], paid["object"]) == ("transaction.posted", None)
    assert [entry["balance_after"] for entry in paid["transaction"]["entries"]] == ["-5.00", "5.00"]
    opened = items[-2]
    assert (opened["event_type"], opened["transaction"]) == ("account.opened", None)
    assert opened["object"]["account_id"] == opened["account_id"] == str(payee.account_id)
    ledger.call("create_category", path="later")
    after = f"after_position={paid['event_position']}&feed_id={paid['feed_id']}"
    later = operator.get(f"/v1/events?{after}").json
    assert later is not None
    assert [event["event_type"] for event in later["items"]] == ["category.created"]


def test_a_position_of_another_history_is_refused(
    ledger: LedgerCalls, operator: Caller, as_alice: Caller
) -> None:
    """And what only a relay may see is refused to customers."""
    ledger.account()
    elsewhere = "after_position=1&feed_id=00000000-0000-0000-0000-000000000001"
    answer = operator.get(f"/v1/events?{elsewhere}")
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (409, "LG320")
    assert as_alice.get("/v1/events").status_code == 403
