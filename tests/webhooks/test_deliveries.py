"""What endpoints are sent, in which order, and what is tried again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from tests.webhooks.receiving import answering
from zerosum_client.webhooks import verify_webhook

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.ledger_calls import LedgerCalls, Row
    from tests.webhooks.receiving import Receiver

    Endpoint = Callable[..., tuple[Row, str]]


def _state(ledger: LedgerCalls, endpoint: Row) -> list[tuple[str, int, int | None, str | None]]:
    rows = ledger.rows("list_webhook_deliveries", endpoint_id=endpoint.endpoint_id)
    return [(r.state, r.attempts, r.last_response_code, r.last_error) for r in reversed(rows)]


def test_each_event_arrives_signed_and_in_order(
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
    post: Callable[..., list[str]],
) -> None:
    """Signature, id, trace, type, object and balances; amounts are strings."""
    row, secret = endpoint()
    ids = post(5)
    deliver()
    came = receiver.of("/hook")
    assert [one.event["data"]["event_id"] for one in came] == ids
    for one in came:
        assert verify_webhook(secret, one.headers, one.body) == one.id
        assert one.headers["content-type"] == "application/json"
        assert one.headers["traceparent"].split("-")[1] == one.id.replace("-", "")
        assert one.event["type"] == "transaction.posted"
        assert one.event["data"]["transaction"]["amount"] == "1.25"
        assert one.event["data"]["transaction"]["user_id"] == "0"
    assert [one.event["data"]["balances"][1]["balance"] for one in came][-1] == "6.25"
    assert _state(ledger, row) == [("DELIVERED", 1, 200, None)] * 5
    deliver()
    assert len(receiver.received) == 5


def test_what_failed_holds_up_its_account_and_no_other(  # noqa: PLR0917
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
    post: Callable[..., list[str]],
    hurry: Callable[[], None],
) -> None:
    """The third of an account waits for the second; another account's goes on."""
    row, _ = endpoint()
    first, second, third = (*post(), *post(), *post())

    async def answer(_path: str, _number: int) -> web.Response:
        tried = [one.event["data"]["event_id"] for one in receiver.received]
        is_refused = tried[-1] == second and tried.count(second) == 1
        return web.Response(status=503 if is_refused else 200)

    receiver.answers["/hook"] = answer
    other = ledger.account(min_balance="-Infinity")
    apart = ledger.post(
        {
            "from_account_id": other.account_id,
            "to_account_id": ledger.account().account_id,
            "amount": "1",
            "currency": "USD",
        }
    )
    deliver()
    tried = [one.event["data"]["event_id"] for one in receiver.received]
    assert third not in tried
    assert str(apart[0].transaction_id) in tried
    hurry()
    deliver()
    tried = [one.event["data"]["event_id"] for one in receiver.received]
    assert [one for one in tried if one in {first, second, third}] == [
        first,
        second,
        second,
        third,
    ]
    assert {state for state, *_ in _state(ledger, row)} == {"DELIVERED"}


def test_the_schedule_ends_after_three_days_in_a_dead_letter(  # noqa: PLR0917
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
    post: Callable[..., list[str]],
    hurry: Callable[[], None],
) -> None:
    """Each attempt is on record; an operator replays what is dead, under the same id."""
    receiver.answers["/hook"] = answering(500)
    row, _ = endpoint()
    post(2)
    for _ in range(13):
        deliver()
        hurry()
    assert _state(ledger, row)[0] == ("DEAD", 13, 500, "status")
    for _ in range(13):
        deliver()
        hurry()
    assert [state for state, *_ in _state(ledger, row)] == ["DEAD", "DEAD"]
    dead = ledger.rows("list_webhook_deliveries", state="DEAD")
    log = ledger.rows("list_webhook_attempts", delivery_id=dead[0].delivery_id)
    assert [(one.response_code, one.error) for one in log] == [(500, "status")] * 13
    receiver.answers.clear()
    replayed = ledger.call(
        "replay_webhook_deliveries", endpoint_id=row.endpoint_id, since=row.created_at
    )
    assert replayed[0] == 2
    deliver()
    assert _state(ledger, row) == [("DELIVERED", 1, 200, None)] * 2
    assert {one.id for one in receiver.received} == {str(one.delivery_id) for one in dead}
    again = ledger.call(
        "replay_webhook_deliveries", endpoint_id=row.endpoint_id, delivery_id=dead[0].delivery_id
    )
    assert again[0] == 1
    deliver()
    assert receiver.received[-1].id == str(dead[0].delivery_id)


