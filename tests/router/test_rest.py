"""The web application on a router, unchanged: it is told another database, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.router.test_across import broken
from tests.support.application import environment_of
from tests.support.callers import Caller
from webapp import create_app
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from tests.router.conftest import Routed


@pytest.fixture(scope="module")
def app(towns: Routed) -> Iterator[Flask]:
    """Return the application."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment_of(towns.router).items():
            patch.setenv(name, value)
        app = create_app(Config.from_environment())
        app.config["ISSUES"] = Config.from_environment()
        yield app
        app.extensions["database"].close()
        app.extensions["gatherer_database"].close()


@pytest.fixture(scope="module")
def caller(app: Flask, towns: Routed) -> Callable[[str], Caller]:
    """Return what makes a caller of a user's name."""

    def make(name: str) -> Caller:
        user = towns.ledger.call("find_user", username=name)
        token = issue_token(app.config["ISSUES"], user.user_id, user.role, timedelta(minutes=5))
        return Caller(app.test_client(), token)

    return make


def test_a_morning_over_http(towns: Routed, caller: Callable[[str], Caller]) -> None:
    """Accounts, a transfer across, its replay, refusals with their fields, a pending one."""
    towns.ledger.call("create_user", username="olga", role="operator")
    staff, alice = caller("olga"), caller("alice")
    ids = []
    for name in ("alice", "bob"):
        user = towns.ledger.call("find_user", username=name)
        answer = staff.post("/v1/accounts", {"currency": "EUR", "user_id": str(user.user_id)})
        assert answer.status_code == 201, answer.text
        ids.append(answer.get_json()["account_id"])
        answer = staff.post("/v1/deposits", {"account_id": ids[-1], "amount": "100.00"})
        assert answer.status_code == 201, answer.text
    body = {"from_account_id": ids[0], "to_account_id": ids[1], "amount": "7.00"}
    key = str(uuid4())
    first, again = (alice.post("/v1/transfers", body, key=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200), first.text
    assert first.get_json()["status"] == "COMPLETED"
    assert first.get_json() == again.get_json() | {"entries": first.get_json()["entries"]}
    assert again.headers["Idempotency-Replayed"] == "true"
    refused = alice.post("/v1/transfers", body | {"amount": "7000.00"})
    assert (refused.status_code, refused.get_json()["code"]) == (422, "LG201")
    assert refused.get_json()["fields"]["needed"] == "7000.00"
    nobody = alice.post("/v1/transfers", body | {"to_account_id": f"{str(uuid4())[:-4]}0fff"})
    assert (nobody.status_code, nobody.get_json()["code"]) == (404, "LG001")
    strange = alice.get(f"/v1/accounts/{ids[1]}")
    assert (strange.status_code, strange.get_json()["code"]) == (404, "LG001")
    mine = alice.get("/v1/accounts")
    assert [row["account_id"] for row in mine.get_json()["items"]] == [ids[0]]
    assert len(staff.get("/v1/accounts").get_json()["items"]) >= 3
    key = str(uuid4())
    with broken(towns.cells[1], "ledger.pay_in"):
        waits = alice.post("/v1/transfers", body, key=key)
    assert (waits.status_code, waits.get_json()["status"]) == (202, "PENDING"), waits.text
    done = alice.post("/v1/transfers", body, key=key)
    assert (done.status_code, done.get_json()["status"]) == (200, "COMPLETED")
    assert alice.get(f"/v1/accounts/{ids[0]}").get_json()["balance"] == "86.00"
    batch = alice.post("/v1/transfers/batch", {"transfers": [body, body | {"amount": "900.00"}]})
    assert [item["status"] for item in batch.get_json()["results"]] == ["COMPLETED", "FAILED"]
    events = staff.get("/v1/events")
    assert (events.status_code, events.get_json()["code"]) == (422, "LG281")
