"""The OpenAPI 3.1 document, made of the same declarations that make the routes."""

import re
from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Literal

from pydantic import TypeAdapter

from webapp.api import Key, Operation
from webapp.errors import PROBLEMS
from webapp.gateway.limiting import FAIL_CLOSED, RouteClass
from webapp.reading import MAXIMUM_ERRORS
from webapp.refusals import Refusal

Json = dict[str, Any]

_REF = "#/components/schemas/{model}"
_EVERYWHERE = ("WEB305", "WEB901")
_WITH_TOKEN = ("WEB201", "WEB202", "LG206", "LG260", "WEB902", "WEB903")
_WITH_BODY = ("WEB101", "WEB102", "WEB103", "WEB303", "WEB304")
_WITH_QUERY = ("WEB101", "WEB102")

_PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457. Tell problems apart by code or name, never by the prose.",
    "required": ["type", "title", "status", "code", "name", "detail", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "enum": list(PROBLEMS)},
        "name": {"type": "string", "enum": sorted({p.name for p in PROBLEMS.values()})},
        "detail": {"type": "string"},
        "hint": {"type": "string", "description": "what to do next"},
        "fields": {"type": "object", "description": "the values the problem speaks of"},
        "errors": {
            "type": "array",
            "maxItems": MAXIMUM_ERRORS,
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {"type": "string", "format": "json-pointer"},
                    "parameter": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
        "violated-policies": {"type": "array", "items": {"type": "string"}},
        "request_id": {"type": "string"},
        "transaction_id": {"type": "string", "format": "uuid"},
        "results": {"type": "array", "items": {"$ref": _REF.format(model="TransferResult")}},
    },
}


def document(operations: Iterable[Operation], release: str) -> Json:
    """Return the document that describes these operations."""
    operations = list(operations)
    schemas, definitions = _schemas(operations)
    paths: dict[str, Json] = defaultdict(dict)
    for operation in operations:
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", operation.rule)
        paths[path][operation.method.lower()] = _operation(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Zerosum",
            "version": release,
            "description": "A payments ledger. Amounts are strings, times are UTC, and a "
            "request that moves money carries an Idempotency-Key.",
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "paths": dict(paths),
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
            "schemas": {**definitions, "Problem": _PROBLEM},
        },
    }


def problems_of(operation: Operation) -> list[str]:
    """Return every code an operation can answer with, its own first."""
    codes = [*operation.problems]
    if not operation.is_public:
        codes += _WITH_TOKEN
        codes.append("WEB401")
    elif operation.name == "health.ready":
        codes += ("WEB902", "WEB903")
    if operation.is_public and operation.route_class is not RouteClass.FREE:
        codes.append("WEB401")
    if operation.route_class in FAIL_CLOSED:
        codes.append("WEB402")
    if operation.key is not Key.IGNORES:
        codes.append("WEB105")
    if operation.key is Key.REFUSES_WITHOUT:
        codes.append("WEB104")
    if operation.body:
        codes += _WITH_BODY
    if operation.query:
        codes += _WITH_QUERY
    if "<" in operation.rule:
        codes.append("WEB301")
    return list(dict.fromkeys((*codes, *_EVERYWHERE)))


def _schemas(operations: list[Operation]) -> tuple[dict[Any, Json], Json]:
    wanted: dict[Any, Literal["serialization", "validation"]] = {}
    for operation in operations:
        wanted[operation.result] = "serialization"
        if operation.body:
            wanted[operation.body] = "validation"
    by_kind, definitions = TypeAdapter.json_schemas(
        [(kind, mode, TypeAdapter(kind)) for kind, mode in wanted.items()],
        ref_template=_REF,
    )
    return {kind: schema for (kind, _), schema in by_kind.items()}, definitions.get("$defs", {})


def _operation(operation: Operation, schemas: dict[Any, Json]) -> Json:
    described: Json = {
        "operationId": operation.name,
        "tags": [operation.name.partition(".")[0]],
        "summary": operation.summary,
        "parameters": [*_path_parameters(operation), *_query(operation), *_key(operation)],
        "responses": _responses(operation, schemas),
    }
    if operation.description:
        described["description"] = operation.description
    if operation.is_public:
        described["security"] = []
    if operation.body:
        content = {"application/json": {"schema": schemas[operation.body]}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _path_parameters(operation: Operation) -> list[Json]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "format": kind},
        }
        for kind, name in re.findall(r"<(\w+):(\w+)>", operation.rule)
    ]


def _query(operation: Operation) -> list[Json]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema()
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": member.pop("description", ""),
            "schema": _without_null(member),
        }
        for name, member in schema["properties"].items()
    ]


def _without_null(schema: Json) -> Json:
    """Drop the null that stands for a parameter left out: a query string can't say it."""
    members = [member for member in schema.pop("anyOf", []) if member != {"type": "null"}]
    if members:
        schema.update(members[0])
        schema.pop("default", None)
    return schema


def _key(operation: Operation) -> list[Json]:
    if operation.key is Key.IGNORES:
        return []
    return [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": operation.key is Key.REFUSES_WITHOUT,
            "description": "new for each request, the same for a retry; kept for ever",
            "schema": {"type": "string", "pattern": r"^[!#-~][!-~]{0,254}$"},
        }
    ]


def _responses(operation: Operation, schemas: dict[Any, Json]) -> Json:
    content = {operation.media_type: {"schema": schemas[operation.result]}}
    responses: Json = {str(operation.status): {"description": "done", "content": content}}
    if operation.status == HTTPStatus.CREATED and operation.key is Key.REFUSES_WITHOUT:
        responses["200"] = {"description": "done before, under this key", "content": content}
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in problems_of(operation):
        by_status[PROBLEMS[code].status].append(code)
    for status, codes in sorted(by_status.items()):
        responses[str(status)] = _problem_response(codes)
    return responses


def _problem_response(codes: list[str]) -> Json:
    # A refusal's own document, so that what is promised is what is sent.
    examples = {PROBLEMS[code].name: {"value": Refusal(code).document("0f3c9a")} for code in codes}
    return {
        "description": ", ".join(f"{code} {PROBLEMS[code].name}" for code in codes),
        "content": {
            "application/problem+json": {
                "schema": {"$ref": _REF.format(model="Problem")},
                "examples": examples,
            }
        },
    }
