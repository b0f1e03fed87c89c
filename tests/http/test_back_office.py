"""A back office at work over HTTP alone: no call of psql, from the first user to the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from tests.support.callers import Caller, code_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

_PASSWORD = "four random common words"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """How often is another matter."""
    monkeypatch.setenv("ZEROSUM_RATE_LIMITS", "off")


def made(caller: Caller, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return what a POST made."""
    answer = caller.post(path, body)
    assert answer.status_code in {200, 201}, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.get_json()
    return document


def shown(caller: Caller, path: str) -> dict[str, Any]:
    """Return what a GET shows."""
    answer = caller.get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.get_json()
    return document


def log_in(client: FlaskClient, username: str, password: str = _PASSWORD) -> TestResponse:
    """Return the answer to a login."""
    return client.post("/v1/auth/login", json={"username": username, "password": password})


def customer(client: FlaskClient, operator: Caller, username: str) -> tuple[str, Caller]:
    """Make a user with a password, and return its id and itself logged in."""
    user_id = made(operator, "/v1/users", {"username": username})["user_id"]
    body = {"new_password": _PASSWORD}
    assert operator.send("PUT", f"/v1/users/{user_id}/password", body).status_code == 200
    tokens = log_in(client, username).get_json()
    return user_id, Caller(client, tokens["access_token"])


def test_users_are_made_found_and_changed(client: FlaskClient, operator: Caller) -> None:
    """One by name, many by filters, page by page; and none twice."""
    for name in ("nora", "norbert", "olaf"):
        made(operator, "/v1/users", {"username": name, "display_name": name.title()})
    assert code_of(operator.post("/v1/users", {"username": "nora"})) == (409, "LG305")
    nora = shown(operator, "/v1/users/find?username=nora")
    assert shown(operator, f"/v1/users/{nora['user_id']}") == nora
    assert code_of(operator.get("/v1/users/find?username=nor")) == (404, "LG004")
    names, path = [], "/v1/users?username=nor&limit=1"
    while path:
        page = shown(operator, path)
        names += [user["username"] for user in page["items"]]
        cursor = page["next_cursor"]
        path = f"/v1/users?username=nor&limit=1&cursor={cursor}" if cursor else ""
    assert sorted(names) == ["nora", "norbert"]
    place = f"/v1/users/{nora['user_id']}"
    assert (
        operator.send("PUT", f"{place}/role", {"role": "auditor"}).get_json()["role"] == "auditor"
    )
    assert code_of(operator.send("PUT", f"{place}/role", {"role": "king"})) == (400, "LG109")
    wanted = {"status": "SUSPENDED"}
    assert operator.send("PUT", f"{place}/status", wanted).get_json()["status"] == "SUSPENDED"
    page = shown(operator, "/v1/users?role=auditor&status=SUSPENDED")
    assert [user["username"] for user in page["items"]] == ["nora"]
    assert log_in(client, "nora").status_code == 401


def test_sessions_are_listed_and_ended(client: FlaskClient, operator: Caller) -> None:
    """One, or all; a customer its own, an operator anybody's, and each is on file."""
    user_id, nora = customer(client, operator, "nora")
    second = Caller(client, log_in(client, "nora").get_json()["access_token"])
    place = f"/v1/users/{user_id}/sessions"
    newest, first = shown(nora, place)["items"]
    assert newest["ended_at"] is first["ended_at"] is None
    page = shown(nora, f"{place}?limit=1")
    rest = shown(nora, f"{place}?limit=1&cursor={page['next_cursor']}")
    assert [page["items"], rest["items"], rest["next_cursor"]] == [[newest], [first], None]
    ended = second.send("DELETE", f"/v1/sessions/{first['session_id']}")
    assert ended.get_json()["end_reason"] == "LOGOUT"
    assert code_of(second.send("DELETE", f"/v1/sessions/{uuid4()}")) == (403, "LG206")
    assert code_of(operator.send("DELETE", f"/v1/sessions/{uuid4()}")) == (404, "LG018")
    assert operator.send("DELETE", place).status_code == 200
    assert {one["end_reason"] for one in shown(operator, place)["items"]} == {
        "LOGOUT",
        "LOGOUT_EVERYWHERE",
    }
    kinds = [
        one["action"] for one in shown(operator, f"/v1/auth-events?user_id={user_id}")["items"]
    ]
    assert kinds == ["LOGOUT_EVERYWHERE", "LOGOUT", "LOGIN", "LOGIN", "PASSWORD"]


