"""Values far too large, for each place of each stored function's arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support.schemas import DOORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

TEXT = "repeat('x', 10485760)"
JSON = f"jsonb_build_object('a', {TEXT})"
# Of an actor, whom every function takes and one function bounds.
SHORTER = "repeat('x', 65536)"
ITEMS = 1000000

_ARGUMENTS = f"""
    SELECT p.oid::regprocedure::text, p.pronamespace::regnamespace || '.' || p.proname,
        p.prokind = 'p', a.name, format_type(a.type, NULL), a.n > p.pronargs - p.pronargdefaults
    FROM pg_proc AS p
    CROSS JOIN LATERAL unnest(
        p.proargnames, coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes
    ) WITH ORDINALITY AS a (name, type, mode, n)
    WHERE p.pronamespace::regnamespace::text IN {DOORS} AND coalesce(a.mode, 'i') = 'i'
    ORDER BY p.proname, a.n
"""
_FIELDS = f"""
    SELECT format_type(c.reltype, NULL), a.attname, format_type(a.atttypid, NULL)
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND NOT a.attisdropped
    WHERE c.relkind = 'c' AND c.relnamespace::regnamespace::text IN {DOORS}
    ORDER BY c.oid, a.attnum
"""
# What an ordinary request says, by the name of the field or argument, else by its type.
_NAMED = {
    "from_account_id": "'{a}'",
    "to_account_id": "'{b}'",
    "entry_type": "'DEBIT'",
    "currency": "'USD'",
    "kind": "NULL",
    "share": "NULL",
    "role": "'customer'",
    "scopes": "NULL",
    "account_class": "'liability'",
    "transaction_type": "'transfer'",
    "expected_version": "NULL",
    "effective_at": "NULL",
    # Of the doors that take JSON.
    "accounts": "'[]'",
    "entries": "'[]'",
    "transactions": "'[]'",
    "transfers": "'[]'",
}
_TYPED = {
    "uuid": "'{a}'",
    "bigint": "{alice}",
    "integer": "1",
    "numeric": "1",
    "text": "'x'",
    "jsonb": "'{{}}'",
    "boolean": "true",
    "timestamp with time zone": "'2099-01-01'",
    "date": "'2001-12-31'",
    "bytea": "'x'",
    "inet": "NULL",
}


class Place(NamedTuple):
    """Where a value can stand: the function, its argument, and the field in it, if any."""

    function: str
    path: tuple[str, ...]
    kind: str
    is_in_a_batch: bool
    call: str


class Doors:
    """The public functions, and calls with one value of each that is far too large."""

    def __init__(self, connection: psycopg.Connection[Any], ids: dict[str, str]) -> None:
        """Read the catalog."""
        self.ids = ids
        self.fields: dict[str, list[tuple[str, str]]] = {}
        for type_name, field, kind in connection.execute(_FIELDS):
            self.fields.setdefault(type_name, []).append((field, kind))
        self.doors: dict[str, list[Any]] = {}
        for row in connection.execute(_ARGUMENTS):
            self.doors.setdefault(row[0], []).append(row)

    def places(self) -> Iterator[Place]:
        """Yield each place that holds a text, a document or a list, with a call that fills it."""
        for arguments in self.doors.values():
            for _, name, is_procedure, argument, kind, _ in arguments:
                for path, leaf, many in self._leaves((argument,), kind, many=False):
                    given = ", ".join(
                        f"{other} => {self._value((other,), other_kind, path)}"
                        for _, _, _, other, other_kind, is_optional in arguments
                        if other == argument or not is_optional
                    )
                    verb = "CALL" if is_procedure else "SELECT to_jsonb(r) FROM"
                    end = "" if is_procedure else " AS r"
                    yield Place(name, path, leaf, many, f"{verb} {name}({given}){end}")

    def _leaves(
        self, path: tuple[str, ...], kind: str, *, many: bool
    ) -> Iterator[tuple[tuple[str, ...], str, bool]]:
        if kind in {"text", "jsonb"} or kind.endswith("[]"):
            yield path, kind, many
        element = kind.removesuffix("[]")
        if kind == "text[]":
            yield (*path, "*"), "text", many
        for field, field_kind in self.fields.get(element, []):
            yield from self._leaves((*path, field), field_kind, many=many or kind.endswith("[]"))

    def _value(self, path: tuple[str, ...], kind: str, huge: tuple[str, ...]) -> str:
        element = kind.removesuffix("[]")
        if path == huge and kind == "text":
            return SHORTER if "p_actor" in path else TEXT
        if path == huge and kind == "jsonb":
            return JSON
        if path == huge:
            return f"array_fill(NULL::{element}, ARRAY[{ITEMS}])"
        if kind == "text[]" and huge == (*path, "*"):
            return f"ARRAY[{SHORTER if path[0] == 'p_actor' else TEXT}]"
        if element in self.fields:
            row = ", ".join(
                self._value((*path, field), field_kind, huge)
                for field, field_kind in self.fields[element]
            )
            return f"ARRAY[ROW({row})::{element}]" if kind != element else f"ROW({row})::{kind}"
        plain = _NAMED.get(path[-1].removeprefix("p_")) or _TYPED.get(kind, "NULL")
        return f"{plain.format(**self.ids)}::{kind}"
