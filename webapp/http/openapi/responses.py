"""The answers of an operation: its result, and every problem it can meet."""

from collections import defaultdict
from collections.abc import Container, Sequence
from http import HTTPStatus
from typing import Any

from webapp.gateway.limiting import RouteClass
from webapp.http.api import Key, Operation
from webapp.http.openapi.headers import fields
from webapp.http.openapi.problems import ANY_OTHER, CONFLICT, problems_of
from webapp.http.openapi.schemas import REF, Schemas
from webapp.http.reading import MAXIMUM_ERRORS
from webapp.problems.errors import PROBLEMS
from webapp.problems.refusals import Refusal

Json = dict[str, Any]

JSON = "application/json"
# 409 tells when only for a key in use; for a code or a name that is taken there is no "later".
_TELLS_WHEN = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


def problem_schema(met: Container[str]) -> Json:
    """Return the shape of every problem document, with the first of each status that is named."""
    of_statuses: dict[int, str] = {}
    for code in PROBLEMS:
        if code in met and code not in ANY_OTHER:
            of_statuses.setdefault(int(PROBLEMS[code].status), code)
    return {
        "type": "object",
        "description": "RFC 9457. Tell problems apart by code or name, never by the prose. "
        "Each status has an example, the page at `type` one of each code.",
        "examples": [Refusal(code).document("0f3c9a") for _, code in sorted(of_statuses.items())],
        "required": ["type", "title", "status", "code", "name", "detail", "request_id"],
        "properties": {
            "type": {
                "type": "string",
                "format": "uri-reference",
                "description": "the page about it, on this server",
            },
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"$ref": REF.format(model="ProblemCode")},
            "name": {"type": "string", "description": "the code in words"},
            "detail": {"type": "string"},
            "hint": {"type": "string", "description": "what to do next"},
            "fields": {
                "type": "object",
                "description": "the values the problem speaks of",
                "additionalProperties": True,
            },
            "errors": {
                "type": "array",
                "maxItems": MAXIMUM_ERRORS,
                "items": {"$ref": REF.format(model="Fault")},
            },
            "violated-policies": {"type": "array", "items": {"type": "string"}},
            "request_id": {"type": "string"},
            "transaction_id": {"type": "string", "format": "uuid"},
            "results": {"type": "array", "items": {"$ref": REF.format(model="BatchResult")}},
            "checks": {"$ref": REF.format(model="Checks")},
        },
    }


def fault_schema() -> Json:
    """Return the shape of one fault of a request."""
    return {
        "type": "object",
        "description": "One fault of a request, and where it is.",
        "required": ["detail"],
        "properties": {
            "pointer": {
                "type": "string",
                "format": "json-pointer",
                "description": "the member of the body",
            },
            "parameter": {"type": "string", "description": "the parameter of the query"},
            "detail": {"type": "string"},
        },
    }


def code_schema() -> Json:
    """Return every code there is."""
    return {"type": "string", "description": "what went wrong", "enum": list(PROBLEMS)}


def responses_of(operation: Operation, schemas: Schemas) -> Json:
    """Return the answers by status: the result, then the problems of each status."""
    # What is made under a key has an address of its own.
    is_made = operation.status == HTTPStatus.CREATED and operation.key is not Key.IGNORES
    headers = ("Location",) if is_made else ()
    is_told = operation.key is Key.REFUSES_WITHOUT and not is_made
    told = ("Idempotency-Replayed",) if is_told else ()
    responses: Json = {
        str(operation.status): {
            "description": "done",
            "headers": _headers(operation, *told, *headers, *operation.tells),
            "content": _content(operation, schemas),
        }
    }
    if is_made:
        responses[str(int(HTTPStatus.OK))] = {
            "description": "done before, under this key",
            "headers": _headers(operation, "Idempotency-Replayed", *headers, *operation.tells),
            "content": _content(operation, schemas),
        }
    if operation.may_wait:
        responses[str(int(HTTPStatus.ACCEPTED))] = {
            "description": "PENDING",
            "content": _content(operation, schemas),
        }
    if operation.method == "GET" and "ETag" in operation.tells:
        responses[str(int(HTTPStatus.NOT_MODIFIED))] = {
            "description": "what If-None-Match names is what would be sent",
            "headers": _headers(operation, "ETag"),
        }
    for status, codes in sorted(_by_status(operation).items()):
        responses[str(status)] = _problem_response(status, codes)
    return {**responses, "default": _problem_response(None, ANY_OTHER)}


def _problem_response(status: int | None, codes: Sequence[str]) -> Json:
    """Describe the problems of a status."""
    headers = []
    if status in _TELLS_WHEN:
        headers.append("Retry-After")
    if status == HTTPStatus.UNAUTHORIZED:
        headers.append("WWW-Authenticate")
    # Of one its name, too; those of many stand on their pages, or the document would be too long.
    several = ", ".join(codes)
    return {
        "description": several if len(codes) > 1 else f"{codes[0]} {PROBLEMS[codes[0]].name}",
        "headers": fields(*headers, is_limited=False),
        "content": {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}},
    }


def _content(operation: Operation, schemas: Schemas) -> Json:
    return {operation.media_type: {"schema": schemas.of(operation.result)}}


def _headers(operation: Operation, *names: str) -> Json:
    ends = ("Deprecation", "Sunset") if operation.deprecated else ()
    return fields(*names, *ends, is_limited=operation.route_class is not RouteClass.FREE)


def _by_status(operation: Operation) -> dict[int, tuple[str, ...]]:
    """Return what an operation's own statuses mean; those of ANY_OTHER are no operation's own."""
    found: dict[int, list[str]] = defaultdict(list)
    for code in sorted(set(problems_of(operation)) - set(ANY_OTHER)):
        is_precondition = code == CONFLICT and operation.takes_if_match
        status = HTTPStatus.PRECONDITION_FAILED if is_precondition else PROBLEMS[code].status
        found[status].append(code)
    return {status: tuple(codes) for status, codes in found.items()}
