"""The guards of a database, asked for by what stands in sql/, and those that a release declares.

Nothing of the database is believed: not its functions, which whoever changed a guard could have
changed too, and not the declaration that it keeps.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from migrations.code import SQL_ROOT, guards
from migrations.plan import PlanError

if TYPE_CHECKING:
    from pathlib import Path

    import psycopg

_BODY = re.compile(r"AS \$function\$\n(.*)\$function\$;", re.DOTALL)
_SETTING = re.compile(r"^SET (\w+) = (.+)$", re.MULTILINE)
_CALL = re.compile(r"\bledger_private\.(guarded_\w+|guards_of_\w+)\(\)")
_FIRST = "present_guards"
# What no release can know: ledger_private.is_local_guard says the same.
_LOCAL = {"event_trigger", "database_setting", "deployer", "builtin"}
_MAY_CLOSE = "SELECT r.rolsuper FROM pg_roles AS r WHERE r.rolname = current_user"


class Difference(NamedTuple):
    """A guard that is not as it should be; None for what should not be there, or is not."""

    guard: str
    declared: str | None
    present: str | None

    def __str__(self) -> str:
        """Say it in a line."""
        if self.declared is None:
            return f"{self.guard}: not declared"
        if self.present is None:
            return f"{self.guard}: missing"
        return f"{self.guard}: is {self.present!r}, declared {self.declared!r}"


def present_guards(
    connection: psycopg.Connection[Any], sql_root: Path = SQL_ROOT
) -> dict[str, str]:
    """Return what the catalog holds, each guard by its kind and name."""
    files = {path.stem: path.read_text(encoding="utf-8") for path in _files(sql_root)}
    if _FIRST not in files:
        raise PlanError(f"{sql_root} holds no guards: this installation is not complete")
    with connection.transaction():
        for name, value in _SETTING.findall(files[_FIRST]):
            connection.execute(f"SET LOCAL {name} = {value}".encode())
        rows = connection.execute(_query(files, _FIRST).encode()).fetchall()
    return {guard: definition for ((guard, definition),) in rows}


def released_guards(major: int, sql_root: Path = SQL_ROOT) -> dict[str, str | None] | None:
    """Return the guards that the release declares on a version of PostgreSQL.

    What no line tells of this version is None. Returns None instead of guards when guards.json was
    written for other files: such a tree has yet to be released.
    """
    released: dict[str, dict[str, str]] = json.loads(guards(sql_root))
    if not released:
        return None
    printed = {key for name, part in released.items() if name.isdigit() for key in part}
    return {
        **dict.fromkeys(printed),
        **released["all"],
        **released.get(str(major), {}),
    }


def differences(
    connection: psycopg.Connection[Any], sql_root: Path = SQL_ROOT
) -> list[Difference] | None:
    """Compare the catalog with what the release declares; None when it declares nothing."""
    declared = released_guards(connection.info.server_version // 10000, sql_root)
    if declared is None:
        return None
    present = present_guards(connection, sql_root)
    found = []
    for guard in sorted(declared.keys() | present.keys()):
        should, is_so = declared.get(guard), present.get(guard)
        is_unknown = guard in declared and should is None and is_so is not None
        if should != is_so and not is_unknown and not is_local(guard):
            found.append(Difference(guard, should, is_so))
        # Only a superuser can close one; a ledger that none has deployed lives with it.
        elif guard.startswith("builtin ") and is_so == "open" and _may_close(connection):
            found.append(Difference(guard, "closed", is_so))
    return found


def is_local(guard: str) -> bool:
    """Whether it is the installation's own business."""
    return guard.partition(" ")[0] in _LOCAL


def _may_close(connection: psycopg.Connection[Any]) -> bool:
    return connection.execute(_MAY_CLOSE.encode()).fetchone() == (True,)


def _files(sql_root: Path) -> list[Path]:
    return sorted((sql_root / "guards" / "inner").glob("*.sql"))


def _query(files: dict[str, str], name: str) -> str:
    """Return a function's statement, with what it calls in place of the calls."""
    match = _BODY.search(files[name])
    if match is None:
        raise PlanError(f"sql/guards/inner/{name}.sql holds no function")
    return _CALL.sub(lambda call: f"({_query(files, call[1])})", match[1])
