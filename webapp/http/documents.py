"""What this API says about itself."""

import gzip
import hashlib
import json
from collections.abc import Callable
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, NamedTuple, cast

from flask import Response, current_app, request

from webapp.gateway.screening import require_acceptable
from webapp.http.api import Routes
from webapp.http.pages.site import SEARCH, Site
from webapp.problems.refusals import Refusal
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


class Pages:
    """The pages for people as they are sent, each kept once it was asked for."""

    def __init__(self, described: Callable[[], dict[str, Any]]) -> None:
        """Take what returns the document that they are made of."""
        self._described = described
        self._kept: dict[str, Packed] = {}

    @cached_property
    def site(self) -> Site:
        """Return the pages as text."""
        return Site(self._described())

    def at(self, address: str) -> Packed:
        """Return the page at an address below /docs. Raises Refusal WEB301 when there is none."""
        if address not in self._kept:
            text = json.dumps(self.site.index()) if address == SEARCH else self.site.page(address)
            if text is None:
                raise Refusal("WEB301")
            self._kept[address] = packed(text.encode())
        return self._kept[address]


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
    """Return the first page for people; it links to guides, to every route and to every error.

    Nothing is loaded from any other server.
    """
    return _page("")


@routes.blueprint.get("/docs/<path:address>")
def page_below(address: str) -> Response:
    """Return another page for people, or what the search looks through: no part of the API."""
    is_index = address == SEARCH
    require_acceptable("application/json" if is_index else "text/html")
    return _pages().at(SEARCH).response("application/json") if is_index else _page(address)


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
    """Return the script of the pages for people."""
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
    """Return the style of the pages for people."""
    return _asset("docs.css").response("text/css; charset=utf-8")


_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def _page(address: str) -> Response:
    response = _pages().at(address).response("text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _POLICY
    return response


def _pages() -> Pages:
    return cast("Pages", current_app.extensions["pages"])


@cache
def _asset(name: str) -> Packed:
    return packed(files("webapp.http.pages").joinpath(name).read_bytes())
