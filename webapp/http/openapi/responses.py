"""The answers of an operation: its result, and every problem it can meet."""

from collections import defaultdict
from http import HTTPStatus
from typing import Any

from webapp.http.api import Key, Operation
from webapp.http.openapi.problems import CONFLICT, problems_of
from webapp.http.reading import MAXIMUM_ERRORS
from webapp.problems.errors import PROBLEMS
from webapp.problems.refusals import Refusal

Json = dict[str, Any]

REF = "#/components/schemas/{model}"


def problem_schema() -> Json:
    """Return the shape of every problem document."""
    return {
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
            "results": {"type": "array", "items": {"$ref": REF.format(model="TransferResult")}},
        },
    }


# 409 tells when only for a key in use; for a code or a name that is taken there is no "later".
_TELLS_WHEN = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_RETRY_AFTER: Json = {
    "Retry-After": {
        "description": "seconds to wait before the same request is sent again",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    }
}


def responses_of(operation: Operation, schemas: dict[Any, Json]) -> Json:
    """Return the answers by status: the result, then the problems of each status."""
    schema = schemas[operation.result]
    if operation.sparse.names:
        part = {"type": "object", "description": "with `fields`: the members asked for"}
        schema = {"anyOf": [schema, part]}
    content = {operation.media_type: {"schema": schema}}
    responses: Json = {str(operation.status): {"description": "done", "content": content}}
    if operation.status == HTTPStatus.CREATED and operation.key is Key.REFUSES_WITHOUT:
        responses["200"] = {"description": "done before, under this key", "content": content}
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in problems_of(operation):
        is_precondition = code == CONFLICT and operation.takes_if_match
        status = HTTPStatus.PRECONDITION_FAILED if is_precondition else PROBLEMS[code].status
        by_status[status].append(code)
    for status, codes in sorted(by_status.items()):
        responses[str(status)] = _problem_response(codes)
        if status in _TELLS_WHEN:
            responses[str(status)]["headers"] = _RETRY_AFTER
    return responses


def _problem_response(codes: list[str]) -> Json:
    # A refusal's own document, so that what is promised is what is sent.
    examples = {PROBLEMS[code].name: {"value": Refusal(code).document("0f3c9a")} for code in codes}
    return {
        "description": ", ".join(f"{code} {PROBLEMS[code].name}" for code in codes),
        "content": {
            "application/problem+json": {
                "schema": {"$ref": REF.format(model="Problem")},
                "examples": examples,
            }
        },
    }