def test_the_schedule_is_three_days_long(ledger_schedule: list[float]) -> None:
    """And each delay is longer than the one before."""
    assert ledger_schedule == sorted(ledger_schedule)
    assert abs(sum(ledger_schedule) - 3 * 86400) < 3600


def test_gone_disables_at_once_and_redirects_are_not_followed(
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
    post: Callable[..., list[str]],
) -> None:
    """410 is the end; 302 is a failure."""
    receiver.answers["/gone"] = answering(410)
    receiver.answers["/moved"] = answering(302, Location=receiver.url("/hook"))
    gone, _ = endpoint("/gone")
    moved, _ = endpoint("/moved")
    post()
    deliver()
    shown = ledger.call("get_webhook_endpoint", endpoint_id=gone.endpoint_id)
    assert (shown.status, shown.disabled_reason) == ("DISABLED", "gone")
    assert _state(ledger, moved) == [("PENDING", 1, 302, "redirected")]
    assert receiver.of("/hook") == []
    post()
    deliver()
    assert len(receiver.of("/gone")) == 1


def test_days_of_failure_disable(  # noqa: PLR0917
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    deliver: Callable[..., None],
    post: Callable[..., list[str]],
    backdate: Callable[[str], None],
) -> None:
    """Five days of nothing but failures do; one success in between begins them anew."""
    receiver.answers["/hook"] = answering(500)
    row, _ = endpoint()
    post()
    deliver()
    backdate("4 days")
    shown = ledger.call("get_webhook_endpoint", endpoint_id=row.endpoint_id)
    assert shown.first_failed_at is not None
    deliver()
    backdate("6 days")
    deliver()
    shown = ledger.call("get_webhook_endpoint", endpoint_id=row.endpoint_id)
    assert (shown.status, shown.disabled_reason) == ("DISABLED", "failing")
    noted = [one.action for one in ledger.rows("list_auth_events", user_id=0)]
    assert "WEBHOOK_DISABLED" in noted
    receiver.answers.clear()
    ledger.call("update_webhook_endpoint", endpoint_id=row.endpoint_id, status="ENABLED")
    backdate("0 days")
    deliver()
    assert _state(ledger, row)[0][0] == "DELIVERED"
    assert ledger.call("get_webhook_endpoint", endpoint_id=row.endpoint_id).first_failed_at is None


def test_two_secrets_sign_while_one_is_changed(
    receiver: Receiver,
    endpoint: Endpoint,
    rotate: Callable[..., str],
    deliver: Callable[..., None],
    post: Callable[..., list[str]],
) -> None:
    """Both verify; without an overlap the old one does not."""
    row, old = endpoint()
    new = rotate(row)
    post()
    deliver()
    one = receiver.received[-1]
    assert len(one.headers["webhook-signature"].split()) == 2
    for secret in (old, new):
        assert verify_webhook(secret, one.headers, one.body) == one.id
    last = rotate(row, overlap="0 seconds")
    post()
    deliver()
    one = receiver.received[-1]
    assert len(one.headers["webhook-signature"].split()) == 1
    assert verify_webhook(last, one.headers, one.body) == one.id


def test_a_ping_and_an_answer_without_end(
    ledger: LedgerCalls, receiver: Receiver, endpoint: Endpoint, deliver: Callable[..., None]
) -> None:
    """A large answer is not read to its end, and counts by its status."""

    async def long_answer(_path: str, _number: int) -> web.Response:
        await asyncio.sleep(0)
        return web.Response(body=b"x" * 10_000_000)

    receiver.answers["/hook"] = long_answer
    row, _ = endpoint()
    ledger.call("ping_webhook_endpoint", endpoint_id=row.endpoint_id)
    deliver()
    assert receiver.received[0].event["type"] == "webhook_endpoint.ping"
    assert _state(ledger, row) == [("DELIVERED", 1, 200, None)]
