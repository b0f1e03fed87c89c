"""Deploying, verifying and reverting the project with yoyo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from migrations.bridge import Backend, ChangeFailedError, migrations_of
from migrations.code import code_digest
from migrations.guards import differences
from migrations.plan import Change, PlanError, read_plan
from migrations.registry import State, compare, read_applied

ROOT = Path(__file__).resolve().parent
Report = Callable[[str, str], None]


class NotDeployableError(Exception):
    """The database is in a state that this plan cannot start from."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """What a deployment did: changes applied in order, and whether sql/ was replayed on top.

    With it go the guards that were put back, and those that still differ.
    """

    changes: tuple[str, ...]
    code_replayed: bool
    guards_put_back: tuple[str, ...] = ()
    guards_left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One verification: a verify script or a row of ledger.verify()."""

    name: str
    ok: bool
    detail: Any


def _quiet(_action: str, _name: str) -> None:
    """Report nothing."""


def deploy(  # noqa: PLR0913 - each is a way to deploy, named by who wants it
    url: str,
    *,
    root: Path = ROOT,
    to: str | None = None,
    log_only: bool = False,
    anew: bool = False,
    report: Report = _quiet,
) -> Deployed:
    """Apply every pending change up to ``to``, then replay sql/ if the code or a guard differs.

    With ``log_only`` nothing is run but the verify scripts, and the changes are marked applied:
    so a database that sqitch deployed is handed over. With ``anew`` sql/ is replayed whatever is
    there, so that what stands here now is what is declared. ``report`` is called with an action
    and a name before each step. Raises PlanError, NotDeployableError, ChangeFailedError, yoyo's
    LockTimeout and psycopg.OperationalError; whatever was committed before stays, the failing
    change leaves nothing.
    """
    changes = read_plan(root)
    wanted = changes[: _position(changes, to) + 1] if to else changes
    live = live_code(changes)
    # Taken first: a tree without its code fails before it has changed anything.
    ours = code_digest(root.parent / "sql") if live else None
    with Backend(url) as backend, backend.lock():
        states = _checked_states(backend, changes, log_only=log_only)
        backend.ensure_internal_schema_updated()
        done = []
        told = _Told(backend.connection, report)
        for migration in backend.to_apply(migrations_of(wanted)):
            report("mark" if log_only else "deploy", migration.id)
            if log_only:
                backend.mark_verified(migration)
            else:
                backend.apply_one(migration)
            done.append(migration.id)
        if log_only or live is None or not _is_applied(states, live):
            return Deployed(tuple(done), False, tuple(told.put_back), tuple(told.left))
        broken = []
        if read_code(backend.connection) == ours:
            broken = differences(backend.connection, root.parent / "sql") or []
            if not broken and not anew:
                return Deployed(tuple(done), False)
        report("replay", live.script)
        backend.replay(live)
        for difference in broken:
            told.was_broken(difference.guard)
        return Deployed(tuple(done), True, tuple(told.put_back), tuple(told.left))


class _Told:
    """What a replay of sql/ warns of: guards that it has put back, and those that differ still."""

    def __init__(self, connection: psycopg.Connection[Any], report: Report) -> None:
        self.put_back: list[str] = []
        self.left: list[str] = []
        self._report = report
        connection.add_notice_handler(self._take)

    def was_broken(self, guard: str) -> None:
        """Tell of a guard that the replay itself has put back, without a word."""
        if guard not in self.put_back and not any(one.startswith(guard) for one in self.left):
            self._put_back(guard)

    def _put_back(self, guard: str) -> None:
        self.put_back.append(guard)
        self._report("repair", guard)

    def _take(self, notice: psycopg.errors.Diagnostic) -> None:
        about, _, guard = (notice.message_primary or "").partition(": ")
        if about == "guard put back":
            self._put_back(guard)
        elif about == "guard not put back":
            self._report("failed", guard)
        elif about == "guard differs":
            self.left.append(guard)
            self._report("left", guard)


