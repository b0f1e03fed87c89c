"""The straight way: a hot route answered before Flask is asked, from the same declaration.

Flask's request, hooks and response are two thirds of the time of a small request in Python. Here
the same steps run in the same order on the bare environment: each is a function that both ways
call. Only what is plain is answered here. Whatever is not (a fault, a refusal, a form that is
seldom seen) goes on to Flask, which judges and words it; what has been done is handed on.
"""

import io
import re
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from flask import Flask, g
from werkzeug.routing import UUIDConverter

from webapp.config import Config
from webapp.gateway import browsers, limiting
from webapp.gateway.screening import is_taken_plainly, screen_environ
from webapp.http.api import Key, Operation, Straight
from webapp.http.reading import JSON, body_of, key_of
from webapp.http.serialize import Reply, to_json
from webapp.identity.auth import authenticate_environ
from webapp.observe import metrics, tracing
from webapp.observe.logs import RequestLog
from webapp.problems.headers import sent_in
from webapp.problems.refusals import Refusal
from webapp.replicas import placing
from webapp.shapes.handed import Handed, hand_on

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_Plain: TypeAlias = tuple[int, str | None]  # the length of the body, and the key

_PLACE = re.compile(r"<uuid:(\w+)>")
_LINES = {status.value: f"{status.value} {status.phrase.upper()}" for status in HTTPStatus}


class StraightWay:
    """Answers the plain requests of some routes."""

    def __init__(self, app: Flask, routes: Iterable[Straight], log: RequestLog | None) -> None:
        """Answer for an application, and write the same log."""
        self._app = app
        self._log = log
        self._metrics = metrics.of(app)
        self._longest: int = app.config["MAX_CONTENT_LENGTH"]
        self._routes: dict[tuple[str, str], Straight] = {}
        self._patterns: list[tuple[str, re.Pattern[str], Straight]] = []
        for one in routes:
            method, rule = one.operation.method, one.operation.rule
            if _PLACE.search(rule):
                pattern = _PLACE.sub(rf"(?P<\1>{UUIDConverter.regex})", rule)
                self._patterns.append((method, re.compile(pattern), one))
            else:
                self._routes[method, rule] = one

    def answer(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes] | None:
        """Return the answer; None when Flask is to give it."""
        route, places = self._route_of(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if route is None:
            return None
        plain = self._plain(environ, route.operation)
        if plain is None:
            return None
        with self._app.app_context():
            found = Handed(time.perf_counter(), tracing.ids_of(environ))
            g.trace, g.request_id = found.ids
            g.began, g.environ = found.began, environ
            hand_on(environ, found)
            made = self._try(environ, route, places, plain, found)
            if made is None:
                return None
            return self._send(route.operation, *made, environ["wsgi.url_scheme"], start_response)

    def _route_of(self, method: str, path: str) -> tuple[Straight | None, dict[str, Any]]:
        """Return the route of a path, and what the path says in its places."""
        route = self._routes.get((method, path))
        if route is not None:
            return route, {}
        for its_method, pattern, one in self._patterns:
            found = pattern.fullmatch(path) if method == its_method else None
            if found:
                return one, {name: UUID(text) for name, text in found.groupdict().items()}
        return None, {}

    def _plain(self, environ: "WSGIEnvironment", operation: Operation) -> _Plain | None:
        """Return the length of the body and the key, None when there is something to judge."""
        length = environ.get("CONTENT_LENGTH") or ""
        if (
            environ.get("QUERY_STRING")
            or (operation.takes_no_cache and "HTTP_CACHE_CONTROL" in environ)
            or not is_taken_plainly(sent_in(environ, "Accept"), operation.media_type)
            or not self._is_plain_body(environ, length, is_read=operation.body is not None)
            or "HTTP_TRANSFER_ENCODING" in environ
        ):
            return None
        try:
            screen_environ(environ)
            key = None if operation.key is Key.IGNORES else _key_in(environ, operation)
        except Refusal:
            return None
        return int(length or 0), key

    def _is_plain_body(self, environ: "WSGIEnvironment", length: str, *, is_read: bool) -> bool:
        if not is_read:
            return length in {"", "0"}
        return (
            environ.get("CONTENT_TYPE") == JSON
            and (length.isascii() and length.isdigit() and len(length) < len(str(1 << 32)))
            and int(length) <= self._longest
        )

    def _try(
        self,
        environ: "WSGIEnvironment",
        route: Straight,
        arguments: dict[str, Any],
        plain: _Plain,
        found: Handed,
    ) -> tuple[Reply, bytes] | None:
        operation, (length, key) = route.operation, plain
        try:
            actor = authenticate_environ(environ)
        except Exception as error:  # noqa: BLE001 - Flask's handlers word it, whatever it is
            found.error = error
            return None
        g.actor = arguments["actor"] = found.actor = actor
        found.identity = g.identity
        try:
            limiting.charge_address(operation.route_class, actor, environ.get("REMOTE_ADDR"))
        except Exception:  # noqa: BLE001 - nothing was paid: Flask asks again, and words it
            return None
        found.charged = g.get("rate_limit")
        if operation.key is not Key.IGNORES:
            arguments["key"] = key
        if operation.takes_no_cache:
            arguments["no_cache"] = False
        if operation.query is not None:
            arguments["query"] = operation.query()
        if operation.body is not None:
            try:
                data = environ["wsgi.input"].read(length)  # refused again where it is refused
                environ["wsgi.input"] = io.BytesIO(data)  # for whoever reads it again
                if len(data) < length:
                    return None
                arguments["body"] = body_of(operation.body, data)
            except Refusal:
                return None
        try:
            made = route.act(**arguments)
            return made, to_json(made.answer)
        except Exception as error:  # noqa: BLE001 - as above
            found.error = error
            return None

    def _send(
        self,
        operation: Operation,
        made: Reply,
        body: bytes,
        scheme: str,
        start_response: "StartResponse",
    ) -> Iterable[bytes]:
        g.answered = made.answer
        fields = [
            *made.headers.items(),
            ("Content-Type", operation.media_type),
            ("Content-Length", str(len(body))),
            *browsers.fields_of(scheme),
            *limiting.fields(),
            *placing.fields(),
            *tracing.id_fields(),
        ]
        took = time.perf_counter() - g.began
        self._metrics.count_straight(operation.method, operation.rule, made.status, took)
        if self._log is not None:
            self._log.write(operation.method, operation.rule, made.status, len(body), made.headers)
        start_response(_LINES[made.status], fields)
        return [body]


def way_of(
    app: Flask, config: Config, routes: Iterable[Straight], log: RequestLog | None
) -> StraightWay | None:
    """Return the way; None where each request has something that only Flask does.

    These are the spans of OpenTelemetry, answers kept in Redis, and origins that may share.
    """
    if config.observe.otlp_url or config.gateway.cors_origins or "answers" in app.extensions:
        return None
    return StraightWay(app, routes, log)


def _key_in(environ: "WSGIEnvironment", operation: Operation) -> str | None:
    is_required = operation.key is Key.REFUSES_WITHOUT
    return key_of(sent_in(environ, "Idempotency-Key"), is_required=is_required)
