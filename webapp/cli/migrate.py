"""zerosum deploy, verify, revert, migrations and code: the database's structure and its code."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
import psycopg
from rich.console import Console
from rich.table import Table
from yoyo.exceptions import LockTimeout

from migrations import engine
from migrations.bridge import ChangeFailedError
from migrations.code import code_digest
from migrations.engine import Deployed, NotDeployableError, deploy
from migrations.plan import PlanError
from webapp.cli.database import administrator_url
from webapp.cli.logins import ensure_logins
from webapp.cli.open_transactions import open_transactions
from webapp.failures import Exit, ZerosumError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "FAILURES",
    "Deployed",
    "code",
    "deploy",
    "deploy_command",
    "deployers_database",
    "make_logins",
    "migrations",
    "revert",
    "verify",
]

FAILURES = (PlanError, NotDeployableError, ChangeFailedError, LockTimeout)


@click.command("deploy")
@click.option("--to", metavar="CHANGE", help="Stop after this change.")
@click.option("--log-only", is_flag=True, help="Mark changes applied that sqitch has deployed.")
def deploy_command(to: str | None, *, log_only: bool) -> None:
    """Apply pending changes, then replay sql/ if the database's code or a guard differs.

    Guards are triggers, constraints, functions, owners and rights: what was changed is put back
    and named. Exit code 1 when a guard is left that only a person can put right.
    """
    with deployers_database() as url:
        done = deploy(url, to=to, log_only=log_only, report=_announce)
        if to is None:
            make_logins(url)
    if done.guards_left:
        click.echo(f"zerosum: guards that differ still: {len(done.guards_left)}", err=True)
        sys.exit(Exit.FAILED)
    if not done.changes and not done.code_replayed:
        click.echo("nothing to do: the database is current")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
def verify(*, as_json: bool) -> None:
    """Run every verify script and ledger.verify(); exit 1 when a check is not ok."""
    with deployers_database() as url:
        checks = engine.verify(url)
    if as_json:
        click.echo(json.dumps([asdict(check) for check in checks], default=str))
    else:
        rows = [
            (check.name, "ok" if check.ok else "NOT OK", _short(check.detail)) for check in checks
        ]
        _show(("check", "result", "detail"), rows)
    if not all(check.ok for check in checks):
        sys.exit(Exit.FAILED)


@click.command()
@click.option("--to", metavar="CHANGE", help="Keep this change and those before it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def revert(to: str | None, *, yes: bool) -> None:
    """Revert changes, newest first. Tables go with their rows."""
    scope = f"every change after {to}" if to else "every change: the whole ledger"
    if not yes:
        if not sys.stdin.isatty():
            raise ZerosumError(
                "revert destroys data: say --yes to go ahead without a terminal", Exit.USAGE
            )
        click.confirm(f"Revert {scope}, with all rows?", abort=True)
    with deployers_database() as url:
        if not engine.revert(url, to=to, report=_announce):
            click.echo("nothing to revert")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
def migrations(*, as_json: bool) -> None:
    """Show each change: applied, pending, unknown or edited since; exit 11 when not current."""
    with deployers_database() as url:
        states = engine.states(url)
    if as_json:
        click.echo(json.dumps([asdict(state) for state in states], default=str))
    else:
        rows = [
            (
                state.name,
                f"{state.state}, edited since" if state.drifted else state.state,
                state.applied_at.isoformat(timespec="seconds") if state.applied_at else "",
                state.tool or "",
            )
            for state in states
        ]
        _show(("change", "state", "applied at", "by"), rows)
    if any(state.state != "applied" or state.drifted for state in states):
        sys.exit(Exit.NOT_CURRENT)


@click.command()
@click.option("--check", is_flag=True, help="Exit 11 unless the database holds the same.")
def code(*, check: bool) -> None:
    """Show the digest of sql/, the code every deploy replays."""
    ours = code_digest()
    click.echo(ours)
    if not check:
        return
    with deployers_database() as url, psycopg.connect(url, autocommit=True) as connection:
        theirs = engine.read_code(connection)
    if theirs != ours:
        raise ZerosumError(
            f"the database holds {theirs or 'no code'}: run zerosum deploy", Exit.NOT_CURRENT
        )


@contextmanager
def deployers_database() -> Iterator[str]:
    """Yield the deployer's URL; failures a person can act on end the command with one line."""
    try:
        with administrator_url() as url:
            yield url
    except FAILURES as error:
        raise ZerosumError(f"{error}{_in_the_way(url, error)}") from error
    except psycopg.OperationalError as error:
        reason = str(error).strip().partition("\n")[0]
        raise ZerosumError(f"the database cannot be reached: {reason}", Exit.UNREACHABLE) from error


def _in_the_way(url: str, error: Exception) -> str:
    """Name who holds what a step has waited for in vain."""
    if not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
        return ""
    with psycopg.connect(url, autocommit=True) as connection:
        found = open_transactions(connection, seconds=4, database=connection.info.dbname)
    return "".join(f"; in the way: {one}" for one in found[:1])


def make_logins(url: str) -> None:
    """Make the logins that are missing; a deployer without the right leaves it to a DBA."""
    with psycopg.connect(url, autocommit=True) as connection:
        try:
            ensure_logins(connection)
        except psycopg.errors.InsufficientPrivilege as error:
            reason = error.diag.message_primary
            click.echo(f"zerosum: the logins are left to a DBA: {reason}", err=True)


def _announce(action: str, name: str) -> None:
    click.echo(f"  {action:<7} {name}", err=True)


def _short(detail: object) -> str:
    if detail is None or detail == {}:
        return ""
    return detail if isinstance(detail, str) else json.dumps(detail, default=str)


def _show(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table on a terminal, tab-separated lines elsewhere."""
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(row))
        return
    table = Table(*titles)
    for row in rows:
        table.add_row(*row)
    Console().print(table)
