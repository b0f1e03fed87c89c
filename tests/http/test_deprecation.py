"""A route that will go says so in each answer, and in the document."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from flask import Flask, Response

from webapp.application import NOUNS
from webapp.http import deprecation, openapi
from webapp.http.api import Routes
from webapp.http.deprecation import Deprecated
from webapp.http.handlers import init_app
from webapp.http.serialize import reply
from webapp.shapes.values import JsonObject

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ENDING = Deprecated(
    datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), "https://example.org/new"
)


def routes() -> Routes:
    """Return a route that goes and one that stays."""
    made = Routes("greetings")

    @made.route(
        "GET", "/old", result=JsonObject, is_public=True, operation_id="old", deprecated=ENDING
    )
    def old() -> Response:
        """Greet as of old."""
        return reply({"said": "hello"})

    @made.route("GET", "/new", result=JsonObject, is_public=True, operation_id="new")
    def new() -> Response:
        """Greet anew."""
        return reply({"said": "hello"})

    return made


@pytest.fixture
def client() -> FlaskClient:
    """Return a client of an application with both."""
    app = Flask("greetings")
    init_app(app)
    app.after_request(deprecation.add_fields)
    app.before_request(lambda: None)
    app.register_blueprint(routes().blueprint)
    return app.test_client()


def test_answers_of_a_route_that_goes_say_when(client: FlaskClient) -> None:
    """RFC 9745 and RFC 8594; those of another say nothing."""
    headers = client.get("/old").headers
    assert headers["Deprecation"] == "@1767225600"
    assert headers["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert headers["Link"] == '<https://example.org/new>; rel="deprecation"'
    assert "Deprecation" not in client.get("/new").headers


def test_the_document_says_so_too() -> None:
    """With the fields of the answer."""
    operations = [operation for noun in NOUNS for operation in noun.routes.operations]
    document = openapi.document([*operations, *routes().operations], "0", {})
    old, new = (document["paths"][path]["get"] for path in ("/old", "/new"))
    assert old["deprecated"] is True
    assert {"Deprecation", "Sunset"} <= old["responses"]["200"]["headers"].keys()
    assert {"Deprecation", "Sunset"} <= document["components"]["headers"].keys()
    assert "deprecated" not in new
    assert "Sunset" not in new["responses"]["200"]["headers"]