def revert(
    url: str, *, root: Path = ROOT, to: str | None = None, report: Report = _quiet
) -> list[str]:
    """Revert every change after ``to`` (all of them without it), newest first; return their names.

    Raises as deploy does. Tables go with their rows.
    """
    changes = read_plan(root)
    unwanted = changes[_position(changes, to) + 1 :] if to else changes
    with Backend(url) as backend, backend.lock():
        _checked_states(backend, changes)
        backend.ensure_internal_schema_updated()
        done = []
        for migration in backend.to_rollback(migrations_of(changes)):
            if migration.change in unwanted:
                report("revert", migration.id)
                backend.rollback_one(migration)
                done.append(migration.id)
        return done


def states(url: str, *, root: Path = ROOT) -> list[State]:
    """Return the state of each change; change nothing in the database."""
    with Backend(url) as backend:
        return compare(read_plan(root), read_applied(backend.connection))


def verify(url: str, *, root: Path = ROOT) -> list[Check]:
    """Run the verify script of each applied change, then ledger.verify() if its code is there.

    A change that is pending or unknown, or that was edited after it was applied, is a failed
    check; nothing is changed in the database.
    """
    changes = read_plan(root)
    with Backend(url) as backend:
        found = compare(changes, read_applied(backend.connection))
        checks = [_verify_state(backend, changes, state) for state in found]
        live = live_code(changes)
        if live and _is_applied(found, live):
            checks.append(_verify_guards(backend.connection, root))
            checks += _verify_books(backend.connection)
        return checks


def live_code(changes: list[Change]) -> Change | None:
    """Return the newest code change of the plan, the one whose replay file is alive."""
    return next((c for c in reversed(changes) if c.name.startswith("code_")), None)


def read_code(connection: psycopg.Connection[Any]) -> str | None:
    """Return the digest of the code a database holds, None when it holds none."""
    found = connection.execute("SELECT pg_catalog.to_regprocedure('ledger.version()')").fetchone()
    if found is None or found[0] is None:
        return None
    row = connection.execute("SELECT v.code_digest FROM ledger.version() AS v").fetchone()
    return row[0] if row else None


def _is_applied(states: list[State], change: Change) -> bool:
    return any(state.name == change.script and state.state == "applied" for state in states)


def _checked_states(
    backend: Backend, changes: list[Change], *, log_only: bool = False
) -> list[State]:
    """Return the states, unless they are none that a run could rightly start from."""
    found = compare(changes, read_applied(backend.connection))
    if any(state.tool == "sqitch" for state in found) and not log_only:
        raise NotDeployableError(
            "sqitch deployed this database: go on with sqitch, "
            "or hand it over with: zerosum deploy --log-only"
        )
    if unknown := [state.name for state in found if state.state == "unknown"]:
        raise NotDeployableError(
            f"the database has changes that this release does not know: {', '.join(unknown)}"
        )
    planned = [state.state for state in found]
    if "pending" in planned and "applied" in planned[planned.index("pending") :]:
        gap = found[planned.index("pending")].name
        raise NotDeployableError(
            f"{gap} is not applied, though a later change is: the plan was reordered"
        )
    return found


def _verify_state(backend: Backend, changes: list[Change], state: State) -> Check:
    if state.state != "applied":
        return Check(state.name, False, f"{state.state} in this database")
    if state.drifted:
        return Check(state.name, False, "its deploy script was edited after it was applied")
    try:
        backend.verify_one(changes[_position(changes, state.name)])
    except ChangeFailedError as error:
        return Check(state.name, False, str(error))
    return Check(state.name, True, None)


def _verify_guards(connection: psycopg.Connection[Any], root: Path) -> Check:
    """Compare the catalog with the release's own files, whatever the database says of itself."""
    found = differences(connection, root.parent / "sql")
    if found is None:
        return Check("guards of the release", True, "written for other files: make docs")
    return Check("guards of the release", not found, [str(one) for one in found] or None)


def _verify_books(connection: psycopg.Connection[Any]) -> list[Check]:
    try:
        rows = connection.execute("SELECT v.name, v.ok, v.detail FROM ledger.verify() AS v")
        return [Check(f"ledger.verify {name}", bool(ok), detail) for name, ok, detail in rows]
    except psycopg.Error as error:
        return [Check("ledger.verify", False, error.diag.message_primary or str(error))]


def _position(changes: list[Change], name: str) -> int:
    for position, change in enumerate(changes):
        if change.script == name:
            return position
    raise PlanError(f"the plan has no change {name}")
