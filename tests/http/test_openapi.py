"""The document is whole: every route, every model, every error; and answers keep to it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema_rs import validator_for

from webapp.application import NOUNS
from webapp.http.openapi import problems_of
from webapp.problems.errors import PROBLEMS

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.support.callers import Caller
    from tests.support.ledger_calls import Row

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    """Return the document as a client gets it."""
    response = client.get("/openapi.json")
    assert response.mimetype == "application/json"
    body: dict[str, Any] = response.get_json()
    return body


def test_every_route_is_documented(app: Flask, document: dict[str, Any]) -> None:
    """And every documented route exists."""
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & METHODS
    }
    documented = {
        (path, method.upper())
        for path, operations in document["paths"].items()
        for method in operations
    }
    assert document["openapi"] == "3.1.0"
    assert served == documented


def test_every_problem_can_be_met_somewhere() -> None:
    """A code that no operation lists is a code that no client expects."""
    listed = {
        code
        for noun in NOUNS
        for operation in noun.routes.operations
        for code in problems_of(operation)
    }
    # These are said by functions that have no route, or hide behind WEB901 (LG9xx).
    elsewhere = {"LG306", "LG320", "LG341"}
    hidden = {code for code in PROBLEMS if code.startswith("LG9")}
    routing = {"WEB302"}
    # Of a login or an administrator's route only.
    rare = {"WEB402"}
    assert set(PROBLEMS) - listed - rare == elsewhere | hidden | routing


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    """All are within the document."""
    references = set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(document)))
    assert references
    for reference in references:
        prefix, _, name = reference.rpartition("/")
        assert prefix == "#/components/schemas"
        assert name in document["components"]["schemas"]


def test_every_operation_has_its_words(document: dict[str, Any]) -> None:
    """A summary, and a description of each response."""
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert all(response["description"] for response in operation["responses"].values())


def test_examples_of_problems_are_valid(document: dict[str, Any]) -> None:
    """They are what a client's author copies."""
    schemas = document["components"]["schemas"]
    problem = validator_for({**schemas["Problem"], "components": {"schemas": schemas}})
    for operations in document["paths"].values():
        for operation in operations.values():
            for response in operation["responses"].values():
                content = response["content"].get("application/problem+json", {})
                for example in content.get("examples", {}).values():
                    problem.validate(example["value"])


def test_answers_keep_to_the_document(
    document: dict[str, Any], as_alice: Caller, operator: Caller, funded: Row, shop: Row
) -> None:
    """Each kind of answer against its schema."""
    schemas = document["components"]["schemas"]

    def check(name: str, body: object) -> None:
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        validator_for(schema).validate(body)

    account = f"/v1/accounts/{funded.account_id}"
    moved = as_alice.transfer(funded, shop, "10.00", metadata={"a": [1, None]})
    check("TransferResult", moved.get_json())
    check("Problem", as_alice.transfer(funded, shop, "1000.00").get_json())
    check("TransactionWithEntries", as_alice.get(moved.headers["Location"]).get_json())
    legs = {
        "entries": [
            {"account_id": str(funded.account_id), "entry_type": "DEBIT", "amount": "1.00"},
            {"account_id": str(shop.account_id), "entry_type": "CREDIT", "kind": "rest"},
        ]
    }
    check("TransactionResult", as_alice.post("/v1/transactions", legs).get_json())
    check("Account", as_alice.get(account).get_json())
    check("AccountPage", operator.get("/v1/accounts?limit=1").get_json())
    check("Balance", as_alice.get(f"{account}/balance").get_json())
    check("Balance", as_alice.get(f"{account}/balance?as_of=2001-01-01T00:00:00Z").get_json())
    check("EntryPage", as_alice.get(f"{account}/entries").get_json())
    check("AuditLogPage", operator.get(f"{account}/audit-logs").get_json())
    body = {"transfers": [{"amount": "NaN", **_accounts(funded, shop)}]}
    check("BatchAnswer", as_alice.post("/v1/transfers/batch", body).get_json())
    check("Problem", as_alice.post("/v1/transfers/batch", body | {"atomic": True}).get_json())
    check("Readiness", operator.get("/health/ready").get_json())


def _accounts(source: Row, target: Row) -> dict[str, str]:
    return {"from_account_id": str(source.account_id), "to_account_id": str(target.account_id)}


def test_models_have_names_of_their_own(document: dict[str, Any]) -> None:
    """Two of one name would both be shown with their modules before it."""
    assert [name for name in document["components"]["schemas"] if "__" in name] == []
