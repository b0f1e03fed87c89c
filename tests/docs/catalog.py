"""What the generated pages are written from: the catalog of a deployed ledger."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from psycopg.rows import class_row

from tests.support.schemas import FACES, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    Connection = psycopg.Connection[tuple[str, ...]]

_FUNCTIONS = f"""
    SELECT CASE p.pronamespace WHEN 'ledger'::regnamespace THEN ''
            ELSE p.pronamespace::regnamespace || '.' END || p.proname,
        pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
        obj_description(p.oid, 'pg_proc'), coalesce((
            SELECT string_agg(r.rolname, ', ' ORDER BY r.rolname)
            FROM aclexplode(p.proacl) AS a JOIN pg_roles AS r ON r.oid = a.grantee
            WHERE a.privilege_type = 'EXECUTE' AND r.rolname <> 'ledger_owner'
        ), '')
    FROM pg_proc AS p
    WHERE p.pronamespace::regnamespace::text IN {FACES}
    ORDER BY p.pronamespace::regnamespace::text COLLATE "C", p.proname COLLATE "C",
        pg_get_function_arguments(p.oid) COLLATE "C"
"""
_COLUMNS = """
    SELECT n.nspname, c.relname, coalesce(
            obj_description(c.oid, 'pg_class'), obj_description(c.reltype, 'pg_type')
        ), a.attname, format_type(a.atttypid, a.atttypmod), col_description(c.oid, a.attnum)
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = %s AND n.nspname = %s
    ORDER BY c.relname COLLATE "C", a.attnum
"""
_TABLES = f"""
    SELECT c.oid::regclass::text, obj_description(c.oid, 'pg_class'),
        CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END,
        coalesce(array_to_string(c.reloptions, ', '), '')
    FROM pg_class AS c
    WHERE c.relkind = 'r'
        AND c.relnamespace::regnamespace::text IN {TABLES}
    ORDER BY c.oid::regclass::text COLLATE "C"
"""
_LINES = """
    SELECT concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attnotnull THEN 'NOT NULL' END,
        CASE
            WHEN a.attidentity <> '' THEN 'GENERATED ALWAYS AS IDENTITY'
            WHEN a.attgenerated = 's'
                THEN 'GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
            WHEN d.oid IS NOT NULL THEN 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
        END), col_description(a.attrelid, a.attnum)
    FROM pg_attribute AS a
    LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attnum
"""
_CONSTRAINTS = """
    SELECT format('CONSTRAINT %%I %%s', k.conname, pg_get_constraintdef(k.oid))
    FROM pg_constraint AS k
    WHERE k.conrelid = %s::regclass AND k.contype IN ('p', 'u', 'f', 'c', 'x')
    ORDER BY array_position(ARRAY['p', 'u', 'f', 'c', 'x'], k.contype::text),
        k.conname COLLATE "C"
"""
_INDEXES = """
    SELECT pg_get_indexdef(i.indexrelid) FROM pg_index AS i
    WHERE i.indrelid = %s::regclass
        AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid)
    ORDER BY i.indexrelid::regclass::text COLLATE "C"
"""
_KEYS = f"""
    SELECT k.conrelid::regclass::text, a.attname,
        k.contype::text, coalesce(k.confrelid::regclass::text, '')
    FROM pg_constraint AS k
    CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS u (attnum, n)
    JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
    WHERE k.contype IN ('p', 'f')
        AND k.connamespace::regnamespace::text IN {TABLES}
    ORDER BY k.conrelid::regclass::text COLLATE "C", k.conname COLLATE "C", u.n
"""
_ERRORS = "SELECT code, name, meaning, retryable, hint, http_hint FROM ledger.errors ORDER BY code"


class Error(NamedTuple):
    """A row of ledger.errors."""

    code: str
    name: str
    meaning: str
    retryable: bool
    hint: str
    http_hint: str | None


class Function(NamedTuple):
    """A public function or procedure."""

    name: str
    arguments: str
    result: str | None
    comment: str
    callers: str


class Relation(NamedTuple):
    """A view or a composite type, with (column, type, comment) each."""

    schema: str
    name: str
    comment: str
    columns: list[tuple[str, str, str]]


class Table(NamedTuple):
    """A table as its CREATE statement would say it."""

    name: str
    comment: str
    persistence: str
    options: str
    columns: list[tuple[str, str]]
    constraints: list[str]
    indexes: list[str]


class Key(NamedTuple):
    """A column of a primary or a foreign key."""

    table: str
    column: str
    kind: str
    target: str


def functions(connection: Connection) -> list[Function]:
    """Return the public functions by name."""
    return [Function(*row) for row in connection.execute(_FUNCTIONS)]


def relations(connection: Connection, kind: str, schema: str) -> Iterator[Relation]:
    """Return the views (v) or composite types (c) of a schema."""
    rows = connection.execute(_COLUMNS, (kind, schema)).fetchall()
    for (place, name, comment), columns in groupby(rows, key=lambda row: row[:3]):
        yield Relation(place, name, comment, [(row[3], row[4], row[5]) for row in columns])


def tables(connection: Connection) -> list[Table]:
    """Return the tables by name."""
    return [
        Table(
            name,
            comment,
            persistence,
            options,
            [(line, told) for line, told in connection.execute(_LINES, (name,))],
            [line for (line,) in connection.execute(_CONSTRAINTS, (name,))],
            [line for (line,) in connection.execute(_INDEXES, (name,))],
        )
        for name, comment, persistence, options in connection.execute(_TABLES).fetchall()
    ]


def keys(connection: Connection) -> list[Key]:
    """Return the columns of primary and foreign keys."""
    return [Key(*row) for row in connection.execute(_KEYS)]


def errors(connection: Connection) -> list[Error]:
    """Return the registry of errors by code."""
    with connection.cursor(row_factory=class_row(Error)) as cursor:
        return cursor.execute(_ERRORS).fetchall()
