"""What a cell has for its callers: functions, types of rows, rights."""

from dataclasses import dataclass
from typing import Any

import psycopg

SCHEMAS = ("ledger", "ledger_gateway")

_FUNCTIONS = """
    SELECT n.nspname, p.proname, p.prokind, p.provolatile, p.proretset,
        pg_get_function_arguments(p.oid), pg_get_function_identity_arguments(p.oid),
        pg_get_function_result(p.oid), p.pronargdefaults,
        format_type(p.prorettype, NULL), rn.nspname, rt.typrelid <> 0,
        obj_description(p.oid, 'pg_proc'),
        ARRAY(
            SELECT ARRAY[p.proargnames[u.place], format_type(u.type, NULL)]
            FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS u (type, place)
            ORDER BY u.place
        ),
        ARRAY(
            SELECT ARRAY[a.attname::text, format_type(
                CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END, NULL
            )]
            FROM pg_attribute AS a
            JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE a.attrelid = rt.typrelid AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
        ),
        ARRAY(
            SELECT g.rolname::text
            FROM aclexplode(p.proacl) AS x
            JOIN pg_roles AS g ON g.oid = x.grantee
            WHERE x.privilege_type = 'EXECUTE' AND g.oid <> p.proowner
            ORDER BY g.rolname
        )
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    JOIN pg_type AS rt ON rt.oid = p.prorettype
    JOIN pg_namespace AS rn ON rn.oid = rt.typnamespace
    WHERE n.nspname = ANY (%s)
    ORDER BY n.nspname, p.proname
"""

# Rows of views too: functions return them. In the order in which they need each other.
_TYPES = """
    SELECT n.nspname, c.relname, c.relkind, obj_description(c.oid, 'pg_class'),
        ARRAY(
            SELECT ARRAY[a.attname::text, format_type(
                CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END, NULL
            ), col_description(c.oid, a.attnum)]
            FROM pg_attribute AS a
            JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum
        ),
        ARRAY(
            SELECT g.rolname::text
            FROM aclexplode(c.relacl) AS x
            JOIN pg_roles AS g ON g.oid = x.grantee
            WHERE x.privilege_type = 'SELECT' AND g.oid <> c.relowner
            ORDER BY g.rolname
        )
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('ledger', 'ledger_gateway', 'reporting') AND c.relkind IN ('c', 'v')
    ORDER BY EXISTS (
        SELECT FROM pg_attribute AS a
        JOIN pg_type AS t ON t.oid = a.atttypid
        LEFT JOIN pg_type AS e ON e.oid = t.typelem
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND coalesce(e.typtype, t.typtype) = 'c'
    ), n.nspname, c.relname
"""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a function, or a column of a row."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Function:
    """A public function."""

    schema: str
    name: str
    is_procedure: bool
    volatility: str
    is_set: bool
    declared: str
    identity: str
    result: str
    defaults: int
    result_type: str
    returns_row: bool
    comment: str
    arguments: tuple[Argument, ...]
    columns: tuple[Argument, ...]
    callers: tuple[str, ...]

    def has(self, name: str) -> bool:
        """Tell whether it has an argument of that name."""
        return any(argument.name == name for argument in self.arguments)


@dataclass(frozen=True, slots=True)
class Row:
    """A type of rows: composite, or a view's."""

    schema: str
    name: str
    is_view: bool
    comment: str
    columns: tuple[tuple[str, str, str | None], ...]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that the router is written from."""

    functions: tuple[Function, ...]
    rows: tuple[Row, ...]
    errors: str  # the view's own text
    version: str


def read_catalog(connection: psycopg.Connection[Any]) -> Catalog:
    """Read a cell's catalog."""
    with connection.transaction():
        connection.execute("SET LOCAL search_path = pg_catalog, pg_temp")
        functions = tuple(
            _function(row) for row in connection.execute(_FUNCTIONS, (list(SCHEMAS),)).fetchall()
        )
        rows = tuple(
            Row(
                schema, name, kind == "v", comment or "", tuple(map(tuple, columns)), tuple(readers)
            )
            for schema, name, kind, comment, columns, readers in connection.execute(
                _TYPES
            ).fetchall()
        )
        ((errors, version),) = connection.execute(
            "SELECT pg_get_viewdef('ledger.errors'::regclass), v::text FROM ledger.version() AS v"
        ).fetchall()
    return Catalog(functions, rows, str(errors), str(version))


def _function(row: tuple[Any, ...]) -> Function:
    (schema, name, kind, volatility, is_set, declared, identity, result, defaults) = row[:9]
    (result_type, result_schema, is_row, comment, arguments, columns, callers) = row[9:]
    return Function(
        schema,
        name,
        kind == "p",
        volatility,
        is_set,
        declared,
        identity,
        result or "",
        defaults,
        result_type,
        is_row and result_schema != "pg_catalog",
        comment or "",
        tuple(Argument(*argument) for argument in arguments),
        tuple(Argument(*column) for column in columns),
        tuple(callers),
    )
