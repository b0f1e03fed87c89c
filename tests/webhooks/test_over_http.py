"""Endpoints over REST: made, changed, tried and removed by their owner, or by staff."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.callers import code_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row
    from tests.webhooks.receiving import Receiver

PATH = "/v1/webhook-endpoints"


@pytest.fixture(autouse=True)
def settings(keys_file: Path) -> None:
    """Give the application a keyring, and let it name this machine."""
    assert keys_file.exists()


def test_the_life_of_an_endpoint(
    as_alice: Caller, receiver: Receiver, deliver: Callable[..., None]
) -> None:
    """Each step over HTTP; its secret is shown when it is made, and when it is changed."""
    made = as_alice.post(PATH, {"url": receiver.url(), "event_types": ["transaction.*"]})
    assert made.status_code == 201
    endpoint = made.get_json()["endpoint"]
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", made.get_json()["secret"])
    one = f"{PATH}/{endpoint['endpoint_id']}"
    assert as_alice.get(one).get_json() == endpoint
    assert as_alice.get(PATH).get_json()["items"] == [endpoint]
    rotated = as_alice.post(f"{one}/rotate-secret", None)
    assert rotated.get_json()["secret"] != made.get_json()["secret"]
    ping = as_alice.post(f"{one}/ping", None)
    assert (ping.status_code, ping.get_json()["state"]) == (202, "PENDING")
    deliver()
    assert len(receiver.received) == 1
    (delivery,) = as_alice.get(f"{one}/deliveries?state=DELIVERED").get_json()["items"]
    attempts = f"/v1/webhook-deliveries/{delivery['delivery_id']}/attempts"
    (attempt,) = as_alice.get(attempts).get_json()["items"]
    assert (attempt["response_code"], attempt["error"]) == (200, None)
    assert (delivery["delivery_id"], delivery["last_response_code"]) == (
        ping.get_json()["delivery_id"],
        200,
    )
    replayed = as_alice.post(f"{one}/replay", {"delivery_id": delivery["delivery_id"]})
    assert replayed.get_json() == {"replayed": 1}
    changed = as_alice.send("PATCH", one, {"status": "DISABLED", "event_types": []})
    assert changed.get_json()["status"] == "DISABLED"
    assert changed.get_json()["event_types"] is None
    assert as_alice.send("DELETE", one).status_code == 200
    assert code_of(as_alice.get(one)) == (404, "LG025")
    assert as_alice.get(PATH).get_json()["items"] == []


def test_nobody_manages_anothers_but_staff(  # noqa: PLR0917
    as_alice: Caller,
    alice: Row,
    operator: Caller,
    auditor: Caller,
    ledger: LedgerCalls,
    caller: Callable[[str, int], Caller],
    receiver: Receiver,
) -> None:
    """To another customer it is not there; a customer makes none for others or the house."""
    body = {"url": receiver.url()}
    made = as_alice.post(PATH, body).get_json()["endpoint"]
    one = f"{PATH}/{made['endpoint_id']}"
    bob = caller("customer", ledger.call("create_user", username="bob").user_id)
    for answer in (
        bob.get(one),
        bob.send("PATCH", one, {"status": "DISABLED"}),
        bob.send("DELETE", one),
        bob.post(f"{one}/rotate-secret", None),
        bob.post(f"{one}/ping", None),
        bob.get(f"{one}/deliveries"),
        bob.post(f"{one}/replay", {"since": "2026-01-01T00:00:00Z"}),
    ):
        assert code_of(answer) == (404, "LG025")
    assert code_of(bob.post(PATH, {**body, "user_id": made["user_id"]})) == (403, "LG206")
    assert code_of(bob.post(PATH, {**body, "user_id": "0"})) == (403, "LG206")
    assert code_of(bob.get(f"{PATH}?user_id={alice.user_id}")) == (403, "LG206")
    assert code_of(auditor.get(one)) == (403, "LG206")
    assert operator.get(one).get_json()["url"] == receiver.url()
    assert operator.post(PATH, {**body, "user_id": "0"}).status_code == 201


def test_a_narrowed_key_manages_none(
    as_alice: Caller, alice: Row, ledger: LedgerCalls, receiver: Receiver
) -> None:
    """A key of Alice's that only reads cannot have her events sent elsewhere."""
    user = ledger.call("create_user", username="till", role="service")
    key = ledger.call("create_api_key", user_id=user.user_id, name="till", scopes=["read"])
    answer = as_alice.client.post(
        PATH, json={"url": receiver.url()}, headers={"X-API-Key": key.secret}
    )
    assert code_of(answer) == (403, "LG206")
    assert alice.user_id


@pytest.mark.parametrize(
    "body",
    [
        {"url": "https://a.example", "event_types": ["Transaction"]},
        {"url": "https://a.example", "category_path": "nowhere"},
        {"url": "no url"},
        {"url": "https://a.example", "of_user_id": "x"},
        {},
    ],
    ids=["type", "category", "url", "user", "nothing"],
)
def test_what_is_no_endpoint_is_refused(operator: Caller, body: dict[str, object]) -> None:
    """With the field that is wrong."""
    assert operator.post(PATH, body).status_code in {404, 422}


def test_a_customer_has_twenty_at_most(as_alice: Caller, receiver: Receiver) -> None:
    """The next is refused until one is removed."""
    for _ in range(20):
        made = as_alice.post(PATH, {"url": receiver.url()})
    assert code_of(as_alice.post(PATH, {"url": receiver.url()})) == (409, "LG355")
    as_alice.send("DELETE", f"{PATH}/{made.get_json()['endpoint']['endpoint_id']}")
    assert as_alice.post(PATH, {"url": receiver.url()}).status_code == 201


def test_without_development_this_machine_is_refused(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, receiver: Receiver
) -> None:
    """As its address and by its name."""
    monkeypatch.setenv("ZEROSUM_WEBHOOK_ALLOW_PRIVATE", "off")
    as_alice: Caller = request.getfixturevalue("as_alice")
    for url in (receiver.url(), "https://127.0.0.1/", "https://localhost/"):
        assert code_of(as_alice.post(PATH, {"url": url})) == (422, "LG155")
