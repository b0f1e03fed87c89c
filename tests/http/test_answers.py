"""What every answer has in common, and what no request can bring about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.callers import code_of

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.support.callers import Caller
    from tests.support.ledger_calls import Row


def test_an_unknown_address_and_method_are_problems_too(client: FlaskClient) -> None:
    """404 and 405, the latter with what would do."""
    assert code_of(client.get("/v1/nothing")) == (404, "WEB301")
    assert code_of(client.get("/v1/accounts/not-a-uuid")) == (404, "WEB301")
    response = client.delete("/v1/transfers")
    assert code_of(response) == (405, "WEB302")
    assert response.headers["Allow"] == "OPTIONS, POST"


@pytest.mark.parametrize("offered", ["trace-42", "a" * 128, "00-4bf92f3577b34da6-01", "a/b=c"])
def test_a_sane_request_id_is_kept(client: FlaskClient, offered: str) -> None:
    """It joins the caller's log with ours and with the audit trail."""
    headers = client.get("/health", headers={"X-Request-ID": offered}).headers
    assert headers["X-Request-ID"] == offered


@pytest.mark.parametrize("offered", ["", "a" * 129, "a b", "<script>", "a\tb", "é"])
def test_any_other_request_id_is_replaced(client: FlaskClient, offered: str) -> None:
    """It would end in logs and documents."""
    headers = client.get("/health", headers={"X-Request-ID": offered}).headers
    assert headers["X-Request-ID"] != offered
    assert len(headers["X-Request-ID"]) == 32


def test_a_key_is_required_where_money_moves(as_alice: Caller, funded: Row, shop: Row) -> None:
    """400, before the body is read."""
    for path in ("/v1/transfers", "/v1/transfers/batch"):
        headers = {"Authorization": f"Bearer {as_alice.token}"}
        response = as_alice.client.post(path, data=b"{", headers=headers)
        assert code_of(response) == (400, "WEB104")
        headers["Idempotency-Key"] = "not one key"
        assert code_of(as_alice.client.post(path, json={}, headers=headers)) == (400, "WEB105")
    assert funded.currency == shop.currency


def test_who_asks_is_settled_first(client: FlaskClient) -> None:
    """A stranger learns nothing about bodies and keys."""
    assert code_of(client.post("/v1/transfers", data=b"{")) == (401, "WEB201")


def test_the_process_is_alive_and_the_ledger_ready(client: FlaskClient) -> None:
    """Both without a token, neither with a secret."""
    assert client.get("/health").get_json() == {"status": "ok"}
    ready = client.get("/health/ready").get_json()
    assert ready["status"] == "ready"
    assert ready.keys() == {"status", "release", "code_digest", "checks"}
    assert ready["checks"] == {
        "database": "ok",
        "code": "current",
        "redis": "off",
        "ledger": "balanced",
        "guards": "unknown",
        "standby": "off",
    }


def test_only_documented_members_leave(client: FlaskClient) -> None:
    """No server banner, no sniffing, no caching."""
    headers = client.get("/health").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
