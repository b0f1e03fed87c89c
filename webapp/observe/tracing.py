"""The request id and the W3C trace, taken or made."""

import re
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from flask import Response, g, request

from webapp.problems.headers import sent_in
from webapp.shapes.handed import handed

_SANE = re.compile(r"[A-Za-z0-9._:+/=@-]{1,128}", re.ASCII)
_TRACEPARENT = re.compile(
    r"(?P<version>[0-9a-f]{2})-(?P<trace>[0-9a-f]{32})-(?P<parent>[0-9a-f]{16})"
    r"-(?P<flags>[0-9a-f]{2})(?P<rest>-.*)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Trace:
    """Where this request stands in a trace: W3C Trace Context, level 1."""

    trace_id: str
    span_id: str
    parent_id: str | None
    flags: str

    def header(self) -> str:
        """Return the traceparent that names this request as the parent."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags}"


def read_traceparent(text: str | None) -> Trace:
    """Continue the trace that a traceparent header names; a faulty or missing one starts anew."""
    match = _TRACEPARENT.fullmatch(text or "")
    span_id = secrets.token_hex(8)
    if (
        match is None
        or match["version"] == "ff"
        or (match["version"] == "00" and match["rest"])
        or not int(match["trace"], 16)
        or not int(match["parent"], 16)
    ):
        return Trace(secrets.token_hex(16), span_id, None, "00")
    return Trace(match["trace"], span_id, match["parent"], match["flags"])


def take_ids() -> None:
    """Give a request its ids, before anything else."""
    found = handed(request.environ)
    g.trace, g.request_id = found.ids if found else ids_of(request.environ)


def ids_of(environ: MutableMapping[str, Any]) -> tuple[Trace, str]:
    """Return the trace and the id of a request."""
    trace = read_traceparent(sent_in(environ, "traceparent"))
    offered = sent_in(environ, "X-Request-ID") or ""
    # Without an id of its own a request is known by its trace, in the audit trail too.
    return trace, offered if _SANE.fullmatch(offered) else trace.trace_id


def tell_ids(response: Response) -> Response:
    """Return them with the answer."""
    response.headers.update(id_fields())
    return response


def id_fields() -> list[tuple[str, str]]:
    """Return the fields that tell them."""
    return [("X-Request-ID", g.request_id), ("traceparent", g.trace.header())]