def test_nobody_sets_its_own_password_unasked(client: FlaskClient, operator: Caller) -> None:
    """Who holds a stolen token does not know the present one."""
    user_id, nora = customer(client, operator, "nora")
    body = {"new_password": "another four random words"}
    refused = nora.send("PUT", f"/v1/users/{user_id}/password", body)
    assert code_of(refused) == (403, "LG206")
    olga = shown(operator, "/v1/users/find?username=olga")
    refused = operator.send("PUT", f"/v1/users/{olga['user_id']}/password", body)
    assert code_of(refused) == (403, "LG206")
    assert log_in(client, "nora").status_code == 200


def test_an_outside_identity_is_linked_and_unlinked(client: FlaskClient, operator: Caller) -> None:
    """It is one user's at a time."""
    user_id, _ = customer(client, operator, "nora")
    other = made(operator, "/v1/users", {"username": "olaf"})["user_id"]
    identity = {"issuer": "https://id.example.com", "subject": "s-1"}
    assert made(operator, f"/v1/users/{user_id}/identities", identity)["user_id"] == user_id
    refused = operator.post(f"/v1/users/{other}/identities", identity)
    assert code_of(refused) == (409, "LG360")
    assert made(operator, "/v1/identities/unlink", identity)["user_id"] == user_id
    assert code_of(operator.post("/v1/identities/unlink", identity)) == (404, "LG004")


def test_rights_are_read_and_changed(
    operator: Caller, administrator: Caller, auditor: Caller
) -> None:
    """By an administrator, who cannot lock itself out."""
    right = {"role": "operator", "permission": "add_asset"}
    assert right not in shown(auditor, "/v1/role-permissions")["items"]
    assert code_of(operator.post("/v1/role-permissions/grant", right)) == (403, "LG206")
    assert right in made(administrator, "/v1/role-permissions/grant", right)["items"]
    asset = {"currency": "USDC", "minor_units": 6, "name": "USD Coin"}
    made(operator, "/v1/assets", asset)
    assert right not in made(administrator, "/v1/role-permissions/revoke", right)["items"]
    own = {"role": "administrator", "permission": "administer"}
    assert code_of(administrator.post("/v1/role-permissions/revoke", own)) == (422, "LG261")
    assert shown(operator, "/v1/assets/USDC").items() >= asset.items()
    assert code_of(operator.get("/v1/assets/XQQ")) == (404, "LG003")


def test_limits_and_keys_are_shown_one_by_one(client: FlaskClient, operator: Caller) -> None:
    """And what a limit would refuse is known beforehand."""
    user_id, nora = customer(client, operator, "nora")
    account = made(nora, "/v1/accounts", {"currency": "USD"})
    place = f"/v1/accounts/{account['account_id']}/limits"
    limit = made(operator, place, {"maximum": "50.00", "period": "day"})
    assert shown(nora, f"/v1/limits/{limit['limit_id']}") == limit
    assert shown(nora, f"{place}/check?amount=50.00")["items"] == []
    (refusing,) = shown(nora, f"{place}/check?amount=50.01")["items"]
    assert refusing["limit_id"] == limit["limit_id"]
    assert code_of(nora.get(f"{place}/check")) == (422, "WEB102")
    key = made(operator, "/v1/api-keys", {"user_id": user_id, "name": "till"})
    mine = shown(nora, f"/v1/api-keys/{key['api_key_id']}")
    assert (mine["name"], "secret" in mine) == ("till", False)
    assert code_of(operator.get(f"/v1/api-keys/{uuid4()}")) == (404, "LG010")


