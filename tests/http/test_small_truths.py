"""Small things that an answer says, each true of every route alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.callers import Caller, code_of
from webapp.application import NOUNS

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.support.ledger_calls import Row

_WITH_PLACES = sorted(
    (operation.method, operation.rule)
    for noun in NOUNS
    for operation in noun.routes.operations
    if re.search(r"<\w+:", operation.rule)
)


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
