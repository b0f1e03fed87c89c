"""The parameters of an operation: in the path, the query, the headers."""

import re
from typing import Any

from webapp.http.api import Key, Operation
from webapp.http.openapi.schemas import Schemas
from webapp.http.sparse import PARAMETER

Json = dict[str, Any]
# A key that is sent as it is.
_BARE_KEY = r"^([!#$&-+.-~-][!-+.-~-]{0,254}|%([!#-+.-~-][!-+.-~-]{0,253})?)$"


def parameters_of(operation: Operation, schemas: Schemas) -> list[Json]:
    """Return all parameters, each with its schema."""
    return [
        *_path(operation),
        *_query(operation, schemas),
        *_fields(operation),
        *_headers(operation),
    ]


def _path(operation: Operation) -> list[Json]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "format": kind},
        }
        for kind, name in re.findall(r"<(\w+):(\w+)>", operation.rule)
    ]


def _query(operation: Operation, schemas: Schemas) -> list[Json]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema()
    required = schema.get("required", ())
    return [
        _parameter(name, member, schemas, is_required=name in required)
        for name, member in schema["properties"].items()
    ]


def _parameter(name: str, member: Json, schemas: Schemas, *, is_required: bool) -> Json:
    """Describe a parameter, without the null that stands for one left out: no query says it."""
    description = member.pop("description", None)
    kinds = [kind for kind in member.pop("anyOf", []) if kind != {"type": "null"}]
    parameter: Json = {"name": name, "in": "query"}
    if is_required:
        parameter["required"] = True
    if description:
        parameter["description"] = description
    schema = schemas.taken({**member, **(kinds[0] if kinds else {})})
    return {**parameter, "schema": {**schema, **_told_apart(name, schema, schemas)}}


def _told_apart(name: str, schema: Json, schemas: Schemas) -> Json:
    """Give words of a parameter names of their own where one would have that of a type.

    Generators of languages with one space of names make constants of the words.
    """
    words = [str(word) for word in schema.get("enum", ())]
    named = ["".join(map(str.capitalize, re.split(r"[_-]", word))) for word in words]
    if not schemas.components.keys() & set(named):
        return {}
    ends = ["Descending" if word.startswith("-") else "" for word in words]
    return {
        "x-enum-varnames": [
            f"{name.capitalize()}{one}{end}" for one, end in zip(named, ends, strict=True)
        ]
    }


def _fields(operation: Operation) -> list[Json]:
    if not operation.sparse.names:
        return []
    return [
        {
            "name": PARAMETER,
            "in": "query",
            "description": "the members to show, separated by commas; the answer lacks the others. "
            "Any of the answer's, of a list those of its items",
            "explode": False,
            "schema": {
                "type": "array",
                "minItems": 1,
                "uniqueItems": True,
                "items": {"type": "string"},
            },
        }
    ]


def _headers(operation: Operation) -> list[Json]:
    headers = []
    if operation.key is not Key.IGNORES:
        headers.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": operation.key is Key.REFUSES_WITHOUT,
                "description": "new for each request, the same for a retry; kept for ever. The key "
                "is 1 to 255 characters: visible ASCII is sent as it is, text with spaces or "
                'commas as a string of RFC 9651 ("two words"), other text as its display string '
                '(%"caf%c3%a9")',
                "schema": {"type": "string", "pattern": _BARE_KEY},
            }
        )
    if operation.takes_if_match:
        headers.append(
            {
                "name": "If-Match",
                "in": "header",
                "description": "ETags of the account, one of which must still be its own (412)",
                "schema": {"type": "string"},
                "example": '"12-0f3c9a77"',
            }
        )
    return headers
