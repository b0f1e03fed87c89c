"""Calls through the web login, on behalf of a user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterable

ACTOR = sql.SQL("ROW({}, {}, '203.0.113.7', 'agent', 'request-1', NULL)::ledger.actor")


def as_actor(
    web: psycopg.Connection[Any], user_id: int, role: str, function: str, arguments: str = ""
) -> list[Any]:
    """Call ``ledger.function`` for a user; ``arguments`` is SQL. Return the rows."""
    call = sql.SQL("SELECT r.* FROM ledger.{}({} p_actor => {}) AS r").format(
        sql.Identifier(function),
        sql.SQL(f"{arguments}," if arguments else ""),
        ACTOR.format(sql.Literal(user_id), sql.Literal(role)),
    )
    return web.execute(call).fetchall()


def answer(connection: psycopg.Connection[Any], statement: str) -> str:
    """Return the SQLSTATE with which a statement ends; 00000 when it is done."""
    try:
        connection.execute(statement.encode())
    except psycopg.Error as error:
        return error.sqlstate or "lost"
    return "00000"


def answers(connection: psycopg.Connection[Any], statements: Iterable[str]) -> dict[str, str]:
    """Return the answer to each statement."""
    return {statement: answer(connection, statement) for statement in statements}
