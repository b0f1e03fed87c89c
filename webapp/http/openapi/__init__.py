"""The OpenAPI 3.1 document, made of the same declarations that make the routes."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from webapp.http.api import Operation
from webapp.http.openapi.common import shared
from webapp.http.openapi.examples import example_of
from webapp.http.openapi.headers import HEADERS
from webapp.http.openapi.parameters import parameters_of
from webapp.http.openapi.problems import problems_of
from webapp.http.openapi.recorded import recorded_answers
from webapp.http.openapi.responses import (
    JSON,
    code_schema,
    fault_schema,
    problem_schema,
    responses_of,
)
from webapp.http.openapi.schemas import Schemas

Json = dict[str, Any]

__all__ = ["document", "problems_of"]

_ABOUT = """\
A payments ledger. Amounts are strings, times are UTC, and a request that moves money carries an
Idempotency-Key: sent again with the same key it is answered again, and nothing moves twice.
Whatever is refused is answered with a problem document (RFC 9457), told apart by its code.
Send the Zerosum-Position of an answer, where it has one, with the next request."""

_SECURITY: Json = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token of POST /v1/auth/login, or an API key.",
    },
    "api_key": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "An API key of POST /v1/api-keys.",
    },
}


_REFERENCE = re.compile(r'"#/components/(\w+)/([\w.-]+)"')


def document(operations: Iterable[Operation], release: str, about: Mapping[str, str]) -> Json:
    """Return the document that describes these operations; `about` tells of each noun."""
    operations = list(operations)
    schemas = Schemas(operations)
    paths: dict[str, Json] = defaultdict(dict)
    for operation in operations:
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", operation.rule)
        paths[path][operation.method.lower()] = _operation(operation, schemas)
    common = shared(paths, schemas.components)
    schemas.exemplify(recorded_answers())
    problems = {
        "Problem": problem_schema({code for one in operations for code in problems_of(one)}),
        "ProblemCode": code_schema(),
        "Fault": fault_schema(),
    }
    return _pruned(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Zerosum",
                "version": release,
                "description": " ".join(_ABOUT.split()),
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
                "contact": {"name": "The Zerosum maintainers"},
            },
            "servers": [{"url": "/"}],
            "security": [{name: []} for name in _SECURITY],
            "tags": [{"name": name, "description": text} for name, text in sorted(about.items())],
            "paths": dict(paths),
            "components": {
                "securitySchemes": _SECURITY,
                "schemas": dict(sorted({**schemas.components, **problems}.items())),
                "headers": HEADERS,
                **common,
            },
        }
    )


def _pruned(document: Json) -> Json:
    """Leave out the components that nothing speaks of."""
    components = document["components"]
    spoken_of: set[tuple[str, str]] = set()
    waiting = [json.dumps(document["paths"])]
    while waiting:
        for kind, name in set(_REFERENCE.findall(waiting.pop())) - spoken_of:
            spoken_of.add((kind, name))
            waiting.append(json.dumps(components[kind][name]))
    for kind in ("schemas", "headers", "parameters", "responses"):
        components[kind] = {
            name: made for name, made in components[kind].items() if (kind, name) in spoken_of
        }
    return document


def _operation(operation: Operation, schemas: Schemas) -> Json:
    described: Json = {
        "operationId": operation.operation_id,
        "tags": [operation.name.partition(".")[0]],
        "summary": operation.summary,
        "description": operation.description or f"{operation.summary}.",
        "parameters": parameters_of(operation, schemas),
        "responses": responses_of(operation, schemas),
    }
    if operation.deprecated:
        described["deprecated"] = True
    if operation.is_public:
        described["security"] = []
    if operation.body:
        schema = schemas.of(operation.body)
        content = {"schema": schema, "example": example_of(schema, schemas.components)}
        described["requestBody"] = {"required": True, "content": {JSON: content}}
    return described
