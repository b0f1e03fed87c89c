"""Idempotency over HTTP: one test for each cell of its table.

no key                            400 WEB104
a key that is no key              400 WEB105
a fault of form                   400 or 422; nothing is kept, the key is free
first use                         done, and kept with the money
same key, same meaning, done      the first answer again, marked
same key, another meaning         422 LG301
same key, still being done        waited for; after lock_timeout 409 WEB107, Retry-After
refused by a rule                 on file, and not kept: decided anew
401, 403, 429                     not kept
busy: lock, deadlock              503 WEB902, Retry-After; not kept
unknown: connection lost          503 WEB903; the same key finds out
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.application import BOTH_WAYS
from tests.support.callers import Caller, code_of
from webapp import create_app
from webapp.config.gateway import Gateway
from webapp.config.kinds import Budget
from webapp.shapes.actor import Actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.test import TestResponse

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config

pytestmark = BOTH_WAYS
PATHS = ["/v1/transfers", "/v1/transfers/batch"]
MALFORMED = (
    *("", "a" * 256, "two words", "é", '"open', "a\tb", '""'),
    *('%"%e9"', f'%"{"%c3%a9" * 256}"'),
)


def body_of(source: Row, target: Row, amount: str = "10.00") -> dict[str, Any]:
    """Return a transfer's body."""
    sides = {"from_account_id": str(source.account_id), "to_account_id": str(target.account_id)}
    return {**sides, "amount": amount}


def send(caller: Caller, data: str, key: str, path: str = "/v1/transfers") -> TestResponse:
    """Post bytes as they are."""
    headers = {
        "Authorization": f"Bearer {caller.token}",
        "Idempotency-Key": key,
        "Content-Type": "application/json",
    }
    return caller.client.post(path, data=data, headers=headers)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("key", "code"), [(None, "WEB104"), *((malformed, "WEB105") for malformed in MALFORMED)]
)
def test_no_key_and_no_proper_key(as_alice: Caller, path: str, key: str | None, code: str) -> None:
    """400, whatever the body."""
    headers = {"Authorization": f"Bearer {as_alice.token}"}
    headers |= {} if key is None else {"Idempotency-Key": key}
    assert code_of(as_alice.client.post(path, json={}, headers=headers)) == (400, code)


def test_two_keys_are_not_one(as_alice: Caller, funded: Row, shop: Row) -> None:
    """Two headers with different keys: nobody guesses which was meant."""
    headers = [
        ("Authorization", f"Bearer {as_alice.token}"),
        ("Idempotency-Key", "k1"),
        ("Idempotency-Key", "k2"),
    ]
    response = as_alice.client.post("/v1/transfers", json=body_of(funded, shop), headers=headers)
    assert code_of(response) == (400, "WEB105")


@pytest.mark.parametrize(
    "key",
    [
        *("a", "a" * 255, '"quoted"', r'"a\"b"', "!#$%&'*+-.^_`|~", '"two words"'),
        *('%"caf%c3%a9"', f'%"{"%e6%bc%a2" * 255}"'),
    ],
)
def test_a_key_is_anything_visible(as_alice: Caller, funded: Row, shop: Row, key: str) -> None:
    """Bare, or one of the strings of RFC 9651."""
    assert as_alice.transfer(funded, shop, "1.00", key=key).status_code == 201
    assert as_alice.transfer(funded, shop, "1.00", key=key).status_code == 200


@pytest.mark.parametrize(
    ("data", "status"), [("{", 400), ('{"amount": "1"}', 422), ('{"amount": 1}', 422), ("[]", 422)]
)
def test_a_fault_of_form_leaves_the_key_free(
    as_alice: Caller, funded: Row, shop: Row, data: str, status: int
) -> None:
    """Mend the request and send it with the same key."""
    assert send(as_alice, data, "k1").status_code == status
    assert as_alice.transfer(funded, shop, "1.00", key="k1").status_code == 201


