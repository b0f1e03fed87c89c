"""How Python says a type of the document, and a text about it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from tests.sdks.operations import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.sdks.operations import Json

_FORMATS = {"uuid": "UUID", "date-time": "datetime", "date": "date"}
_TYPES = {"integer": "int", "boolean": "bool", "number": "Decimal", "null": "None"}
# The pattern of an amount, in answers and in requests.
_DIGITS = ("[0-9]+(\\.[0-9]+)?", "[0-9]{1,40}(\\.[0-9]{1,40})?")
_UNLIMITED = "unlimited"
_WIDTH = 88


def type_of(schema: Json, scope: str) -> str:
    """Return the type of a schema: of a model's member, or in a scope of an argument."""
    name = named(schema)
    if name:
        return f"{scope}{name}"
    if "anyOf" in schema:
        return " | ".join(type_of(one, scope) for one in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        return f"Literal[{words(schema.get('enum') or [schema['const']])}]" if not scope else "str"
    types = schema.get("type", "object")
    if isinstance(types, list):
        return " | ".join(type_of({**schema, "type": one}, scope) for one in types)
    return _of_type(types, schema, scope)


def _of_type(kind: str, schema: Json, scope: str) -> str:
    if kind == "array":
        item = type_of(schema["items"], scope)
        return f"Sequence[{item}]" if scope else f"list[{item}]"
    if kind == "object":
        more = schema.get("additionalProperties", True)
        return f"dict[str, {type_of(more, scope) if isinstance(more, dict) else 'Any'}]"
    if kind != "string":
        return _TYPES[kind]
    pattern = schema.get("pattern", "")
    if not any(digits in pattern for digits in _DIGITS):
        return _FORMATS.get(schema.get("format", ""), "str")
    amount = "Decimal" if scope else "Amount"
    if _UNLIMITED not in pattern:
        return amount
    return f"{amount} | str" if scope else f'{amount} | Literal["{_UNLIMITED}"]'


def optional(kind: str) -> str:
    """Return a type with None, once."""
    return kind if kind.endswith("| None") else f"{kind} | None"


def words(known: Iterable[object]) -> str:
    """Return words as the arguments of a Literal."""
    return ", ".join(f'"{word}"' for word in known)


def docstring(text: str, indent: str) -> str:
    """Return a text between three quotes, in lines that are short enough for a method's."""
    lines = [line for part in text.split("\n") for line in textwrap.wrap(part, _WIDTH) or [""]]
    prefix = "r" if "\\" in text else ""
    body = "\n".join([lines[0], *(f"{indent}{line}".rstrip() for line in lines[1:])])
    last = f"\n{indent}" if len(lines) > 1 or body.endswith('"') else ""
    return f'{indent}{prefix}"""{body}{last}"""'
