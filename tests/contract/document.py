"""What the OpenAPI document promises, a line a promise: routes, requests and answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.contract.compare import LEFT_OUT
from tests.http.documented import resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
_PROBLEM = "application/problem+json"


def promises(document: Json) -> set[str]:
    """Return a line for each promise of the document."""
    found: set[str] = set()
    asked: list[str] = []
    answered: list[str] = ["Problem"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            route = f"route {method.upper()} {path}"
            found.add(f"{route}: is {operation['operationId']}")
            found.update(_parameters(document, route, operation))
            body = operation.get("requestBody", {}).get("content", {})
            for content in body.values():
                found.add(f"{route}: takes {_kind(content['schema'])}")
                asked += _named(content["schema"])
            for status, response in operation["responses"].items():
                for media, content in resolved(document, response).get("content", {}).items():
                    if media != _PROBLEM:
                        kind = _kind(content["schema"])
                        found.add(f"{route}: answers {status} with {media} {kind}")
                        answered += _named(content["schema"])
    for names, side in ((asked, "request"), (answered, "answer")):
        for name in sorted(_reached(document, names)):
            found.update(_members(document, f"{side} {name}", name, is_answer=side == "answer"))
    return found


def _parameters(document: Json, route: str, operation: Json) -> Iterator[str]:
    for one in operation["parameters"]:
        parameter = resolved(document, one)
        what = f"{route}: parameter {parameter['name']}"
        if not parameter.get("required"):
            yield f"{what} {LEFT_OUT}"
        yield f"{what} in the {parameter['in']} is {_kind(parameter['schema'])}"
        for value in _values(parameter["schema"]):
            yield f"{what} can be {value}"


def _members(document: Json, owner: str, name: str, *, is_answer: bool) -> Iterator[str]:
    schema = document["components"]["schemas"][name]
    yield f"{owner}: is {_kind(schema)}"
    for value in _values(schema):
        yield f"{owner}: can be {value}"
    required = set(schema.get("required", ()))
    for member, inner in schema.get("properties", {}).items():
        what = f"{owner}: member {member}"
        yield f"{what} is {_kind(inner)}"
        is_nullable = _is_nullable(inner)
        if is_answer:
            if member in required:
                yield f"{what} is always there"
            if not is_nullable:
                yield f"{what} is never null"
        else:
            if member not in required:
                yield f"{what} {LEFT_OUT}"
            if is_nullable:
                yield f"{what} may be null"
        for value in _values(inner):
            yield f"{what} can be {value}"


def _choices(schema: Json) -> list[Json]:
    return [one for word in ("anyOf", "oneOf", "allOf") for one in schema.get(word, ())]


def _types(schema: Json) -> list[str]:
    kind = schema.get("type", [])
    return [kind] if isinstance(kind, str) else list(kind)


def _is_nullable(schema: Json) -> bool:
    return "null" in _types(schema) or any(_is_nullable(one) for one in _choices(schema))


def _kind(schema: Json) -> str:
    """Return a type without null, which is told apart from it."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if _choices(schema):
        kinds = [_kind(one) for one in _choices(schema) if one != {"type": "null"}]
        return " or ".join(kinds)
    kinds = [kind for kind in _types(schema) if kind != "null"]
    kind = " or ".join(kinds) or "anything"
    if "items" in schema:
        return f"{kind} of {_kind(schema['items'])}"
    return f"{kind} {schema['format']}" if "format" in schema else kind


def _values(schema: Json) -> list[str]:
    inner = [value for one in _choices(schema) for value in _values(one)]
    inner += _values(schema["items"]) if "items" in schema else []
    constant = [schema["const"]] if "const" in schema else []
    return [
        str(value) for value in [*schema.get("enum", ()), *constant] if value is not None
    ] + inner


def _named(schema: Json) -> list[str]:
    """Return the components that a schema speaks of."""
    text = json.dumps(schema)
    return [part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]]


def _reached(document: Json, names: list[str]) -> set[str]:
    reached: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _named(document["components"]["schemas"][name])
    return reached
