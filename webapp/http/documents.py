"""What this API says about itself."""

import gzip
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from flask import Response, current_app, request

from webapp.http.api import Routes
from webapp.shapes.values import JsonObject

routes = Routes("documents")


class Packed(NamedTuple):
    """What never changes while a server runs: written once, plain and packed."""

    plain: bytes
    packed: bytes
    tag: str

    def response(self, media_type: str) -> Response:
        """Return it packed to whoever takes that; 304 to whoever has it is Flask's affair."""
        takes_gzip = request.accept_encodings.quality("gzip") > 0
        response = Response(self.packed if takes_gzip else self.plain, content_type=media_type)
        if takes_gzip:
            response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
        response.set_etag(self.tag, weak=True)  # one for both forms
        response.headers["Cache-Control"] = "no-cache"
        return response


def packed(plain: bytes) -> Packed:
    """Return these bytes with their packed form and their tag."""
    tag = hashlib.sha256(plain).hexdigest()[:16]
    return Packed(plain, gzip.compress(plain, mtime=0), tag)


def written(document: dict[str, Any]) -> Packed:
    """Return a document as it is sent."""
    return packed(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())


@routes.route(
    "GET",
    "/openapi.json",
    result=JsonObject,
    is_public=True,
    tells=("ETag",),
    operation_id="get_document",
)
def openapi() -> Response:
    """Return this document: OpenAPI 3.1, every route and every error."""
    made: Packed = current_app.extensions["openapi"]()
    return made.response("application/json")


@routes.route(
    "GET",
    "/docs",
    result=str,
    is_public=True,
    media_type="text/html",
    tells=("ETag",),
    operation_id="get_docs_page",
)
def page() -> Response:
    """Return a page for people that shows this document and sends requests.

    It loads nothing from any other server.
    """
    response = _asset("docs.html").response("text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@routes.route(
    "GET",
    "/docs.js",
    result=str,
    is_public=True,
    media_type="text/javascript",
    tells=("ETag",),
    operation_id="get_docs_script",
)
def script() -> Response:
    """Return the script of the page for people."""
    return _asset("docs.js").response("text/javascript; charset=utf-8")


@routes.route(
    "GET",
    "/docs.css",
    result=str,
    is_public=True,
    media_type="text/css",
    tells=("ETag",),
    operation_id="get_docs_style",
)
def style() -> Response:
    """Return the style of the page for people."""
    return _asset("docs.css").response("text/css; charset=utf-8")


_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@cache
def _asset(name: str) -> Packed:
    return packed(files("webapp.http.pages").joinpath(name).read_bytes())
