"""The request id, taken or made, and the headers that every answer carries."""

import re
import secrets

from flask import Flask, Response, g, request

_SANE = re.compile(r"[A-Za-z0-9._:+/=@-]{1,128}", re.ASCII)


def init_app(app: Flask) -> None:
    """Give each request an id before anything else and return it with the answer."""
    app.before_request(_take_request_id)
    app.after_request(_finish)


def _take_request_id() -> None:
    offered = request.headers.get("X-Request-ID", "")
    g.request_id = offered if _SANE.fullmatch(offered) else secrets.token_hex(16)


def _finish(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