def test_accounts_are_opened_and_found_by_code(client: FlaskClient, operator: Caller) -> None:
    """Many at once, all or none, safe to repeat; a code leads there after a rename too."""
    user_id, _ = customer(client, operator, "nora")
    body = {
        "accounts": [
            {"currency": "USD", "code": "n:1", "user_id": user_id, "min_balance": "unlimited"},
            {"currency": "EUR", "code": "n:2", "metadata": {"branch": 7}},
        ]
    }
    opened = made(operator, "/v1/accounts/batch", body)["accounts"]
    assert [one["code"] for one in opened] == ["n:1", "n:2"]
    assert (opened[0]["min_balance"], opened[1]["metadata"]) == (None, {"branch": 7})
    assert made(operator, "/v1/accounts/batch", body)["accounts"] == opened
    refused = {"accounts": [{"currency": "USD", "code": "n:3"}, {"currency": "USD", "code": "n:2"}]}
    assert code_of(operator.post("/v1/accounts/batch", refused)) == (409, "LG303")
    assert code_of(operator.get("/v1/accounts/find?code=n:3")) == (404, "LG001")
    operator.send("PATCH", f"/v1/accounts/{opened[0]['account_id']}", {"code": "n:new"})
    found = shown(operator, "/v1/accounts/find?code=n:1")
    assert (found["account_id"], found["code"]) == (opened[0]["account_id"], "n:new")


def test_open_credits_are_folded(operator: Caller) -> None:
    """The balance is the same, and the entries have their numbers."""
    body = {"currency": "USD", "code": "till", "accumulates": True}
    till = made(operator, "/v1/accounts", body)["account_id"]
    bank = made(operator, "/v1/accounts", {"currency": "USD", "min_balance": "unlimited"})
    pay = {"from_account_id": bank["account_id"], "to_account_id": till, "amount": "7.00"}
    made(operator, "/v1/transfers", pay)
    (entry,) = shown(operator, f"/v1/accounts/{till}/entries")["items"]
    folded = made(operator, f"/v1/accounts/{till}/fold", {})
    (numbered,) = shown(operator, f"/v1/accounts/{till}/entries")["items"]
    assert folded["balance"] == "7.00"
    assert (entry["account_version"], numbered["account_version"]) == (None, 1)


def test_money_comes_in_and_goes_out_once(operator: Caller) -> None:
    """Under a key; a refusal that can pass leaves the key free."""
    jar = made(operator, "/v1/accounts", {"currency": "USD", "code": "jar"})["account_id"]
    out = {"account_id": jar, "amount": "30.00", "description": "cash"}
    assert code_of(operator.post("/v1/withdrawals", out, key="w")) == (422, "LG201")
    body = {"account_id": jar, "amount": "100.00", "metadata": {"slip": 9}}
    first = operator.post("/v1/deposits", body, key="d")
    again = operator.post("/v1/deposits", body, key="d")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.get_json() == first.get_json()
    assert first.get_json()["transaction_type"] == "deposit"
    assert shown(operator, first.headers["Location"])["metadata"] == {"slip": 9}
    other = body | {"amount": "100.01"}
    assert code_of(operator.post("/v1/deposits", other, key="d")) == (422, "LG301")
    assert operator.post("/v1/withdrawals", out, key="w").status_code == 201
    assert shown(operator, f"/v1/accounts/{jar}/balance")["balance"] == "70.00"
    world = shown(operator, "/v1/accounts/find?code=world:USD")
    assert world["balance"] == "-70.00"
    bank = made(operator, "/v1/accounts", {"currency": "USD", "min_balance": "unlimited"})
    made(operator, "/v1/deposits", body | {"outside_account_id": bank["account_id"]})
    assert shown(operator, f"/v1/accounts/{bank['account_id']}")["balance"] == "-100.00"
