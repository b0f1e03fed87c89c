"""zerosum serve: the web server alone, against the configured database."""

import logging
import os
import resource
import signal
import socket
import sys
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path

import click
from flask import Flask
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings
from granian.log import LogLevels
from prometheus_client import values

from migrations.code import code_digest
from webapp.config import Config
from webapp.door.workers import Workers, begin, follow
from webapp.failures import Exit, ZerosumError
from webapp.gateway.stopping import telling
from webapp.web_login import require_little_of

# A little longer than the longest statement of ledger_web, so that no answer is cut off.
_LAST_ANSWERS_SECONDS = 35
_OTHER_FILES = 200  # that a process opens besides its connections
_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"


@click.command("serve")
@click.option("--with-parent", type=int, hidden=True, help="End when this parent process ends.")
def serve(with_parent: int | None) -> None:
    """Serve the ledger over HTTP until SIGTERM or Ctrl-C, finishing what is under way.

    Connects to ZEROSUM_WEB_DATABASE_URL, else ZEROSUM_DATABASE_URL, else to the embedded server
    of ZEROSUM_HOME, which must run already: zerosum up starts both. Its login is a member of
    ledger_app and may do no more: as a superuser, an owner or an operator it does not serve.
    """
    config = Config.from_environment()
    code_digest()  # an installation without its SQL ends here, in one line
    require_free_port(config)
    require_little_of(config.web_database_url)
    # Workers read the environment again: they must find the same home from any directory.
    os.environ["ZEROSUM_HOME"] = str(config.home)
    with ExitStack() as stack:
        _serve(config, _count_together(stack), with_parent)


def _serve(config: Config, directory: Path, with_parent: int | None) -> None:
    if with_parent is not None:
        threading.Thread(target=follow, args=(with_parent,), daemon=True).start()
    # Many threads are meant: most of them wait for a call that several have gathered into.
    logging.getLogger("_granian").addFilter(lambda said: "Python threads" not in said.getMessage())
    _allow_files(config.door.connections + _OTHER_FILES)
    server = Workers(
        directory,
        interface=Interfaces.WSGI,
        address=config.server.host,
        port=config.server.port,
        workers=config.server.workers,
        # Each connection has a thread when it wants one: places to work in are what is scarce.
        backpressure=config.door.connections,
        blocking_threads=config.door.connections,
        # HTTP/2 has many requests on one connection, and none of these limits.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=1000 * config.door.header_seconds),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_LAST_ANSWERS_SECONDS,
        # Both or neither; TLS 1.3 is the least that is spoken.
        ssl_cert=config.server.tls_certificate,
        ssl_key=config.server.tls_key,
        ssl_protocol_min=SSLProtocols.tls13,
    )
    server.on_startup(_tell_of_the_end)
    server.serve(target_loader=_load, wrap_loader=False)


def _load() -> Flask:
    """Return the application of a process that begins; a process that cannot says so in a line."""
    from webapp.application import create_app

    try:
        app = create_app()
    except (ZerosumError, ValueError) as error:
        sys.stderr.write(f"zerosum: {error}\n")
        sys.exit(Exit.MISCONFIGURED)
    ended = app.extensions["metrics"].connections_ended
    directory = Path(os.environ[_DIRECTORY])
    begin(app.extensions["config"], directory, lambda reason: ended.labels(reason).inc())
    return app


def _allow_files(number: int) -> None:
    """Let a process have as many files open, as far as whoever runs it allows."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= now < number:
        wanted = number if most < 0 else min(number, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, wanted), most))


def _tell_of_the_end() -> None:
    """Let streams of events end as soon as the server is told to, not after their time."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, telling(signal.getsignal(number)))


def _count_together(stack: ExitStack) -> Path:
    """Give the workers a directory where their metrics become one; empty at each start."""
    directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="zerosum-metrics-"))
    os.environ[_DIRECTORY] = directory
    # The library looked for the directory when it was imported, and workers are forks.
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]
    return Path(directory)


def require_free_port(config: Config) -> None:
    """Raise ZerosumError when the port cannot be had, and say why."""
    host, port = config.server.host, config.server.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do, so that connections still closing from a run just before don't count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ZerosumError(
                f"port {port} on {host} cannot be used: {error.strerror}; "
                "set ZEROSUM_PORT to another one",
                Exit.PORT_TAKEN,
            ) from error
