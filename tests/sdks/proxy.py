"""A proxy that misbehaves as it is told to, between a client and the real server."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "host"}


class Fault(Enum):
    """What becomes of a request; one word each."""

    NONE = "it is answered"
    CUT_BEFORE = "the connection ends before the server has seen the request"
    CUT_AFTER = "the server has done it, and the connection ends before the answer"
    HALF = "the server has done it, and half of the answer arrives"
    SILENT = "the server has done it, and nothing arrives before the client gives up"
    BAD_GATEWAY = "the server has done it, and the proxy says 502 in words of its own"
    BUSY = "the server has not seen it, and the proxy says 503 with Retry-After"


ALL = tuple(fault for fault in Fault if fault is not Fault.NONE)
SEEN_BY_NOBODY = {Fault.CUT_BEFORE, Fault.BUSY}


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that came to the proxy."""

    method: str
    path: str
    key: str | None
    fault: Fault


@dataclass
class Proxy:
    """What is to happen next to requests that write, and what has come so far."""

    server: int
    port: int = 0
    faults: deque[Fault] = field(default_factory=deque)
    seen: list[Seen] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def next(self, method: str, path: str, key: str | None) -> Fault:
        """Return what becomes of a request."""
        fault = self.faults.popleft() if self.faults else Fault.NONE
        self.seen.append(Seen(method, path, key, fault))
        return fault


@contextmanager
def proxy(server: int) -> Iterator[Proxy]:
    """Yield a proxy to the server at a port."""
    told = Proxy(server)
    listener = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"told": told}))
    told.port = listener.server_port
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    try:
        yield told
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()


class _Handler(BaseHTTPRequestHandler):
    told: Proxy
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        fault = self.told.next(self.command, self.path, self.headers.get("Idempotency-Key"))
        self._answer(fault, body)

    def _answer(self, fault: Fault, body: bytes) -> None:
        if fault is Fault.BUSY:
            self._send(503, {"Retry-After": "1"}, b"<h1>busy</h1>")
            return
        if fault is Fault.CUT_BEFORE:
            self.close_connection = True
            return
        answer, data = self._asked(body)
        if fault in {Fault.CUT_AFTER, Fault.SILENT}:
            self.close_connection = True
            if fault is Fault.SILENT:
                self.rfile.read(1)  # returns when the client has closed
        elif fault is Fault.BAD_GATEWAY:
            self._send(502, {}, b"<h1>bad gateway</h1>")
        else:
            whole = fault is Fault.NONE
            self._send(answer.status, dict(answer.getheaders()), data, is_whole=whole)

    def _asked(self, body: bytes) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.told.server, timeout=30)
        headers = {
            name: value for name, value in self.headers.items() if name.lower() not in _HOP_BY_HOP
        }
        connection.request(self.command, self.path, body or None, headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer, data

    def _send(
        self, status: int, headers: dict[str, str], data: bytes, *, is_whole: bool = True
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data if is_whole else data[: len(data) // 2])
        self.wfile.flush()
        self.close_connection = self.close_connection or not is_whole

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name
        pass
