"""Spans reach a real OTLP receiver, under the trace that the client began."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.operations.serving import Served

_TRACE, _PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


class _Receiver(ThreadingHTTPServer):
    """Keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[bytes] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def spans(self) -> dict[str, tuple[str, str, str]]:
        """Return name → trace, span and parent of every span received."""
        return {
            span.name: (span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex())
            for body in self.received
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        }


class _Handler(BaseHTTPRequestHandler):
    server: _Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        is_packed = self.headers.get("Content-Encoding") == "gzip"
        self.server.received.append(gzip.decompress(body) if is_packed else body)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[_Receiver]:
    """Give a collector that runs."""
    with _Receiver() as receiver:
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        yield receiver
        receiver.shutdown()


def test_a_request_and_its_statement_are_spans_of_the_clients_trace(
    serve: Callable[..., Served], receiver: _Receiver
) -> None:
    """The answer's traceparent names the very span that was sent."""
    server = serve(ZEROSUM_OTLP_URL=receiver.url, ZEROSUM_WORKERS="1")
    answer = server.ask("GET", "/health/ready", traceparent=f"00-{_TRACE}-{_PARENT}-01")
    assert answer.status == 200
    _, trace, span, _ = answer.headers["traceparent"].split("-")
    assert trace == _TRACE

    def is_told() -> bool:
        spans = receiver.spans()
        statements = {(ids[0], ids[2]) for name, ids in spans.items() if name.startswith("SELECT")}
        asked = spans.get("GET /health/ready")
        return asked == (_TRACE, span, _PARENT) and (_TRACE, span) in statements

    wait_until(is_told, "no span of the request tells of it")
