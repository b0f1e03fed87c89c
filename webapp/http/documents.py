"""What this API says about itself."""

import json
from functools import cache
from importlib.resources import files

from flask import Response, current_app

from webapp.http.api import Routes
from webapp.shapes.values import JsonObject

routes = Routes("documents")


@routes.route("GET", "/openapi.json", result=JsonObject, is_public=True)
def openapi() -> Response:
    """Return this document: OpenAPI 3.1, every route and every error."""
    body = json.dumps(current_app.extensions["openapi"](), indent=2)
    return Response(body, mimetype="application/json")


@routes.route("GET", "/docs", result=str, is_public=True, media_type="text/html")
def page() -> Response:
    """Return a page for people that shows this document and sends requests.

    It loads nothing from any other server.
    """
    response = Response(_asset("docs.html"), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@routes.route("GET", "/docs.js", result=str, is_public=True, media_type="text/javascript")
def script() -> Response:
    """Return the script of the page for people."""
    return Response(_asset("docs.js"), content_type="text/javascript; charset=utf-8")


@routes.route("GET", "/docs.css", result=str, is_public=True, media_type="text/css")
def style() -> Response:
    """Return the style of the page for people."""
    return Response(_asset("docs.css"), content_type="text/css; charset=utf-8")


_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@cache
def _asset(name: str) -> bytes:
    return files("webapp.http.pages").joinpath(name).read_bytes()
