"""Every route that takes an Idempotency-Key compares requests by their meaning.

The routes and the members to be spelled in two ways come from the OpenAPI document.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.http.documented import resolved
from tests.idempotency.scenarios import SCENARIOS, about, world
from tests.idempotency.signatures import Path, at, places, put, respelled, without_numbers
from tests.support.application import BOTH_WAYS
from tests.support.callers import Caller
from tests.support.ledger_calls import LedgerCalls
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

    from tests.idempotency.signatures import Value
    from tests.support.databases import Database
    from webapp.config import Config

pytestmark = BOTH_WAYS


# The stored function behind each route, whose scenarios are sent; an argument that stands in
# the path is named as there.
_ROUTES = {
    "/v1/accounts": "open_account",
    "/v1/accounts/{account_id}/close": "close_account",
    "/v1/accounts/{account_id}/freezes": "freeze_amount",
    "/v1/accounts/{from_account_id}/merge": "merge_accounts",
    "/v1/deposits": "deposit",
    "/v1/hold-groups/{group_id}/captures": "capture_group",
    "/v1/hold-groups/{group_id}/releases": "release_group",
    "/v1/holds": "hold_funds",
    "/v1/holds/{hold_id}/captures": "capture_hold",
    "/v1/holds/{hold_id}/extensions": "extend_hold",
    "/v1/holds/{hold_id}/increments": "increment_hold",
    "/v1/holds/{hold_id}/releases": "release_hold",
    "/v1/holds/{hold_id}/unfreeze": "unfreeze_amount",
    "/v1/transactions": "post_transaction",
    "/v1/transactions/{transaction_id}/reversals": "reverse_transaction",
    "/v1/transfers": "post_transfer",
    "/v1/transfers/batch": "post_transfers",
    "/v1/withdrawals": "withdraw",
}
_KINDS = {"uuid": "uuid", "date-time": "timestamp with time zone"}
_CASES = [
    pytest.param(path, number, id=f"{path}-{number}")
    for path, door in _ROUTES.items()
    for number in range(len(SCENARIOS[door]))
]
_IDS = {"transaction_id", "hold_id", "account_id"}


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    """Return the OpenAPI document."""
    body: dict[str, Any] = client.get("/openapi.json").get_json()
    return body


@pytest.fixture
def ids(database: Database) -> dict[str, str]:
    """Return what the requests are about."""
    with database.connect() as connection:
        return world(LedgerCalls(connection))


@pytest.fixture
def operator(database: Database, client: FlaskClient, config: Config) -> Caller:
    """Return a caller who may do everything."""
    with database.connect("ledger_dba") as connection:
        user = LedgerCalls(connection).call("create_user", username="olga", role="operator")
    return Caller(client, issue_token(config, user.user_id, "operator", timedelta(minutes=5)))


def routes(document: dict[str, Any]) -> dict[str, dict[Path, str]]:
    """Return the routes that take a key, each with the members of its body and their kinds."""
    found = {}
    for path, operations in document["paths"].items():
        for operation in operations.values():
            parameters = operation.get("parameters", [])
            names = {resolved(document, parameter)["name"] for parameter in parameters}
            if "Idempotency-Key" in names:
                content = operation.get("requestBody", {}).get("content", {})
                schema = content.get("application/json", {}).get("schema", {})
                found[path] = dict(_members(document, schema))
    return found


def _members(
    document: dict[str, Any], schema: dict[str, Any], path: Path = ()
) -> Iterator[tuple[Path, str]]:
    """Yield the members of a body, at any depth, with the kind of their values."""
    schema = resolved(document, schema)
    for choice in schema.get("anyOf", []):
        yield from _members(document, choice, path)
    for name, member in schema.get("properties", {}).items():
        if name not in {"idempotency_key", "atomic"}:
            yield from _members(document, member, (*path, name))
    if "items" in schema:
        yield from _members(document, schema["items"], path)
    elif path and schema.get("type") not in (None, "null") and "properties" not in schema:
        kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
        if schema.get("pattern", "").startswith("^-?[0-9]"):
            yield path, "numeric"
        else:
            yield path, _KINDS.get(schema.get("format", ""), str(kind))


def _named(arguments: Value) -> Value:
    """Return arguments by the names that members have."""
    return {name.removeprefix("p_"): value for name, value in arguments.items()}


def _body(kinds: dict[Path, str], arguments: Value) -> Value:
    """Return a scenario as JSON: no fractions, and integers and booleans that are none."""
    body = _named(arguments)
    for path in list(places(body)):
        value, kind = at(body, path), kinds.get(without_numbers(path))
        if kind == "object":
            body = put(body, path, {"a": 1, "b": {"c": [10, 2]}})
        elif kind in {"integer", "boolean"}:
            body = put(body, path, int(value) if kind == "integer" else value == "true")
    return body


@pytest.mark.parametrize(("path", "number"), _CASES)
def test_a_request_is_compared_by_its_meaning(
    operator: Caller, document: dict[str, Any], ids: dict[str, str], *, path: str, number: int
) -> None:
    """Each number, moment and object in two spellings, under one key, gets the first answer."""
    kinds = routes(document)[_as_documented(path)]
    body = _body(kinds, about(ids, SCENARIOS[_ROUTES[path]][number]))
    inside = {name: value for name, value in body.items() if "{" + name + "}" in path}
    url = path.format(**inside)
    body = {name: value for name, value in body.items() if name not in inside}
    first = operator.post(url, body, key="k1")
    assert first.status_code < 300, first.get_data(as_text=True)
    assert "Idempotency-Replayed" not in first.headers
    replay = operator.post(url, body, key="k1")
    assert (replay.status_code, replay.headers.get("Idempotency-Replayed")) == (200, "true")
    spelled = 0
    for place in places(body):
        kind, value = kinds.get(without_numbers(place)), at(body, place)
        if kind in {"numeric", "timestamp with time zone"}:
            spelled += 1
            again = operator.post(url, put(body, place, respelled(kind, value)), key="k1")
            assert _made(again.get_json()) == _made(first.get_json()), place
    for name, value in body.items():
        if isinstance(value, dict):
            turned = {**body, name: dict(reversed(value.items()))}
            again = operator.post(url, turned, key="k1")
            assert _made(again.get_json()) == _made(first.get_json()), name
    numbers = {place for place, kind in kinds.items() if kind == "numeric"}
    given = {without_numbers(place) for place in places(body)}
    assert spelled or not numbers & given


def test_no_route_and_no_member_is_forgotten(document: dict[str, Any]) -> None:
    """Each route that takes a key is asked, with each of its numbers and moments given."""
    found = routes(document)
    # A preview takes no key: it tells what a request under it would become.
    assert found.keys() - {"/v1/transactions/preview"} == {_as_documented(path) for path in _ROUTES}
    for path, door in _ROUTES.items():
        kinds = found[_as_documented(path)]
        given = {
            without_numbers(place)
            for scenario in SCENARIOS[door]
            for place in places(_named(scenario))
        }
        spelled = {
            place
            for place, kind in kinds.items()
            if kind in {"numeric", "timestamp with time zone"}
        }
        assert spelled <= given, path


def _as_documented(path: str) -> str:
    return path.replace("{from_account_id}", "{account_id}")


def _made(answer: Value) -> Value:
    """Return the ids of what was made."""
    if isinstance(answer, list):
        return [_made(item) for item in answer]
    if not isinstance(answer, dict):
        return None
    ids = {name: value for name, value in answer.items() if name in _IDS}
    parts = [_made(value) for value in answer.values() if isinstance(value, dict | list)]
    assert ids or parts, answer
    return ids, parts
