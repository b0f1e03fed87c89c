"""The document is whole: every route, every model, every error; and answers keep to it."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING, Any

from jsonschema_rs import validator_for

from tests.http.documented import operations_of, resolved
from tests.http.plain import shown
from webapp.application import NOUNS
from webapp.http.openapi import problems_of
from webapp.problems.errors import PROBLEMS

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from tests.support.callers import Caller
    from tests.support.ledger_calls import Row

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def test_every_route_is_documented(app: Flask, document: dict[str, Any]) -> None:
    """And every documented route exists; the pages below /docs are for people."""
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        if not rule.rule.startswith("/docs/")
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
    elsewhere = {"LG019", "LG028", "LG032", "LG306", "LG321", "LG341"}
    elsewhere |= {"LG034", "LG035", "LG212", "LG309"}  # of cells
    elsewhere |= {"LG280", "LG281", "LG282"}  # of a router before them
    hidden = {code for code in PROBLEMS if code.startswith("LG9")}
    routing = {"WEB302"}
    # Of a login or an administrator's route only.
    rare = {"WEB402"}
    assert set(PROBLEMS) - listed - rare == elsewhere | hidden | routing


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    """All are within the document, and no component is left over."""
    references = set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(document)))
    assert references
    components = document["components"]
    spoken_of = {"securitySchemes": set(components["securitySchemes"])}
    for reference in references:
        top, of, kind, name = reference.split("/")
        assert (top, of) == ("#", "components")
        assert name in components[kind]
        spoken_of.setdefault(kind, set()).add(name)
    assert spoken_of == {kind: set(members) for kind, members in components.items()}


def test_every_operation_has_its_words(document: dict[str, Any]) -> None:
    """A name, a summary, a noun that is described, and a description of each response."""
    tags = {tag["name"]: tag["description"] for tag in document["tags"]}
    names = []
    for operation in operations_of(document):
        names.append(operation["operationId"])
        assert re.fullmatch(r"[a-z]+(_[a-z]+)+", operation["operationId"])
        assert operation["summary"]
        assert operation["description"]
        assert all(tags[tag] for tag in operation["tags"])
        responses = operation["responses"].values()
        assert all(resolved(document, one)["description"] for one in responses)
    assert len(names) == len(set(names))


def test_examples_of_problems_are_valid(document: dict[str, Any]) -> None:
    """They are what a client's author copies: one of each status that an operation names."""
    schemas = document["components"]["schemas"]
    problem = validator_for({**schemas["Problem"], "components": {"schemas": schemas}})
    listed = set()
    statuses = set()
    for operation in operations_of(document):
        for status, response in operation["responses"].items():
            answer = resolved(document, response)
            content = answer.get("content", {}).get("application/problem+json")
            if content is None:
                continue
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
            listed |= set(re.findall(r"(?:LG|WEB)\d{3}", answer["description"]))
            statuses |= {int(status)} if status != "default" else set()
    examples = schemas["Problem"]["examples"]
    for example in examples:
        problem.validate(example)
    assert {example["code"] for example in examples} <= listed
    told = [example["status"] for example in examples]
    assert told == sorted(set(told))
    # 412 is what a conflict (409) is called where If-Match was sent.
    assert statuses - {412} <= set(told)


def test_every_answer_in_json_has_an_example(document: dict[str, Any]) -> None:
    """Taken from a real one and valid, in its type; of a list, in that of its items."""
    schemas = document["components"]["schemas"]
    kinds = {
        shown(document, content["schema"])[0]
        for operation in operations_of(document)
        for answer in operation["responses"].values()
        for media, content in resolved(document, answer).get("content", {}).items()
        if media == "application/json"
    }
    assert len(kinds) > 35
    of_documents = {"Details"}
    assert {name for name in kinds if "examples" not in schemas[name]} == of_documents
    for name in kinds - of_documents:
        validator = validator_for({**schemas[name], "components": {"schemas": schemas}})
        for example in schemas[name]["examples"]:
            validator.validate(example)


def test_the_document_is_small_packed_and_kept(client: FlaskClient) -> None:
    """Under 300 KB, a tenth of that packed, and nothing at all to whoever has it."""
    plain = client.get("/openapi.json")
    packed = client.get("/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert len(plain.data) < 300_000
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < 40_000
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]
        again = client.get("/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == answer.headers["ETag"]
    refused = client.get("/openapi.json", headers={"Accept-Encoding": "gzip;q=0"})
    assert refused.data == plain.data


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
    check("Transaction", moved.get_json())
    check("Problem", as_alice.transfer(funded, shop, "1000.00").get_json())
    check("Transaction", as_alice.get(moved.headers["Location"]).get_json())
    legs = {
        "entries": [
            {"account_id": str(funded.account_id), "entry_type": "DEBIT", "amount": "1.00"},
            {"account_id": str(shop.account_id), "entry_type": "CREDIT", "kind": "rest"},
        ]
    }
    check("Transaction", as_alice.post("/v1/transactions", legs).get_json())
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
