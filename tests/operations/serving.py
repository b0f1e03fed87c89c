"""Run `zerosum serve` and talk to it as a client elsewhere would."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from typing import IO, TYPE_CHECKING, Any

from tests.support.ports import unused_port
from webapp.cli.running import is_healthy

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping

_SECONDS_TO_START = 90
_SECONDS_TO_STOP = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    def json(self) -> Any:  # noqa: ANN401 - whatever the server said
        """Return the body's value."""
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    url: str
    port: int

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        tls: ssl.SSLContext | None = None,
        **headers: str,
    ) -> Answer:
        """Send one request on a connection of its own."""
        connection = (
            HTTPSConnection("127.0.0.1", self.port, timeout=30, context=tls)
            if tls
            else HTTPConnection("127.0.0.1", self.port, timeout=30)
        )
        try:
            content = None if body is None else json.dumps(body)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, content, {"Content-Type": "application/json", **named})
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.headers), answer.read().decode())
        finally:
            connection.close()


@contextmanager
def serving(settings: Mapping[str, str], output: IO[bytes] | None = None) -> Iterator[Served]:
    """Start a server, wait until it answers, and stop it by SIGTERM: it must end well.

    One that a test has killed is gone already.

    What it says goes to ``output``, its log lines to nowhere without one.
    """
    port = unused_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "serve"],
        env={**os.environ, **settings, "ZEROSUM_PORT": str(port)},
        stdin=subprocess.DEVNULL,
        stdout=output or subprocess.DEVNULL,
        stderr=output,
    )
    scheme = "https" if "ZEROSUM_TLS_CERTIFICATE" in settings else "http"
    url = f"{scheme}://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + _SECONDS_TO_START
        while not is_healthy(url):
            assert process.poll() is None, "the server ended by itself"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)
        yield Served(process, url, port)
        if process.poll() != -signal.SIGKILL:
            process.send_signal(signal.SIGTERM)
            assert process.wait(_SECONDS_TO_STOP) == 0
    finally:
        process.kill()
        process.wait()