def test_the_same_request_gets_the_same_answer(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """Marked as a replay, and the money has moved once."""
    first = as_alice.transfer(funded, shop, "10.00", key="k1")
    again = as_alice.transfer(funded, shop, "10.00", key="k1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    assert again.get_json() == first.get_json()
    assert str(ledger.balance(funded.account_id)) == "90.00"


def test_a_request_is_compared_by_its_meaning(as_alice: Caller, funded: Row, shop: Row) -> None:
    """White space, the order of members and zeros of an amount mean nothing."""
    body = {**body_of(funded, shop), "metadata": {"a": 1, "b": [1, 2]}, "description": "x"}
    first = send(as_alice, json.dumps(body), "k1")
    assert first.status_code == 201
    turned = dict(reversed(body.items())) | {"metadata": {"b": [1, 2], "a": 1}}
    for spelling in (
        json.dumps(turned, indent=4),
        json.dumps(body | {"amount": "10"}),
        json.dumps(body | {"amount": "10.000"}),
        json.dumps(body | {"currency": "USD"}),
        json.dumps(body | {"transaction_type": "transfer"}),
        json.dumps(body | {"from_account_id": body["from_account_id"].upper()}),
        json.dumps(body).replace("x", "\\u0078"),
    ):
        again = send(as_alice, spelling, "k1")
        assert again.status_code == 200, spelling
        assert again.get_json()["transaction_id"] == first.get_json()["transaction_id"]


@pytest.mark.parametrize(
    "change",
    [
        {"amount": "10.01"},
        {"description": "y"},
        {"metadata": {"b": [2, 1]}},
        {"transaction_type": "transaction"},
        {"effective_at": "2026-01-01T00:00:00Z"},
        {"expected_version": 1},
    ],
)
def test_another_meaning_under_the_same_key_is_refused(
    as_alice: Caller, funded: Row, shop: Row, change: dict[str, Any]
) -> None:
    """With a type of its own."""
    body = {**body_of(funded, shop), "metadata": {"b": [1, 2]}}
    assert as_alice.post("/v1/transfers", body, key="k1").status_code == 201
    refused = as_alice.post("/v1/transfers", body | change, key="k1")
    assert code_of(refused) == (422, "LG301")


def test_a_key_is_its_users_own(
    as_alice: Caller, operator: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """The same key of another user is another key."""
    assert as_alice.transfer(funded, shop, "10.00", key="k1").status_code == 201
    assert operator.transfer(funded, shop, "10.00", key="k1").status_code == 201
    assert str(ledger.balance(funded.account_id)) == "80.00"


@pytest.mark.parametrize("path", ["/v1/transfers", "/v1/accounts"])
def test_a_request_in_flight_is_waited_for_and_then_409(
    as_alice: Caller, funded: Row, shop: Row, database: Database, path: str
) -> None:
    """Retry-After says when; once the first has ended, the second has its answer."""
    body = body_of(funded, shop) if path == "/v1/transfers" else {"currency": "EUR"}
    with database.connect() as connection:
        # In this database alone: the role is everybody's.
        connection.execute(
            f"ALTER ROLE ledger_web IN DATABASE {database.name} SET lock_timeout = '300ms'"
        )
    actor = Actor(funded.user_id, "customer").as_row()
    with database.connect("ledger_web", autocommit=False) as first:
        first.execute(
            "SELECT * FROM ledger.post_transfers(ARRAY[jsonb_populate_record("
            "NULL::ledger.transfer_request, %s)], p_actor => %s)"
            if path == "/v1/transfers"
            else "SELECT * FROM ledger.open_account('EUR', p_idempotency_key => %s, p_actor => %s)",
            (json.dumps({**body, "idempotency_key": "k1"}) if "amount" in body else "k1", actor),
        )
        waiting = as_alice.post(path, body, key="k1")
        assert code_of(waiting) == (409, "WEB107")
        assert waiting.headers["Retry-After"] == "1"
        first.commit()
    assert as_alice.post(path, body, key="k1").status_code in {200, 201}
    if path == "/v1/transfers":
        assert as_alice.post(path, body, key="k1").headers["Idempotency-Replayed"] == "true"


def test_401_403_and_429_are_not_kept(
    *,
    config: Config,
    caller: Callable[[str, int], Caller],
    as_alice: Caller,
    funded: Row,
    shop: Row,
    ledger: LedgerCalls,
) -> None:
    """They are about the caller, not about the request."""
    stranger = Caller(as_alice.client, "nonsense")
    assert code_of(stranger.transfer(funded, shop, "1.00", key="k1")) == (401, "WEB201")
    user = ledger.call("create_user", username="audra", role="auditor")
    auditor = caller("auditor", user.user_id)
    assert auditor.transfer(funded, shop, "1.00", key="k1").status_code == 403
    app = create_app(replace(config, gateway=Gateway(money=Budget(1, 3600))))
    limited = Caller(app.test_client(), as_alice.token)
    limited.transfer(funded, shop, "1.00", key="k0")
    assert code_of(limited.transfer(funded, shop, "1.00", key="k1")) == (429, "WEB401")
    app.extensions["database"].close()
    app.extensions["gatherer_database"].close()
    assert as_alice.transfer(funded, shop, "1.00", key="k1").status_code == 201


def test_a_batch_is_sent_again_as_a_whole(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls
) -> None:
    """What posted finds its answer; what was refused is decided anew."""
    body = {"transfers": [body_of(funded, shop, "10.00"), body_of(funded, shop, "500.00")]}
    first = as_alice.post("/v1/transfers/batch", body, key="b1").get_json()["results"]
    again = as_alice.post("/v1/transfers/batch", body, key="b1").get_json()["results"]
    assert [item["status"] for item in first] == ["COMPLETED", "FAILED"]
    assert again[0] == {**first[0], "is_replay": True}
    assert (again[1]["failure_code"], again[1]["is_replay"]) == ("LG201", False)
    assert str(ledger.balance(funded.account_id)) == "90.00"
