"""Several workers count as one, and TLS is 1.3 or nothing."""

from __future__ import annotations

import os
import re
import signal
import ssl
import time
from http.client import HTTPException
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.operations.serving import Served

_COUNT = re.compile(
    r"zerosum_http_request_duration_seconds_count"
    r'\{method="GET",route="/openapi.json",status="200"\} (\S+)'
)


def _count(server: Served) -> float:
    """Return how many have asked for the document, which nobody does but the test."""
    found = _COUNT.search(server.ask("GET", "/metrics").text)
    return float(found[1]) if found else 0.0


def test_all_workers_count_together(serve: Callable[..., Served]) -> None:
    """Whichever worker is scraped tells of all, also of one that was killed."""
    server = serve(ZEROSUM_WORKERS="2")
    for _ in range(40):
        assert server.ask("GET", "/openapi.json").status == 200
    assert _count(server) == 40

    workers = psutil.Process(server.process.pid).children(recursive=True)
    pids = [worker.pid for worker in workers if "granian" in " ".join(worker.cmdline())]
    os.kill((pids or [worker.pid for worker in workers])[-1], signal.SIGKILL)
    time.sleep(1)
    for _ in range(10):
        assert server.ask("GET", "/openapi.json").status == 200
    assert _count(server) == 50


def test_tls_is_1_3_or_nothing(
    serve: Callable[..., Served], certificate: tuple[Path, Path]
) -> None:
    """A client that offers 1.2 at best is turned away, and so is one without TLS."""
    server = serve(ZEROSUM_TLS_CERTIFICATE=str(certificate[0]), ZEROSUM_TLS_KEY=str(certificate[1]))
    context = ssl.create_default_context(cafile=str(certificate[0]))
    assert server.ask("GET", "/health", tls=context).json() == {"status": "ok"}

    old = ssl.create_default_context(cafile=str(certificate[0]))
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(ssl.SSLError, match=r"(?i)protocol.version"):
        server.ask("GET", "/health", tls=old)
    with pytest.raises(HTTPException):
        server.ask("GET", "/health")
