"""A ledger that came from another house: what the new one lacks before anything can be deployed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrations.bridge import Backend
from migrations.code import SQL_ROOT
from migrations.engine import ROOT
from migrations.plan import read_plan
from migrations.scripts import inline, read_script

if TYPE_CHECKING:
    from collections.abc import Callable

_ROLES = "SELECT r.rolname FROM pg_catalog.pg_roles AS r WHERE r.rolname LIKE 'ledger\\_%'"
_OWNED = """
    SELECT count(*) = 0
    FROM pg_catalog.pg_namespace AS n
    WHERE n.nspname IN ('ledger', 'ledger_audit', 'ledger_gateway', 'ledger_private', 'reporting')
        AND n.nspowner::pg_catalog.regrole::text !~ '^ledger_([a-z]+_)?owner$'
"""
_CAN_REPAIR = "SELECT pg_catalog.to_regprocedure('ledger_private.repair_guards(jsonb)') IS NOT NULL"
_REPAIR = """
    SELECT count(*)
    FROM (
        SELECT d.guards FROM ledger_audit.guard_declaration AS d
        ORDER BY d.declaration_number DESC LIMIT 1
    ) AS d
    CROSS JOIN LATERAL jsonb_object_keys(ledger_private.repair_guards(d.guards)) AS k
"""


def furnish(url: str, report: Callable[[str, str], None]) -> None:
    """Make the ledger's group roles, give its objects back to them, and the rights on these.

    A dump that was restored where the roles were missing has left both out. What is there stays.
    Raises PlanError, ChangeFailedError and psycopg.Error.
    """
    roles = next(change for change in read_plan(ROOT) if change.name == "roles")
    with Backend(url) as backend, backend.lock():
        connection = backend.connection
        before = {name for (name,) in connection.execute(_ROLES)}
        with connection.transaction():
            connection.execute(read_script(roles, "deploy").text.encode())
        made = sorted({name for (name,) in connection.execute(_ROLES)} - before)
        if made:
            report("roles", f"made: {', '.join(made)}")
        if connection.execute(_OWNED).fetchone() == (True,):
            return
        with connection.transaction():
            connection.execute(inline(SQL_ROOT / "owners.sql", SQL_ROOT).encode())
            if connection.execute(_CAN_REPAIR).fetchone() == (True,):
                row = connection.execute(_REPAIR).fetchone()
                report("rights", f"owners and rights put back: {row[0] if row else 0}")
