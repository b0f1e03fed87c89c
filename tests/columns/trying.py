"""Changing every column of every table by a plain statement, and watching who notices."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
from psycopg import sql

from tests.support.schemas import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

Session = psycopg.Connection[Any]

_COLUMNS = f"""
    SELECT c.oid::regclass::text, a.attname, coalesce(d.typname, b.typname, t.typname),
        a.attgenerated <> '', coalesce(k.is_key, false), EXISTS (
            SELECT FROM pg_constraint AS f
            WHERE f.conrelid = c.oid AND f.contype = 'f' AND a.attnum = ANY (f.conkey)
        )
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type AS t ON t.oid = a.atttypid
    LEFT JOIN pg_type AS b ON b.oid = nullif(t.typbasetype, 0)
    LEFT JOIN pg_type AS d ON d.oid = nullif(b.typbasetype, 0)
    LEFT JOIN LATERAL (
        SELECT bool_or(a.attnum = ANY (i.indkey)) AS is_key
        FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisunique
    ) AS k ON true
    WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN {TABLES}
    ORDER BY c.oid::regclass::text COLLATE "C", a.attname COLLATE "C"
"""
# Words that a check lists are values that it lets through.
_WORDS = """
    SELECT DISTINCT w.match[1]
    FROM pg_attribute AS a
    JOIN pg_constraint AS k ON k.contype = 'c' AND (
        (k.conrelid = a.attrelid AND a.attnum = ANY (k.conkey)) OR k.contypid = a.atttypid
    )
    CROSS JOIN LATERAL regexp_matches(
        pg_get_constraintdef(k.oid), '''([A-Za-z_]+)''::', 'g'
    ) AS w (match)
    WHERE a.attrelid = %s::regclass AND a.attname = %s ORDER BY 1
"""
_NUMBER = ("{c} + 1", "{c} - 1", "0", "1")
_TIME = ("{c} + interval '1 day'", "{c} - interval '1 day'", "now()")
_VALUES = {
    "text": ("{c} || 'x'", "'x'", "'administrator'"),
    "bool": ("NOT {c}", "true", "false"),
    **dict.fromkeys(("int2", "int4", "int8", "numeric"), _NUMBER),
    "timestamptz": _TIME,
    "date": ("{c} + 1", "{c} - 1", "current_date"),
    "uuid": ("gen_random_uuid()", "(SELECT max(o.{c}::text)::uuid FROM {t} AS o)"),
    "jsonb": ("{c} || '{{\"forged\": 1}}'", "'{{}}'", "'{{\"forged\": 1}}'"),
    "bytea": ("set_byte({c}, 0, (get_byte({c}, 0) + 1) % 256)", "sha256('x')"),
    "inet": ("'192.0.2.99'",),
    "xid8": ("'99999999'",),
    "pg_snapshot": ("'5:5:'",),
    "_uuid": ("'{{}}'", "ARRAY[gen_random_uuid()]"),
    "_text": ("'{{}}'", "'{{x}}'"),
    "_int8": ("'{{}}'", "'{{1}}'"),
    "_numeric": ("'{{}}'", "'{{1}}'"),
    "_timestamptz": ("'{{}}'", "ARRAY[now()]"),
    "transfer_request": (),
    "actor": (),
}
_KEYS = {
    "uuid": "gen_random_uuid()",
    "text": "{c} || 'x'",
    "bytea": "sha256('forged')",
    "bool": "NOT {c}",
    "xid8": "'99999999'::xid8",
    "timestamptz": "{c} + interval '1 day'",
    "date": "{c} + 40",
}
# That a value is none of the column's type says nothing of other values.
_NO_VALUE = {"22P02", "22003", "22007", "42601", "42804", "42883"}
ROWS = ("INSERT", "DELETE", "TRUNCATE")


class Column(NamedTuple):
    """A column as the catalog has it; a key is what an index keeps unique."""

    table: str
    name: str
    kind: str
    is_generated: bool
    is_key: bool
    is_foreign: bool


class Outcome(NamedTuple):
    """What became of all that was tried: refusals' codes, and who noticed what went through.

    ``silent`` is a statement that nobody noticed.
    """

    refused: frozenset[str]
    noticed: frozenset[str]
    silent: str | None
    tried: int


def columns(session: Session) -> dict[str, list[Column]]:
    """Return every column by its table."""
    found: dict[str, list[Column]] = defaultdict(list)
    for row in session.execute(_COLUMNS.encode()).fetchall():
        found[row[0]].append(Column(*row))
    return dict(found)


# Of accounts the first and the last that were opened, whatever became of their places since.
_FIRST_AND_LAST = {
    "ledger_private.account": """
        (SELECT o.ctid FROM ledger_private.account AS o ORDER BY o.created_at LIMIT 1)
        UNION (SELECT o.ctid FROM ledger_private.account AS o ORDER BY o.created_at DESC LIMIT 1)
    """
}


def _values(session: Session, column: Column) -> Iterator[str]:
    words = [row[0] for row in session.execute(_WORDS, (column.table, column.name)).fetchall()]
    yield from (f"'{word}'" for word in words)
    for value in _VALUES[column.kind]:
        yield value.format(c=sql.Identifier(column.name).as_string(session), t=column.table)
    yield "NULL"


def statements(session: Session, table: str, part: str, parts: list[Column]) -> Iterator[str]:
    """Yield what is tried on a column of a table, or on its rows."""
    by_place = f"SELECT min(ctid) FROM {table} UNION SELECT max(ctid) FROM {table}"
    rows = session.execute(
        f"SELECT c::text FROM ({_FIRST_AND_LAST.get(table, by_place)})"
        " AS o (c) WHERE c IS NOT NULL ORDER BY 1".encode()
    ).fetchall()
    if part == "TRUNCATE":
        yield f"TRUNCATE {table} CASCADE"
        return
    if not rows and part != "INSERT":
        # What refuses a statement refuses it without rows too.
        yield (
            f"DELETE FROM {table}"
            if part == "DELETE"
            else f'UPDATE {table} SET "{part}" = "{part}"'
        )
    for (place,) in rows:
        if part == "DELETE":
            yield f"DELETE FROM {table} WHERE ctid = '{place}'"
        elif part == "INSERT":
            names = [c for c in parts if not c.is_generated]
            listed = ", ".join(f'"{c.name}"' for c in names)
            keys = {c.name for c in names if c.is_key}
            for changed in (keys, *({key} for key in keys if len(keys) > 1)):
                values = ", ".join(
                    _forged(c) if c.name in changed else f'"{c.name}"' for c in names
                )
                yield (
                    f"INSERT INTO {table} ({listed}) OVERRIDING SYSTEM VALUE "
                    f"SELECT {values} FROM {table} WHERE ctid = '{place}'"
                )
        else:
            column = next(c for c in parts if c.name == part)
            for value in _values(session, column):
                yield (
                    f"UPDATE {table} SET \"{part}\" = {value} WHERE ctid = '{place}'"
                    f' AND "{part}" IS DISTINCT FROM {value}'
                )


def _forged(column: Column) -> str:
    """Return a key that is not there yet, and that a foreign key lets through."""
    name = f'"{column.name}"'
    if column.name == "user_id" and not column.table.endswith("app_user"):
        return (
            "coalesce((SELECT max(u.user_id) FROM ledger_private.app_user AS u"
            f" WHERE u.user_id NOT IN (SELECT o.user_id FROM {column.table} AS o)), user_id)"
        )
    if column.is_foreign:
        return name
    value = _KEYS.get(column.kind, "(SELECT max(o.{c}) + 1 FROM {t} AS o)")
    return f"CASE WHEN {name} IS NOT NULL THEN {value.format(c=name, t=column.table)} END"


def outcome(session: Session, table: str, part: str, parts: list[Column]) -> Outcome:
    """Try everything on a column, or on the rows, of a table; nothing of it stays."""
    refused: set[str] = set()
    noticed: set[str] = set()
    tried = 0
    for statement in statements(session, table, part, parts):
        code, checks, changed = _tried(session, statement)
        if code in _NO_VALUE:
            continue
        if code is not None:
            refused.add(code)
            tried += 1
        elif changed:
            tried += 1
            noticed |= checks
            if not checks:
                return Outcome(frozenset(refused), frozenset(noticed), statement, tried)
    return Outcome(frozenset(refused), frozenset(noticed), None, tried)


def _tried(session: Session, statement: str) -> tuple[str | None, set[str], bool]:
    with session.transaction(force_rollback=True):
        try:
            # By a superuser: what is refused to it is refused to everybody.
            count = session.execute(statement.encode()).rowcount
            session.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except psycopg.Error as error:
            return str(error.sqlstate), set(), False
        if count == 0:
            return None, set(), False
        found = session.execute(
            "SELECT count(*) FROM ledger_audit.auth_event AS e WHERE e.action = 'DIRECT_CHANGE'"
        ).fetchone()
        if found and found[0]:
            return None, {"DIRECT_CHANGE"}, True
        broken = session.execute("SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok")
        return None, {name for (name,) in broken.fetchall()}, True


def plain(table: str) -> str:
    """Return a table's name without its schema."""
    return re.sub(r"^\w+\.", "", table)
