"""What the catalog says about the stored functions that keep an idempotency key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.support.schemas import DOORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

# A scalar's text, or the fields of a composite value, or several of these.
Value: TypeAlias = Any
Path: TypeAlias = tuple[str | int, ...]

# Not part of the request: who asks, under which key, with whom and where it waits.
OUTSIDE = {"idempotency_key", "p_idempotency_key", "p_actor", "p_actors", "p_atomic", "p_lane"}
SPELLED = {"numeric", "timestamp with time zone", "jsonb"}

_DOORS = f"""
    SELECT p.proname, p.pronamespace::regnamespace::text, p.prokind = 'p', a.name,
        format_type(a.type, NULL)
    FROM pg_proc AS p
    CROSS JOIN LATERAL unnest(
        p.proargnames, coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes
    ) AS a (name, type, mode)
    WHERE p.pronamespace::regnamespace::text IN {DOORS}
      AND p.proname !~ '^list_'
      AND coalesce(a.mode, 'i') = 'i'
"""
_FIELDS = f"""
    SELECT format_type(t.oid, NULL), a.attname, format_type(a.atttypid, NULL)
    FROM pg_type AS t
    JOIN pg_class AS c ON c.oid = t.typrelid AND c.relkind = 'c'
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND NOT a.attisdropped
    WHERE t.typnamespace::regnamespace::text IN {DOORS}
    ORDER BY a.attnum
"""


@dataclass(frozen=True, slots=True)
class Signature:
    """One stored function's arguments with their types."""

    name: str
    schema: str
    is_procedure: bool
    arguments: dict[str, str]
    documents: set[str]  # arguments that hold, as JSON, the array of a type that its twin takes


class Catalog:
    """The functions that take a key, themselves or in a composite argument."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        """Read them."""
        self.fields: dict[str, dict[str, str]] = {}
        for type_name, field, field_type in connection.execute(_FIELDS).fetchall():
            self.fields.setdefault(type_name, {})[field] = field_type
        found: dict[str, Signature] = {}
        for name, schema, is_procedure, argument, kind in connection.execute(_DOORS).fetchall():
            empty = Signature(name, schema, is_procedure, {}, set())
            found.setdefault(name, empty).arguments[argument] = kind
        for name, door in found.items():
            if name.endswith("_json"):
                twin = found[name.removesuffix("_json")].arguments
                door.documents.update(a for a, kind in twin.items() if kind != door.arguments[a])
                door.arguments.update(twin)
        self.doors = {
            name: door
            for name, door in found.items()
            if any(
                argument == "p_idempotency_key" or "idempotency_key" in self.fields_of(kind)
                for argument, kind in door.arguments.items()
            )
        }

    def fields_of(self, kind: str) -> dict[str, str]:
        """Return the fields of a composite type or of an array's elements, else nothing."""
        return self.fields.get(kind.removesuffix("[]"), {})

    def leaves(self, name: str) -> dict[Path, str]:
        """Return the places of a door where a value stands, and their types, without numbers."""
        return dict(self._leaves((), self.doors[name].arguments))

    def _leaves(self, path: Path, kinds: dict[str, str]) -> Iterator[tuple[Path, str]]:
        for name, kind in kinds.items():
            fields = self.fields_of(kind)
            if name in OUTSIDE:
                continue
            if fields:
                yield from self._leaves((*path, name), fields)
            else:
                yield (*path, name), kind

    def statement(self, name: str, arguments: dict[str, Value]) -> str:
        """Return the call with its arguments spelled as they are given."""
        door = self.doors[name]
        given = ", ".join(
            f"{argument} => {self._given(door, argument, value)}"
            for argument, value in arguments.items()
        )
        if door.is_procedure:
            return f"CALL {door.schema}.{name}({given})"
        return f"SELECT to_jsonb(r) FROM {door.schema}.{name}({given}) AS r"

    def _given(self, door: Signature, argument: str, value: Value) -> str:
        kind = door.arguments[argument]
        if argument in door.documents:
            return _quoted(self._json(kind, value)) + "::jsonb"
        return self._literal(kind, value)

    def _literal(self, kind: str, value: Value) -> str:
        if not self.fields_of(kind):
            return f"{_quoted(value)}::{kind}"
        text = _quoted(self._json(kind, value))
        if kind.endswith("[]"):
            record = f"jsonb_populate_recordset(NULL::{kind.removesuffix('[]')}, {text})"
            return f"(SELECT array_agg(r) FROM {record} AS r)"
        return f"jsonb_populate_record(NULL::{kind}, {text})"

    def _json(self, kind: str, value: Value) -> str:
        """Return JSON text in which numbers keep their spelling."""
        if isinstance(value, list):
            return "[" + ", ".join(self._json(kind.removesuffix("[]"), v) for v in value) + "]"
        if isinstance(value, dict):
            fields = self.fields_of(kind)
            members = (f'"{name}": {self._json(fields[name], v)}' for name, v in value.items())
            return "{" + ", ".join(members) + "}"
        return str(value) if kind == "jsonb" else json.dumps(value)


def places(value: Value, path: Path = ()) -> Iterator[Path]:
    """Yield where the scalars of a value stand, with the numbers of list items."""
    items: Iterator[tuple[str | int, Value]]
    if isinstance(value, dict):
        items = iter(value.items())
    elif isinstance(value, list):
        items = iter(enumerate(value))
    else:
        yield path
        return
    for step, part in items:
        if step not in OUTSIDE:
            yield from places(part, (*path, step))


def without_numbers(path: Path) -> Path:
    """Return a place as the catalog names it."""
    return tuple(step for step in path if isinstance(step, str))


def at(value: Value, path: Path) -> Value:
    """Return what stands at a place."""
    for step in path:
        value = value[step]
    return value


def put(value: Value, path: Path, new: Value) -> Value:
    """Return a copy with another value at a place."""
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


def respelled(kind: str, value: str) -> str:
    """Return the same value in other letters."""
    if kind == "numeric":
        return value + ("00" if "." in value else ".00")
    if kind == "jsonb":
        members = reversed(json.loads(value, parse_int=Decimal, parse_float=Decimal).items())
        return (
            json.dumps(dict(members), default=lambda number: f"<{number:.5f}>")
            .replace('"<', "")
            .replace('>"', "")
        )
    zone = timezone(timedelta(hours=5, minutes=30))
    return datetime.fromisoformat(value).astimezone(zone).isoformat()


def changed(kind: str, value: str) -> str:
    """Return another value."""
    if kind in {"numeric", "bigint"}:
        return str(Decimal(value) + 1)
    if kind == "jsonb":
        return '{"other": 1}'
    if kind == "timestamp with time zone":
        return (datetime.fromisoformat(value) + timedelta(days=1)).isoformat()
    if kind == "boolean":
        return "false" if value == "true" else "true"
    if kind == "uuid":
        return "01890000-0000-7000-8000-00000000fade"
    return f"{value}x"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
