"""The application in granian, on a port of its own, and bytes to send to it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import psutil

from tests.support.ports import unused_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from webapp.config import Config

SECONDS_TO_START = 90
_SECONDS_TO_STOP = 60


@contextmanager
def granian(config: Config, database: Database, **settings: str) -> Iterator[int]:
    """Yield the port of a granian worker on a database; end it and see that it ends well."""
    port = unused_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", "1", "webapp:create_app"),
    ]
    environment = {
        "ZEROSUM_DATABASE_URL": database.url,
        "ZEROSUM_WEB_DATABASE_URL": config.web_database_url,
        "ZEROSUM_JWT_SECRET": config.jwt_secret,
        "ZEROSUM_DATABASE_SECONDS": "10",  # a database that is slow is not away
        **settings,
    }
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        wait_for(port)
        yield port
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server and see that it ends well; what does not end is killed."""
    workers = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGTERM)
    try:
        assert process.wait(_SECONDS_TO_STOP) == 0
    finally:
        process.kill()
        process.wait()
        for worker in workers:
            with suppress(psutil.NoSuchProcess):
                worker.kill()


def wait_for(port: int) -> None:
    """Return once the server answers."""
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Raw:
    """What came back for bytes: status 0 when the connection was cut without an answer."""

    status: int
    data: bytes


def exchange(port: int, *parts: bytes, seconds: float = 10.0) -> Raw:
    """Send bytes on a connection of their own and read until the server closes it or is done."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as peer:
        try:
            for part in parts:
                peer.sendall(part)
            while piece := peer.recv(65536):
                answer += piece
                head, _, body = answer.partition(b"\r\n\r\n")
                length = next(
                    (
                        int(line.split(b":")[1])
                        for line in head.lower().split(b"\r\n")
                        if line.startswith(b"content-length:")
                    ),
                    None,
                )
                if length is not None and len(body) >= length:
                    break
        except (ConnectionError, TimeoutError):
            pass  # cut while it was still being sent, or left waiting for more
    words = answer.split(b" ", 2)
    status = int(words[1]) if answer.startswith(b"HTTP/") and len(words) > 1 else 0
    return Raw(status, answer.partition(b"\r\n\r\n")[2])
