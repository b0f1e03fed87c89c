"""Small things that an answer says, each true of every route alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.callers import Caller, code_of
from webapp.application import NOUNS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.support.ledger_calls import LedgerCalls, Row

_WITH_PLACES = sorted(
    (operation.method, operation.rule)
    for noun in NOUNS
    for operation in noun.routes.operations
    if re.search(r"<\w+:", operation.rule)
)
# What fits in a place of each kind.
_FITTING = {
    "asset": "EUR",
    "int": "1",
    "uuid": "01890a5d-ac96-774b-bcce-b302099a8057",
    "word": "some",
}


@pytest.mark.parametrize(("method", "rule"), _WITH_PLACES)
def test_an_address_with_a_misspelt_id_says_which(
    client: FlaskClient, method: str, rule: str
) -> None:
    """It is no route that is missing: each place that does not fit is named."""
    answer = client.open(re.sub(r"<\w+:\w+>", "x'--", rule), method=method)
    assert code_of(answer) == (404, "WEB301")
    names = re.findall(r"<\w+:(\w+)>", rule)
    told = answer.get_json()
    assert [error["parameter"] for error in told["errors"]] == names
    assert "nothing at this address" not in told["detail"]


def test_an_address_like_no_route_is_just_missing(client: FlaskClient) -> None:
    """There is nothing to point at."""
    answer = client.get("/v1/nowhere")
    assert code_of(answer) == (404, "WEB301")
    assert "errors" not in answer.get_json()


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer"])
@pytest.mark.parametrize("path", ["/v1/auth/me", "/v1/accounts/{}/balance"])
def test_the_scheme_is_the_same_in_small_letters(
    as_alice: Caller, funded: Row, path: str, scheme: str
) -> None:
    """RFC 9110 compares it so; the straight way and Flask agree."""
    headers = {"Authorization": f"{scheme} {as_alice.token}"}
    answer = as_alice.client.get(path.format(funded.account_id), headers=headers)
    assert answer.status_code == 200


def test_an_unknown_scope_is_refused_with_those_there_are(operator: Caller, alice: Row) -> None:
    """A misspelt one can be mended from the answer."""
    body = {"user_id": str(alice.user_id), "name": "till", "scopes": ["raed"]}
    refused = operator.post("/v1/api-keys", body)
    assert code_of(refused) == (400, "LG109")
    fields = refused.get_json()["fields"]
    assert fields["field"] == "scopes"
    assert {"read", "post", "manage"} <= set(fields["known"])


def test_the_metrics_are_not_for_whoever_comes_through_a_proxy(client: FlaskClient) -> None:
    """Without a token this machine alone may read them, and a proxy on it is not it."""
    assert client.get("/metrics").status_code == 200
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        assert code_of(client.get("/metrics", headers={name: "192.0.2.7"})) == (403, "WEB290")
    client.application.extensions["metrics_token"] = "m" * 32
    headers = {"X-Forwarded-For": "192.0.2.7", "Authorization": f"bearer {'m' * 32}"}
    assert client.get("/metrics", headers=headers).status_code == 200


def test_a_hold_of_which_anything_was_captured_reads_captured(
    as_alice: Caller, ledger: LedgerCalls, funded: Row, shop: Row
) -> None:
    """Whatever became of the rest; in lists, steps and reports too."""
    held = {"account_id": str(funded.account_id), "amount": "10.00"}
    path = f"/v1/holds/{as_alice.post('/v1/holds', held).get_json()['hold_id']}"
    capture = {"amount": "4.00", "to_account_id": str(shop.account_id)}
    assert as_alice.post(f"{path}/captures", capture).status_code == 201
    ended = as_alice.post(f"{path}/releases", {}).get_json()
    assert (ended["status"], ended["captured"], ended["released"]) == ("CAPTURED", "4.00", "6.00")
    assert as_alice.get(path).get_json()["status"] == "CAPTURED"
    listed = as_alice.get("/v1/holds?status=CAPTURED").get_json()["items"]
    assert [hold["hold_id"] for hold in listed] == [ended["hold_id"]]
    assert as_alice.get("/v1/holds?status=RELEASED").get_json()["items"] == []
    steps = as_alice.get(f"{path}/events").get_json()["items"]
    assert [step["status_after"] for step in steps] == ["OPEN", "OPEN", "CAPTURED"]
    (told,) = ledger.connection.execute("SELECT status FROM reporting.holds").fetchall()
    assert told.status == "CAPTURED"


def test_a_parameter_that_is_no_text_is_named(as_alice: Caller) -> None:
    """Never read as something else, and no body is spoken of: none was sent."""
    for query, name in (("text=%ff", "text"), ("text=a&metadata%C3=1", "metadata\ufffd")):
        refused = as_alice.get(f"/v1/transactions?{query}")
        assert code_of(refused) == (422, "WEB102")
        assert [fault["parameter"] for fault in refused.get_json()["errors"]] == [name]
    refused = as_alice.get("/v1/transactions?text=%00")
    assert code_of(refused) == (422, "WEB102")
    assert refused.get_json()["errors"][0]["parameter"] == "text"


def test_a_body_is_in_utf_8_whatever_it_claims(as_alice: Caller) -> None:
    """Another charset is refused, not read as UTF-8; a byte order mark is told by its name."""
    for kind, expected in (
        ("application/json; charset=latin-1", (415, "WEB304")),
        ('application/json; charset="utf-16"', (415, "WEB304")),
        ("application/json; charset=UTF-8", (422, "WEB102")),
        ('application/json;charset="utf-8"', (422, "WEB102")),
    ):
        answer = as_alice.client.post(
            "/v1/auth/login", data=b'{"nobody": 1}', headers={"Content-Type": kind}
        )
        assert code_of(answer) == expected, kind
    marked = as_alice.client.post(
        "/v1/auth/login", data=b"\xef\xbb\xbf{}", headers={"Content-Type": "application/json"}
    )
    assert code_of(marked) == (400, "WEB101")
    assert "byte order mark" in marked.get_json()["detail"]


def test_options_have_no_body_and_no_kind_of_it(client: FlaskClient) -> None:
    """Which methods an address takes is all that is told, at every address."""
    for rule in {rule for _, rule in _WITH_PLACES} | {"/v1/accounts", "/docs", "/metrics"}:
        address = re.sub(r"<(\w+):\w+>", lambda found: _FITTING[found[1]], rule)
        answer = client.options(address)
        assert (answer.status_code, answer.data) == (204, b""), rule
        assert "Content-Type" not in answer.headers, rule
        assert "OPTIONS" in answer.headers["Allow"]
