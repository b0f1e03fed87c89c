"""zerosum status: what runs, where, in which version, and whether it is current."""

import json
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

import click
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import dict_row
from rich.console import Console
from rich.table import Table

from migrations.code import code_digest
from migrations.engine import read_code, states
from migrations.guards import differences
from webapp import hosts
from webapp.cli.logins import LOGINS
from webapp.cli.open_transactions import open_transactions
from webapp.cli.running import find_running, is_healthy
from webapp.config import DATABASE, Config
from webapp.failures import Exit
from webapp.replicas.state import standby_state

_JOBS = """
    SELECT
        j.job_name, j.last_success_at::text, j.failures, j.failure, j.lag_events,
        j.lag_seconds::float8,
        round(extract(epoch FROM clock_timestamp() - j.last_success_at))::bigint AS age_seconds
    FROM ledger.list_worker_jobs() AS j
"""
_SHOWN = 20  # guards that differ; --json lists all


@dataclass(slots=True)
class Status:
    """What was found out; None where nothing could be."""

    url: str
    server_running: bool
    pid: int | None
    home: str
    embedded: bool
    database_url: str
    logins: dict[str, str]
    database_running: bool = False
    database_pid: int | None = None
    postgresql_version: str | None = None
    schema_version: str | None = None
    schema_current: bool = False
    pending_changes: list[str] = field(default_factory=list)
    edited_changes: list[str] = field(default_factory=list)
    code_version: str | None = None
    code_digest: str | None = None
    code_current: bool = False
    guards_broken: list[str] = field(default_factory=list)
    guards_in_place: bool = False
    everything_current: bool = False
    jobs: list[dict[str, Any]] = field(default_factory=list)
    open_transactions: list[dict[str, Any]] = field(default_factory=list)
    standby: str | None = None
    problem: str | None = None


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(*, as_json: bool) -> None:
    """Show what runs and whether the database is current. Starts and changes nothing.

    Exit code 0: all runs and is current; 10: the server or the embedded PostgreSQL does not run;
    11: changes or code are waiting to be deployed, or a guard is not in place; 12: the database
    cannot be reached.
    """
    found = find_status(Config.from_environment(serving=False))
    if as_json:
        click.echo(json.dumps(asdict(found), indent=2))
    else:
        _print(found)
    sys.exit(_exit_code(found))


def find_status(config: Config) -> Status:
    """Look at the home and the database."""
    running = find_running(config.home)
    url = running.url if running and running.url else config.server_url
    found = Status(
        url=url,
        server_running=is_healthy(url) if running or not config.embedded else False,
        pid=running.pid if running else None,
        home=str(config.home),
        embedded=config.embedded,
        database_url=_without_password(config.database_url),
        logins=_logins(config),
    )
    if config.embedded:
        found.database_pid = config.postgres().pid
        if found.database_pid is None:
            found.problem = "the embedded PostgreSQL does not run"
            return found
    try:
        _look_into_database(config.database_url, found)
    except psycopg.Error as error:
        found.problem = str(error).strip().partition("\n")[0]
        return found
    if config.replicas.read_url is not None:
        found.standby = standby_state(config.web_database_url, config.replicas.read_url)
    return found


def _look_into_database(url: str, found: Status) -> None:
    with psycopg.connect(url, autocommit=True, **hosts.options(url, 5)) as connection:
        found.database_running = True
        found.postgresql_version = connection.info.parameter_status("server_version")
        # Whoever is in the way, of this database or another one.
        found.open_transactions = [
            {**one._asdict(), "told": str(one)} for one in open_transactions(connection)
        ]
        found.code_digest = read_code(connection)
        if found.code_digest is not None:
            row = connection.execute("SELECT v.release FROM ledger.version() AS v").fetchone()
            found.code_version = row[0] if row else None
            # By the release's own files: what the database says of itself may be forged too.
            broken = differences(connection)
            found.guards_broken = [str(difference) for difference in broken or ()]
            found.guards_in_place = not broken
            found.jobs = _jobs(connection)
    changes = states(url)
    applied = [change.name for change in changes if change.state == "applied"]
    found.schema_version = applied[-1] if applied else None
    found.pending_changes = [change.name for change in changes if change.state == "pending"]
    found.edited_changes = [change.name for change in changes if change.drifted]
    found.schema_current = all(c.state == "applied" and not c.drifted for c in changes)
    found.code_current = found.code_digest == code_digest()
    found.everything_current = found.schema_current and found.code_current and found.guards_in_place


def _jobs(connection: psycopg.Connection[Any]) -> list[dict[str, Any]]:
    """Return what the worker's jobs last told; nothing from a release that has no such function."""
    try:
        return connection.cursor(row_factory=dict_row).execute(_JOBS).fetchall()
    except psycopg.errors.UndefinedFunction:
        return []


def _logins(config: Config) -> dict[str, str]:
    if config.embedded:
        server = config.postgres()
        names = ("postgres", *(login.name for login in LOGINS))
        return {name: server.url(DATABASE, name) for name in names}
    base = {name: str(value) for name, value in _parts(config.database_url).items()}
    return {login.name: make_conninfo(**{**base, "user": login.name}) for login in LOGINS}


def _without_password(url: str) -> str:
    parts = conninfo_to_dict(url)
    return make_conninfo(**_parts(url)) if "password" in parts else url


def _parts(url: str) -> dict[str, Any]:
    return {name: v for name, v in conninfo_to_dict(url).items() if name != "password"}


def _exit_code(found: Status) -> Exit:
    if not found.database_running:
        return Exit.NOT_RUNNING if found.embedded else Exit.UNREACHABLE
    if not found.everything_current:
        return Exit.NOT_CURRENT
    return Exit.OK if found.server_running else Exit.NOT_RUNNING


def _print(found: Status) -> None:
    rows = [
        ("server", found.url),
        ("", f"runs, process {found.pid or '?'}" if found.server_running else "does not run"),
        ("home", found.home),
        ("database", found.database_url),
        ("", found.problem or f"PostgreSQL {found.postgresql_version}"),
        ("schema", f"{found.schema_version or 'none'}, {_current(now=found.schema_current)}"),
        ("code", f"{found.code_version or 'none'}, {_current(now=found.code_current)}"),
        *(("guard", difference) for difference in found.guards_broken[:_SHOWN]),
        ("guards", _guards(found)),
        *(("open", one["told"]) for one in found.open_transactions),
        *((("standby", found.standby),) if found.standby else ()),
        *(("job", _job(job)) for job in found.jobs),
        *((login, url) for login, url in found.logins.items()),
    ]
    if not sys.stdout.isatty():
        for title, value in rows:
            click.echo(f"{title}\t{value}")
        return
    table = Table(show_header=False)
    for title, value in rows:
        table.add_row(title, value)
    Console().print(table)


def _guards(found: Status) -> str:
    if found.guards_in_place:
        return "in place"
    number = len(found.guards_broken)
    return f"{number} not in place: zerosum deploy puts them back" if number else "unknown"


def _job(job: dict[str, Any]) -> str:
    age = job["age_seconds"]
    told = [job["job_name"], "never done" if age is None else f"done {age} s ago"]
    if job["lag_events"]:
        told.append(f"{job['lag_events']} events and {job['lag_seconds']:.1f} s behind")
    if job["failures"]:
        told.append(f"{job['failures']} turns failed, with {job['failure']}")
    return ", ".join(told)


def _current(*, now: bool) -> str:
    return "current" if now else "not current"
