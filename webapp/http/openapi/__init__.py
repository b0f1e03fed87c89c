"""The OpenAPI 3.1 document, made of the same declarations that make the routes."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import TypeAdapter

from webapp.http.api import Operation
from webapp.http.openapi.examples import example_of
from webapp.http.openapi.parameters import parameters_of
from webapp.http.openapi.problems import problems_of
from webapp.http.openapi.responses import REF, problem_schema, responses_of

Json = dict[str, Any]

__all__ = ["document", "problems_of"]


def document(operations: Iterable[Operation], release: str) -> Json:
    """Return the document that describes these operations."""
    operations = list(operations)
    schemas, definitions = _schemas(operations)
    paths: dict[str, Json] = defaultdict(dict)
    for operation in operations:
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", operation.rule)
        paths[path][operation.method.lower()] = _operation(operation, schemas, definitions)
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
            "schemas": {**definitions, "Problem": problem_schema()},
        },
    }


def _schemas(operations: list[Operation]) -> tuple[dict[Any, Json], Json]:
    wanted: dict[Any, Literal["serialization", "validation"]] = {}
    for operation in operations:
        wanted[operation.result] = "serialization"
        if operation.body:
            wanted[operation.body] = "validation"
    by_kind, definitions = TypeAdapter.json_schemas(
        [(kind, mode, TypeAdapter(kind)) for kind, mode in wanted.items()],
        ref_template=REF,
    )
    return {kind: schema for (kind, _), schema in by_kind.items()}, definitions.get("$defs", {})


def _operation(operation: Operation, schemas: dict[Any, Json], definitions: Json) -> Json:
    described: Json = {
        "operationId": operation.name,
        "tags": [operation.name.partition(".")[0]],
        "summary": operation.summary,
        "parameters": parameters_of(operation),
        "responses": responses_of(operation, schemas),
    }
    if operation.description:
        described["description"] = operation.description
    if operation.is_public:
        described["security"] = []
    if operation.body:
        schema = schemas[operation.body]
        content = {"schema": schema, "example": example_of(schema, definitions)}
        described["requestBody"] = {"required": True, "content": {"application/json": content}}
    return described
