"""The document's examples are sent, one by one, where what they speak of exists: they work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.support.ledger_calls import beside
from webapp.http.openapi.examples import ACCOUNT, OTHER_ACCOUNT
from webapp.keys.sealing import new_line

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row

# A password is nobody's example, and what is not shared can't be unshared.
REFUSED = {
    "sessions.login": 401,
    "sessions.refresh": 401,
    "sessions.password": 401,
    "delegations.revoke": 404,
}
OF_ADMINISTRATORS = {"assets.create", "role_permissions.grant", "role_permissions.revoke"}


@pytest.fixture(autouse=True)
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the application keys for personal data."""
    path = tmp_path / "keys"
    path.write_text(new_line("index") + new_line("1"), encoding="ascii")
    monkeypatch.setenv("ZEROSUM_PERSONAL_KEYS", str(path))


def stage(path: str, ledger: LedgerCalls, alice: Row) -> dict[str, str]:
    """Return, by what stands in path and body, ids of things made for one operation."""
    account, other = (ledger.account(user_id=alice.user_id) for _ in range(2))
    for one in (account, other):
        ledger.call("deposit", account_id=one.account_id, amount="100.00")
    sides = {"from_account_id": account.account_id, "to_account_id": other.account_id}
    posted = ledger.call("post_transfer", **sides, amount="11.00")
    friend = ledger.call("create_user", username=f"friend-{uuid4()}")
    group = beside(account.account_id)
    hold_id = uuid4()
    if path.endswith("/unfreeze"):
        frozen = {"account_id": account.account_id, "amount": "5.00", "reason": "court"}
        hold_id = ledger.call("freeze_amount", **frozen).hold_id
    elif "hold" in path:
        held = {"account_id": account.account_id, "amount": "5.00", "group_id": group}
        held |= {"to_account_id": other.account_id, "expires_at": "2029-01-01"}
        hold_id = ledger.call("hold_funds", **held).hold_id
    if "categories/move" in path:
        for category in ("assets", "assets/cash", "assets/liquid"):
            ledger.call("create_category", path=category)
    return {
        ACCOUNT: str(account.account_id),
        OTHER_ACCOUNT: str(other.account_id),
        "{account_id}": str(account.account_id),
        "{transaction_id}": str(posted.transaction_id),
        "{hold_id}": str(hold_id),
        "{group_id}": str(group),
        "{user_id}": str(alice.user_id),
        '"user_id": "42"': f'"user_id": "{friend.user_id}"',
    }


def test_every_example_of_a_body_works(
    *,
    client: FlaskClient,
    operator: Caller,
    administrator: Caller,
    alice: Row,
    ledger: LedgerCalls,
) -> None:
    """2xx for each."""
    document = client.get("/openapi.json").get_json()
    answers: dict[str, Any] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if "requestBody" not in operation:
                continue
            example = operation["requestBody"]["content"]["application/json"]["example"]
            url, text = path, json.dumps(example)
            for name, value in stage(path, ledger, alice).items():
                url, text = url.replace(name, value), text.replace(name, value)
            name = operation["operationId"]
            caller = administrator if name in OF_ADMINISTRATORS else operator
            answers[name] = client.open(
                url,
                method=method.upper(),
                data=text,
                content_type="application/json",
                headers={"Authorization": f"Bearer {caller.token}", "Idempotency-Key": name},
            )
    assert len(answers) > 20
    assert {
        name: answer.get_data(as_text=True)
        for name, answer in answers.items()
        if answer.status_code >= 300 and answer.status_code != REFUSED.get(name)
    } == {}
