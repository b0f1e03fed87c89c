"""Members of the documents that functions write, and which of them spell a value their own way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"--[^\n]*")
_OBJECT = re.compile(r"\bjsonb_build_object\(")
_RECORD = re.compile(r"\bto_jsonb\((v_\w+)\)")
_DECLARED = re.compile(r"\b([pv]_\w+)\s+(numeric|timestamptz)\b")
_CALL = re.compile(r"\bledger_private\.(\w+)\(")
_NULLITY = re.compile(r"[\w.]+ IS (?:NOT )?NULL")
_WORD = re.compile(r"\b[a-z_]\w*\b")
_ALIAS = re.compile(r"\s+AS \w+$")
# A day has one spelling, and so have seconds that have passed.
_PART = re.compile(r"::date|\bextract\(epoch FROM ")
_STRING = re.compile(r"'[^']*'")


@dataclass(frozen=True, slots=True)
class Types:
    """Names of columns and fields, and of functions, with what they hold or return."""

    numeric: frozenset[str]
    moments: frozenset[str]
    functions: dict[str, str]


def members(source: str, types: Types) -> Iterator[str]:
    """Yield each value that would be written as a number, or as a time in the session's way."""
    text = _COMMENT.sub("", source)
    declared = dict(_DECLARED.findall(text))
    for value in _values(text):
        told = " ".join(value.split())
        found = set(_WORD.findall(_STRING.sub("", _NULLITY.sub("", _without_calls(told, types)))))
        own = {declared[name] for name in found & declared.keys()}
        is_number = bool(found & types.numeric) or "numeric" in own
        is_moment = bool(found & types.moments) or "timestamptz" in own
        if (is_moment and not _PART.search(told)) or (is_number and "::text" not in told):
            yield told


def _values(text: str) -> Iterator[str]:
    """Yield the values of objects, and the columns of records that become objects."""
    for match in _OBJECT.finditer(text):
        yield from _arguments(text, match.end())[0][1::2]
    for record in set(_RECORD.findall(text)):
        for match in re.finditer(rf"\bINTO {record}\b", text):
            statement = text[: match.start()].rpartition(";")[2]
            columns = statement[statement.find("SELECT") + len("SELECT") :] + ")"
            yield from (_ALIAS.sub("", column) for column in _arguments(columns, 0)[0])


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """Split at commas up to the bracket that closes what is open at the start; say where it is."""
    depth, begin, quoted, found = 0, start, False, []
    for place in range(start, len(text)):
        sign = text[place]
        if sign == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif sign in ",)" and depth == 0:
            found.append(text[begin:place].strip())
            begin = place + 1
            if sign == ")":
                return found, begin
        else:
            depth += (sign in "([") - (sign in ")]")
    return found, len(text)


def _without_calls(value: str, types: Types) -> str:
    """Take out calls of functions that return neither a number nor a time."""
    place = 0
    while match := _CALL.search(value, place):
        place = match.end()
        if types.functions.get(match[1]) not in {"numeric", "timestamptz"}:
            value = value[: match.start()] + value[_arguments(value, place)[1] :]
            place = match.start()
    return value
