"""The answers of an operation: its result, and every problem it can meet."""

from collections import defaultdict
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from webapp.gateway.limiting import RouteClass
from webapp.http.api import Key, Operation
from webapp.http.openapi.headers import fields
from webapp.http.openapi.problems import CONFLICT, problems_of
from webapp.http.openapi.recorded import answer_to
from webapp.http.openapi.schemas import REF, Schemas
from webapp.http.reading import MAXIMUM_ERRORS
from webapp.problems.errors import PROBLEMS
from webapp.problems.refusals import Refusal

Json = dict[str, Any]

JSON = "application/json"
# 409 tells when only for a key in use; for a code or a name that is taken there is no "later".
_TELLS_WHEN = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


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
            "results": {"type": "array", "items": {"$ref": REF.format(model="TransferResult")}},
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


def problem_examples() -> Json:
    """Return a document of each problem by its name, as it is sent: a refusal's own."""
    return {
        problem.name: {"value": Refusal(code).document("0f3c9a")}
        for code, problem in PROBLEMS.items()
    }


class Responses:
    """The answers of operations, those of problems that several have in common said once."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        """Find out which problems go together where."""
        self.components: Json = {}
        self._shown: set[str] = set()
        self._named: dict[tuple[int, tuple[str, ...]], str] = {}
        met: dict[tuple[int, tuple[str, ...]], list[Operation]] = defaultdict(list)
        for operation in operations:
            for status_and_codes in _by_status(operation).items():
                met[status_and_codes].append(operation)
        often = sorted(met.items(), key=lambda item: -len(item[1]))
        for (status, codes), them in often:
            if len(them) > 1:
                name = self._named[status, codes] = self._name(status, codes, them[0])
                self.components[name] = self._problem_response(status, codes)
        self.components = dict(sorted(self.components.items()))

    def _name(self, status: int, codes: tuple[str, ...], first: Operation) -> str:
        """Return the only problem's name, the status' own, or that with the first operation's."""
        if len(codes) == 1:
            return _camel(PROBLEMS[codes[0]].name)
        phrase = _camel(HTTPStatus(status).name)
        taken = self._named.values()
        return phrase if phrase not in taken else f"{phrase}Of{_camel(first.operation_id)}"

    def of(self, operation: Operation, schemas: Schemas) -> Json:
        """Return the answers by status: the result, then the problems of each status."""
        # What is made under a key has an address of its own.
        is_made = operation.status == HTTPStatus.CREATED and operation.key is not Key.IGNORES
        headers = ("Location",) if is_made else ()
        responses: Json = {
            str(operation.status): {
                "description": "done",
                "headers": _headers(operation, *headers, *operation.tells),
                "content": _content(operation, schemas, operation.operation_id),
            }
        }
        if is_made and operation.key is Key.REFUSES_WITHOUT:
            responses[str(int(HTTPStatus.OK))] = {
                "description": "done before, under this key",
                "headers": _headers(operation, "Idempotency-Replayed", *headers, *operation.tells),
                "content": _content(operation, schemas, f"{operation.operation_id}.replay"),
            }
        if operation.method == "GET" and "ETag" in operation.tells:
            responses[str(int(HTTPStatus.NOT_MODIFIED))] = {
                "description": "what If-None-Match names is what would be sent",
                "headers": _headers(operation, "ETag"),
            }
        for status, codes in sorted(_by_status(operation).items()):
            name = self._named.get((status, codes))
            responses[str(status)] = (
                {"$ref": f"#/components/responses/{name}"}
                if name
                else self._problem_response(status, codes)
            )
        return responses

    def _problem_response(self, status: int, codes: Sequence[str]) -> Json:
        """Describe the problems of a status, and show those that no answer before it shows."""
        new = [code for code in codes if code not in self._shown]
        self._shown.update(new)
        names = [PROBLEMS[code].name for code in new]
        content: Json = {"schema": {"$ref": REF.format(model="Problem")}}
        if names:
            refs = {name: {"$ref": f"#/components/examples/{name}"} for name in names}
            content["examples"] = refs
        headers = []
        if status in _TELLS_WHEN:
            headers.append("Retry-After")
        if status == HTTPStatus.UNAUTHORIZED:
            headers.append("WWW-Authenticate")
        return {
            "description": ", ".join(f"{code} {PROBLEMS[code].name}" for code in codes),
            "headers": fields(*headers, is_limited=False),
            "content": {"application/problem+json": content},
        }


def _content(operation: Operation, schemas: Schemas, name: str) -> Json:
    content: Json = {"schema": schemas.of(operation.result)}
    example = answer_to(name)
    if example is not None:
        content["example"] = example
    return {operation.media_type: content}


def _headers(operation: Operation, *names: str) -> Json:
    return fields(*names, is_limited=operation.route_class is not RouteClass.FREE)


def _by_status(operation: Operation) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for code in sorted(problems_of(operation)):
        is_precondition = code == CONFLICT and operation.takes_if_match
        status = HTTPStatus.PRECONDITION_FAILED if is_precondition else PROBLEMS[code].status
        found[status].append(code)
    return {status: tuple(codes) for status, codes in found.items()}


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
