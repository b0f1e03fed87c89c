"""zerosum up: everything, started in order, until Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType
from typing import NoReturn

import click
import psycopg

from migrations.engine import deploy
from webapp.cli.database import DBA_LOGIN, make_database
from webapp.cli.guide import show_guide
from webapp.cli.migrate import FAILURES, make_logins
from webapp.cli.running import Claim, find_running, is_healthy
from webapp.cli.sample import open_sample
from webapp.cli.serve import require_free_port
from webapp.config import DATABASE, Config
from webapp.failures import Exit, ZerosumError

_READY_SECONDS = 60.0
_STOP_SECONDS = 45.0


class StoppedError(BaseException):
    """Somebody asked this process to stop; no error handler is to swallow it."""


@click.command("up")
@click.option("--sample/--no-sample", default=True, help="Open a few accounts in an empty ledger.")
def up(*, sample: bool) -> None:
    """Start PostgreSQL if none is configured, deploy, and serve until Ctrl-C.

    The sample is for the embedded server only: a configured database is deployed to and served,
    and otherwise left alone.
    """
    config = Config.from_environment()
    try:
        claim = Claim(config.home)
    except BlockingIOError:
        _say_that_it_runs(config)
        return
    try:
        with stoppable() as heed, ExitStack() as stack:
            stack.callback(claim.release)
            require_free_port(config)
            claim.announce(config.server_url)
            _prepare(config, stack, sample=sample)
            server = stack.enter_context(_web_server(config))
            _wait_until_ready(config, server, heed)
            show_guide(config)
            while server.poll() is None:
                heed()
                with suppress(subprocess.TimeoutExpired):
                    server.wait(1)
            raise ZerosumError(f"the web server ended by itself with {server.returncode}")
    except StoppedError:
        click.echo("\nzerosum: stopped")


def _prepare(config: Config, stack: ExitStack, *, sample: bool) -> None:
    """Have a deployed database with its logins, and perhaps a sample."""
    postgres = config.postgres()
    if config.embedded:
        stack.enter_context(postgres)
        make_database(postgres)
    try:
        deploy(config.database_url)
        make_logins(config.database_url)
        if config.embedded and sample:
            with psycopg.connect(postgres.url(DATABASE, DBA_LOGIN), autocommit=True) as connection:
                open_sample(connection)
    except FAILURES as error:
        raise ZerosumError(f"the database cannot be deployed: {error}", Exit.NOT_CURRENT) from error
    except psycopg.OperationalError as error:
        reason = str(error).strip().partition("\n")[0]
        raise ZerosumError(f"the database cannot be used: {reason}", Exit.UNREACHABLE) from error


@contextmanager
def _web_server(config: Config) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``zerosum serve`` as a child; stop it in order afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "serve", "--with-parent", str(os.getpid())],
        env={**os.environ, "ZEROSUM_HOME": str(config.home)},
        stdin=subprocess.DEVNULL,
        # Ctrl-C on the terminal is for this process, which stops things in order.
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(
    config: Config, server: subprocess.Popen[bytes], heed: Callable[[], None]
) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        heed()
        if is_healthy(config.server_url):
            return
        time.sleep(0.05)
    raise ZerosumError(f"the web server does not answer on {config.server_url}")


def _say_that_it_runs(config: Config) -> None:
    """Tell where the server of this home is, once it answers."""
    deadline = time.monotonic() + _READY_SECONDS
    while (running := find_running(config.home)) and time.monotonic() < deadline:
        if running.url and is_healthy(running.url):
            click.echo(f"zerosum runs already, process {running.pid}; zerosum stop ends it")
            show_guide(config, url=running.url)
            return
        time.sleep(0.1)
    raise ZerosumError(
        f"another process has begun to serve {config.home} but does not answer", Exit.LOCKED
    )


@contextmanager
def stoppable() -> Iterator[Callable[[], None]]:
    """Turn SIGINT and SIGTERM into StoppedError, once; what follows is orderly and undisturbed.

    Gives a function that raises it again: an exception that is raised while Python closes a file
    nobody holds any more goes no further.
    """
    asked = False

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        nonlocal asked
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        asked = True
        raise StoppedError

    def heed() -> None:
        if asked:
            raise StoppedError

    numbers = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    # Under nohup the terminal's end is to be ignored; Ctrl-C's signal never is.
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        numbers = numbers[:-1]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield heed
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
