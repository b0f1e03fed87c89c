"""Formats, methods and origins: what HTTP itself asks of an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.support.callers import code_of
from webapp import create_app
from webapp.config.gateway import Gateway

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

    from tests.support.callers import Caller
    from tests.support.ledger_calls import Row
    from webapp.config import Config

APP = "https://app.example"


@pytest.fixture
def browser(config: Config) -> Iterator[FlaskClient]:
    """Return a client of an application that one origin may use."""
    app = create_app(replace(config, gateway=Gateway(cors_origins=(APP,))))
    yield app.test_client()
    app.extensions["database"].close()
    app.extensions["gatherer_database"].close()


@pytest.mark.parametrize(
    "wanted",
    [
        "*/*",
        "application/json",
        "application/*",
        "application/json;q=0.5, text/html",
        "text/html, */*;q=0.1",
        "application/json; charset=utf-8",
        "",
    ],
)
def test_json_is_given_to_whoever_takes_it(client: FlaskClient, wanted: str) -> None:
    """Also as a second choice."""
    assert client.get("/health", headers={"Accept": wanted}).status_code == 200


@pytest.mark.parametrize(
    "wanted", ["text/html", "application/xml, text/*", "application/json;q=0, */*"]
)
def test_another_format_is_refused(client: FlaskClient, as_alice: Caller, wanted: str) -> None:
    """406, as a problem document all the same, and before anything is done."""
    assert code_of(client.get("/health", headers={"Accept": wanted})) == (406, "WEB306")
    assert code_of(as_alice.get("/v1/accounts", Accept=wanted)) == (406, "WEB306")


def test_head_is_get_without_its_body(as_alice: Caller, funded: Row) -> None:
    """The same headers, the same status."""
    path = f"/v1/accounts/{funded.account_id}"
    headers = {"Authorization": f"Bearer {as_alice.token}"}
    shown, head = as_alice.get(path), as_alice.client.head(path, headers=headers)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == shown.headers["ETag"]
    assert head.headers["Content-Length"] == shown.headers["Content-Length"]
    missing = as_alice.client.head("/v1/accounts/none", headers=headers)
    assert (missing.status_code, missing.data) == (404, b"")


def test_options_tell_the_methods(client: FlaskClient) -> None:
    """Of an address that exists, without a token."""
    response = client.options("/v1/accounts")
    assert response.status_code == 204
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert code_of(client.options("/v1/nothing")) == (404, "WEB301")


def test_an_account_that_has_not_changed_is_not_sent_again(
    as_alice: Caller, funded: Row, shop: Row
) -> None:
    """304 without a body while the ETag stands; the new account after a posting."""
    path = f"/v1/accounts/{funded.account_id}"
    etag = as_alice.get(path).headers["ETag"]
    unchanged = as_alice.get(path, **{"If-None-Match": f'"old", {etag}'})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert unchanged.headers["ETag"] == etag
    as_alice.transfer(funded, shop, "1.00")
    changed = as_alice.get(path, **{"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_nobody_may_keep_frame_or_sniff_an_answer(client: FlaskClient, as_alice: Caller) -> None:
    """On success and on refusal alike."""
    for response in (client.get("/health"), as_alice.get("/v1/accounts"), client.get("/none")):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Strict-Transport-Security" not in response.headers
        assert "Access-Control-Allow-Origin" not in response.headers
    secure = client.get("/health", base_url="https://ledger.example")
    assert "max-age=" in secure.headers["Strict-Transport-Security"]


def test_a_listed_origin_may_call_from_its_pages(browser: FlaskClient) -> None:
    """With a preflight, a bearer token and what its script has to read."""
    ask = {
        "Origin": APP,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, idempotency-key",
    }
    preflight = browser.options("/v1/transfers", headers=ask)
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == APP
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "Idempotency-Key" in preflight.headers["Access-Control-Allow-Headers"]
    refused = browser.post("/v1/transfers", json={}, headers={"Origin": APP})
    assert refused.status_code == 401
    assert refused.headers["Access-Control-Allow-Origin"] == APP
    assert "Retry-After" in refused.headers["Access-Control-Expose-Headers"]
    assert "Origin" in refused.headers["Vary"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"{APP}.evil.example", "http://app.example", "*"]
)
def test_no_other_origin_may(browser: FlaskClient, origin: str) -> None:
    """No wildcard, no echo, no credentials."""
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    for response in (
        browser.options("/v1/transfers", headers=headers),
        browser.get("/health", headers=headers),
    ):
        assert not [name for name, _ in response.headers if name.startswith("Access-Control")]
        assert "Origin" in response.headers["Vary"]


def test_an_address_has_a_length(as_alice: Caller) -> None:
    """414 for path and query together."""
    assert code_of(as_alice.get("/v1/accounts?cursor=" + "a" * 9000)) == (414, "WEB307")
    assert code_of(as_alice.get("/v1/" + "a" * 9000)) == (414, "WEB307")


def test_headers_have_a_size(as_alice: Caller) -> None:
    """431, one or many."""
    one = {"X-Big": "a" * 40_000}
    many = {f"X-{number}": "a" * 1000 for number in range(40)}
    assert code_of(as_alice.get("/v1/accounts", **one)) == (431, "WEB308")
    assert code_of(as_alice.get("/v1/accounts", **many)) == (431, "WEB308")


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "identity, gzip", "x"])
def test_a_packed_body_is_not_unpacked(as_alice: Caller, coding: str) -> None:
    """415 with what would do: a bomb can't be lit."""
    headers = {"Authorization": f"Bearer {as_alice.token}", "Content-Encoding": coding}
    response = as_alice.client.post("/v1/accounts", json={"currency": "USD"}, headers=headers)
    assert code_of(response) == (415, "WEB304")
    assert response.headers["Accept-Encoding"] == "identity"


def test_fields_choose_the_members(as_alice: Caller, funded: Row) -> None:
    """Of a row, and of the rows of a page."""
    path = f"/v1/accounts/{funded.account_id}"
    account = as_alice.get(f"{path}?fields=balance,account_id").get_json()
    assert account == {"account_id": str(funded.account_id), "balance": "100.00"}
    page = as_alice.get("/v1/accounts?fields=code&limit=1").get_json()
    assert page == {"items": [{"code": "alice:main"}], "next_cursor": None}
    entries = as_alice.get(f"{path}/entries?fields=amount,entry_type").get_json()
    assert entries["items"] == [{"entry_type": "CREDIT", "amount": "100.00"}]


@pytest.mark.parametrize(
    "query", ["fields=", "fields=secret", "fields=balance,", "fields=code&fields=code", "foo=1"]
)
def test_an_unknown_parameter_or_field_is_refused(
    as_alice: Caller, funded: Row, query: str
) -> None:
    """Also where there is no other parameter: a typing error is not silently ignored."""
    response = as_alice.get(f"/v1/accounts/{funded.account_id}?{query}")
    assert code_of(response) == (422, "WEB102")
    assert response.get_json()["errors"][0]["parameter"] in {"fields", "foo"}
