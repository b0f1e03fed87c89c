"""One JSON line per request, and one for whatever else there is to say.

A line names who asked by user id and role, never by name or address, and holds no body, no
query string and no token: what is personal stays out of the log.
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import orjson
from flask import Response, g, request
from werkzeug.datastructures import Headers

from webapp.observe.records import write_records_as_json
from webapp.shapes.handed import handed

_STANDARD_OUTPUT = 1
_ONE_LINE = orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE


def begin() -> None:
    """Note when a request came."""
    found = handed(request.environ)
    g.began = found.began if found else time.perf_counter()


class RequestLog:
    """Writes a line for each request to standard output."""

    def __init__(self) -> None:
        """Let what libraries log be lines of the same kind."""
        # Unbuffered: a line is one write, so lines of several workers don't mix.
        self._output = open(_STANDARD_OUTPUT, "wb", buffering=0, closefd=False)  # noqa: SIM115
        write_records_as_json()

    def write_line(self, response: Response) -> Response:
        """Write what Flask answers."""
        rule = request.url_rule.rule if request.url_rule else None
        self.write(
            request.method, rule, response.status_code, response.content_length, response.headers
        )
        return response

    def write(
        self,
        method: str,
        rule: str | None,
        status: int,
        length: int | None,
        headers: Mapping[str, str] | Headers,
    ) -> None:
        """Write what was answered, whoever did."""
        line = _facts(method, rule, status, length, headers) | {
            "event": "request",
            "level": "info",
            "time": datetime.now(UTC),
        }
        # A reader of the log who went away is no reason to fail a request.
        with suppress(OSError):
            self._output.write(orjson.dumps(line, option=_ONE_LINE))


def _facts(
    method: str,
    rule: str | None,
    status: int,
    length: int | None,
    headers: Mapping[str, str] | Headers,
) -> dict[str, Any]:
    """Return what the line of this request says; the address is told by its rule only."""
    actor, refusal = g.get("actor"), g.get("refusal")
    facts = {
        "method": method,
        "route": rule,
        "status": status,
        "code": refusal.code if refusal else None,
        "duration_ms": round((time.perf_counter() - g.began) * 1000, 3),
        "bytes": length,
        "user_id": str(actor.user_id) if actor else None,
        "role": actor.role if actor else None,
        "replayed": headers.get("Idempotency-Replayed") == "true" or None,
        "location": headers.get("Location"),
        "request_id": g.request_id,
        "trace_id": g.trace.trace_id,
        "span_id": g.trace.span_id,
        "parent_id": g.trace.parent_id,
    }
    return {name: value for name, value in facts.items() if value is not None}
