"""zerosum serve: the web server alone, against the configured database."""

import logging
import os
import signal
import socket
import tempfile
import threading
import time
from contextlib import ExitStack

import click
from granian import Granian
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels
from prometheus_client import values

from migrations.code import code_digest
from webapp.config import Config
from webapp.failures import Exit, ZerosumError

# A little longer than the longest statement of ledger_web, so that no answer is cut off.
_LAST_ANSWERS_SECONDS = 35


@click.command("serve")
@click.option("--with-parent", type=int, hidden=True, help="End when this parent process ends.")
def serve(with_parent: int | None) -> None:
    """Serve the ledger over HTTP until SIGTERM or Ctrl-C, finishing what is under way.

    Connects to ZEROSUM_WEB_DATABASE_URL, else ZEROSUM_DATABASE_URL, else to the embedded server
    of ZEROSUM_HOME, which must run already: zerosum up starts both.
    """
    config = Config.from_environment()
    code_digest()  # an installation without its SQL ends here, in one line
    require_free_port(config)
    # Workers read the environment again: they must find the same home from any directory.
    os.environ["ZEROSUM_HOME"] = str(config.home)
    with ExitStack() as stack:
        _count_together(stack)
        _serve(config, with_parent)


def _serve(config: Config, with_parent: int | None) -> None:
    if with_parent is not None:
        threading.Thread(target=_follow, args=(with_parent,), daemon=True).start()
    # Many threads are meant: most of them wait for a call that several have gathered into.
    logging.getLogger("_granian").addFilter(lambda said: "Python threads" not in said.getMessage())
    Granian(
        "webapp:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=config.server.host,
        port=config.server.port,
        workers=config.server.workers,
        blocking_threads=config.server.threads,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_LAST_ANSWERS_SECONDS,
        # Both or neither; TLS 1.3 is the least that is spoken.
        ssl_cert=config.server.tls_certificate,
        ssl_key=config.server.tls_key,
        ssl_protocol_min=SSLProtocols.tls13,
    ).serve()


def _count_together(stack: ExitStack) -> None:
    """Give the workers a directory where their metrics become one; empty at each start."""
    directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="zerosum-metrics-"))
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
    # The library looked for the directory when it was imported, and workers are forks.
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]


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


def _follow(parent: int) -> None:
    """End this process when its parent has ended without a word."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
