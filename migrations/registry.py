"""What a database says has been applied to it, by either tool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from migrations.scripts import script_hash

if TYPE_CHECKING:
    import psycopg

    from migrations.plan import Change

Tool = Literal["yoyo", "sqitch"]


@dataclass(frozen=True, slots=True)
class Applied:
    """One applied change: its deploy script's SHA-1 at that time (None: not known), and when."""

    name: str
    script_hash: str | None
    applied_at: datetime
    tool: Tool


@dataclass(frozen=True, slots=True)
class State:
    """A change as the database and the tree see it together.

    ``unknown`` is a change that the database has and the plan has not; ``drifted`` one whose
    deploy script was edited after it was applied.
    """

    name: str
    state: Literal["applied", "pending", "unknown"]
    applied_at: datetime | None = None
    drifted: bool = False
    tool: Tool | None = None


_YOYO = """
    SELECT m.migration_id, l.comment, m.applied_at_utc
    FROM yoyo._yoyo_migration AS m
    LEFT JOIN LATERAL (
        SELECT g.comment
        FROM yoyo._yoyo_log AS g
        WHERE g.migration_hash = m.migration_hash
          AND g.operation IN ('apply', 'mark')
        ORDER BY g.created_at_utc DESC
        LIMIT 1
    ) AS l ON true
    ORDER BY m.applied_at_utc
"""
_SQITCH = """
    SELECT c.change, c.script_hash, c.committed_at AT TIME ZONE 'UTC'
    FROM sqitch.changes AS c
    WHERE c.project = 'zerosum'
    ORDER BY c.committed_at
"""


def read_applied(connection: psycopg.Connection[Any]) -> list[Applied]:
    """Return the applied changes in the order they were applied; change nothing.

    The registry of ``zerosum deploy`` speaks; where it is absent or empty, sqitch's does.
    """
    return _read(connection, "yoyo") or _read(connection, "sqitch")


def compare(changes: list[Change], applied: list[Applied]) -> list[State]:
    """Return the state of each planned change in plan order, then the unknown ones."""
    by_name = {row.name: row for row in applied}
    states = []
    for change in changes:
        row = by_name.pop(change.script, None)
        if row is None:
            states.append(State(change.script, "pending"))
            continue
        drifted = row.script_hash is not None and row.script_hash != script_hash(change)
        states.append(State(change.script, "applied", row.applied_at, drifted, row.tool))
    unknown = [
        State(row.name, "unknown", row.applied_at, False, row.tool) for row in by_name.values()
    ]
    return states + unknown


def _read(connection: psycopg.Connection[Any], tool: Tool) -> list[Applied]:
    table = "yoyo._yoyo_migration" if tool == "yoyo" else "sqitch.changes"
    found = connection.execute("SELECT pg_catalog.to_regclass(%s)", (table,)).fetchone()
    if found is None or found[0] is None:
        return []
    rows = connection.execute(_YOYO if tool == "yoyo" else _SQITCH)
    return [Applied(name, digest, at.replace(tzinfo=UTC), tool) for name, digest, at in rows]
