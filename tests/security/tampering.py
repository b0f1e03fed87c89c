"""Taking guards away, and asking the ledger what it notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from psycopg import sql

from tests.support.schemas import TABLES

if TYPE_CHECKING:
    import psycopg

_GUARDS = "guards_are_in_place"
_BY_HAND = "direct_changes_have_reasons"


class Tampering(NamedTuple):
    """What is done, which check must fail, and the key of the row that it must name."""

    statement: str
    check: str
    broken: dict[str, Any]


def without(connection: psycopg.Connection[Any], guard: str) -> None:
    """Drop one guard: ``trigger schema.table.name``, ``check …``, ``domain …``.

    ``rule schema.function.name`` is a rule that the function gives by this name.
    """
    kind, path = guard.split(" ", 1)
    schema, owner, name = path.split(".")
    if kind == "rule":
        rewrite(connection, f"{schema}.{owner}", f"'{name}'", "NULL")
        return
    holder, part = sql.Identifier(schema, owner), sql.Identifier(name)
    form = {
        "trigger": "DROP TRIGGER {part} ON {holder}",
        "check": "ALTER TABLE {holder} DROP CONSTRAINT {part}",
        "domain": "ALTER DOMAIN {holder} DROP CONSTRAINT {part}",
    }[kind]
    connection.execute(sql.SQL(form).format(part=part, holder=holder))


def rewrite(connection: psycopg.Connection[Any], function: str, old: str, new: str) -> None:
    """Replace a part of a function's source, as a careless change would."""
    row = connection.execute(
        "SELECT pg_get_functiondef(p.oid) FROM pg_proc AS p WHERE p.oid = %s::regproc", (function,)
    ).fetchone()
    assert row is not None
    assert old in row[0], f"{function} does not hold {old!r}"
    connection.execute(row[0].replace(old, new))


def noticed(connection: psycopg.Connection[Any]) -> dict[str, Any]:
    """Return the checks of the books that fail, each with the row that it names.

    That a guard was taken away is seen by itself: missed_guards tells. So is that a statement was
    made by hand: tests/columns tells.
    """
    rows = connection.execute("SELECT v.name, v.detail FROM ledger.verify() AS v WHERE NOT v.ok")
    return {name: detail for name, detail in rows if name not in {_GUARDS, _BY_HAND}}


def missed_guards(connection: psycopg.Connection[Any]) -> set[str]:
    """Return the guards that ledger.verify() names as not in place."""
    row = connection.execute(
        "SELECT v.detail FROM ledger.verify() AS v WHERE v.name = %s", (_GUARDS,)
    ).fetchone()
    assert row is not None
    return {difference["guard"] for difference in row[0].get("guards", ())}


def unguarded(connection: psycopg.Connection[Any], statement: str) -> None:
    """Run a statement as a superuser who has disabled every trigger first, and commit it."""
    tables = connection.execute(
        "SELECT n.nspname, c.relname FROM pg_class AS c"
        " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        f" WHERE n.nspname IN {TABLES} AND c.relkind = 'r'"
    ).fetchall()
    with connection.transaction():
        for path in tables:
            disable = sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL")
            connection.execute(disable.format(sql.Identifier(*path)))
        connection.execute(statement.encode())
