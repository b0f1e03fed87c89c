"""API keys and delegations over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.callers import Caller, code_of
from webapp.identity import identities

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from tests.support.ledger_calls import LedgerCalls, Row


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each request asks the database about its key."""
    monkeypatch.setattr(identities, "REVOCATION_SECONDS", 0.0)


def test_a_program_has_a_key(
    client: FlaskClient, operator: Caller, ledger: LedgerCalls, funded: Row, shop: Row
) -> None:
    """Sent in either header it acts as its user, within its scopes, until it is revoked."""
    robot = ledger.call("create_user", username="robot", role="service").user_id
    body = {"user_id": str(robot), "name": "reader", "scopes": ["read"]}
    made = operator.post("/v1/api-keys", body)
    assert made.status_code == 201
    key = made.get_json()
    path = f"/v1/accounts/{funded.account_id}"
    reader = Caller(client, key["secret"])
    assert reader.get(path).status_code == 200
    assert client.get(path, headers={"X-API-Key": key["secret"]}).status_code == 200
    assert code_of(reader.transfer(funded, shop, "1.00")) == (403, "LG206")
    assert code_of(reader.post("/v1/auth/logout", {})) == (422, "WEB206")

    (listed,) = operator.get(f"/v1/api-keys?user_id={robot}").get_json()["items"]
    assert (listed["prefix"], listed["scopes"]) == (key["secret"][:16], ["read"])
    assert "secret" not in listed
    assert operator.post(f"/v1/api-keys/{key['api_key_id']}/revoke", {}).status_code == 200
    assert code_of(reader.get(path)) == (401, "WEB201")


@pytest.mark.parametrize("secret", ["zs_", "zs_x", f"zs_02bd_{'0' * 64}", f"zs_{'0' * 100_000}"])
def test_what_is_no_key_opens_nothing(client: FlaskClient, secret: str) -> None:
    """In neither header."""
    for headers in ({"X-API-Key": secret}, {"Authorization": f"Bearer {secret}"}):
        assert client.get("/v1/accounts", headers=headers).status_code in {401, 431}


def test_an_account_is_shared_and_no_longer(
    as_alice: Caller,
    caller: Callable[[str, int], Caller],
    ledger: LedgerCalls,
    funded: Row,
    shop: Row,
) -> None:
    """A spender pays out of it as far as it was let."""
    ben = ledger.call("create_user", username="ben").user_id
    as_ben = caller("customer", ben)
    path = f"/v1/accounts/{funded.account_id}/delegations"
    body = {"user_id": str(ben), "kind": "spender", "spend_limit": "5.00", "spend_period": "day"}
    assert code_of(as_ben.transfer(funded, shop, "1.00")) == (404, "LG001")
    assert as_alice.post(path, body).get_json()["spent"] == "0.00"
    assert as_ben.transfer(funded, shop, "4.00").status_code == 201
    refused = as_ben.transfer(funded, shop, "1.01")
    assert code_of(refused) == (422, "LG262")
    assert refused.get_json()["fields"]["left"] == "1.00"
    (shared,) = as_ben.get("/v1/delegations").get_json()["items"]
    assert (shared["spent"], shared["kind"]) == ("4.00", "spender")
    assert as_alice.get(path).get_json()["items"] == [shared]
    assert as_alice.post(f"{path}/revoke", {"user_id": str(ben)}).status_code == 200
    assert code_of(as_alice.post(f"{path}/revoke", {"user_id": str(ben)})) == (404, "LG011")
    assert code_of(as_ben.transfer(funded, shop, "1.00")) == (404, "LG001")
