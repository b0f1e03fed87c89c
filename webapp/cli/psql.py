"""zerosum psql: PostgreSQL's own terminal, opened on the ledger."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence

import click
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from webapp.cli.database import DBA_LOGIN, require_ledger
from webapp.config import DATABASE, Config
from webapp.failures import Exit, ZerosumError

_HINT = r"""The ledger is at hand: \df+ ledger.* lists its functions, \d+ reporting.* its reports,
SELECT * FROM ledger.errors; its error codes. \q leaves."""

_KEPT = frozenset({"PGPASSWORD", "PGPASSFILE", "PGOPTIONS", "PGAPPNAME", "PGCLIENTENCODING"})


@click.command("psql")
@click.option("--as", "login", metavar="LOGIN", help="Connect as this login, such as postgres.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql(login: str | None, arguments: tuple[str, ...]) -> None:
    """Open psql on the ledger as a DBA; ARGUMENTS after -- go to psql.

    Its exit code is psql's own.
    """
    config = Config.from_environment(serving=False)
    if config.embedded:
        server = config.postgres()
        require_ledger(server)
        with server:
            url = server.url(DATABASE, login or DBA_LOGIN)
            code = _run(server.tool("psql"), url, arguments)
    else:
        code = _run(_any_psql(config), _as_login(config.database_url, login), arguments)
    sys.exit(code)


def _run(program: str, url: str, arguments: Sequence[str]) -> int:
    if sys.stdin.isatty() and sys.stdout.isatty() and not arguments:
        click.echo(_HINT)
    # A star in the prompt shows an open transaction: money not yet moved.
    # DETAIL and HINT say what a refusal is about; the call stack of the ledger does not.
    prompt = [
        *("-v", "PROMPT1=%n@%/%R%x%# "),
        *("-v", "PROMPT2=%n@%/%R%x%# "),
        *("-v", "SHOW_CONTEXT=never"),
    ]
    environment = {
        name: value for name, value in os.environ.items() if name in _KEPT or name[:2] != "PG"
    }
    # Ctrl-C in psql cancels a query: it must not end the command around it.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.call(
            [program, *prompt, *arguments, "--dbname", url],
            env=environment,
            preexec_fn=_listen_again,
        )
    finally:
        signal.signal(signal.SIGINT, before)


def _listen_again() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _any_psql(config: Config) -> str:
    try:
        return config.postgres().tool("psql")
    except ZerosumError:
        if found := shutil.which("psql"):
            return found
        raise ZerosumError("there is no psql on this machine", Exit.NO_POSTGRESQL) from None


def _as_login(url: str, login: str | None) -> str:
    if login is None:
        return url
    # Another login's password is not this one's.
    kept = {name: str(v) for name, v in conninfo_to_dict(url).items() if name != "password"}
    return make_conninfo(**{**kept, "user": login})
