"""Finished answers, kept in Redis for a day: a repeated request need not ask the ledger again.

This can only repeat what the ledger has said. Whether money moves PostgreSQL alone decides: what
is not found here, or not exactly the same, is asked there, and the key stands there for ever. A
kept answer is told again only to the same user in the same role, for a request that means the
same, while the application is connected to the same history of the same database (a restored or
promoted one asks anew), and only when the seal shows that this service wrote it.

An answer is kept when it can never change: posted (201 or 200). A refusal keeps no key.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

import redis
from flask import Flask, Response, current_app

from webapp.config import Config
from webapp.db import Database, database
from webapp.gateway import calls as ledger
from webapp.gateway.away import Breaker, RedisAwayError
from webapp.gateway.connecting import options, redis_scheme
from webapp.shapes import numbers

if TYPE_CHECKING:
    from pydantic import BaseModel

    from webapp.shapes.actor import Actor

DAY_SECONDS = 24 * 60 * 60
REPLAYED = {"Idempotency-Replayed": "true"}


class Answers:
    """Looks answers up, and keeps them."""

    def __init__(self, client: "redis.Redis", secret: str) -> None:
        """Use a connection pool to Redis, and a secret to seal answers with."""
        self._client = client
        self._secret = secret.encode()
        self._breaker = Breaker("answers are not repeated from there")
        self._known: tuple[int, str] = (0, "")

    def history_of(self, database: Database) -> str:
        """Return the history the application is connected to, asked once for new connections."""
        made = database.connections_made
        if self._known[0] != made or made == 0:
            self._known = (made, ledger.history(database))
        return self._known[1]

    def repeat(self, name: str, request: bytes) -> Response | None:
        """Return the answer that was given to the same request, None when none is known."""
        try:
            kept = self._breaker.call(lambda: cast("bytes | None", self._client.get(name)))
        except RedisAwayError:
            return None
        if kept is None:
            return None
        seal, _, text = kept.partition(b" ")
        if not hmac.compare_digest(seal, self._seal(name, request, text)):
            return None  # another request, another history, or not of ours: the ledger decides
        answer = numbers.loads(text)
        headers = {**REPLAYED, "Location": answer["location"]}
        body = json.dumps(answer["body"], ensure_ascii=False, separators=(",", ":"))
        return Response(numbers.written(body), 200, headers=headers, mimetype="application/json")

    def keep(self, name: str, request: bytes, answer: dict[str, Any]) -> None:
        """Keep an answer for a day; a Redis that is away loses it, which costs only time."""
        text = json.dumps(answer).encode()
        value = self._seal(name, request, text) + b" " + text
        try:
            self._breaker.call(lambda: self._client.set(name, value, ex=DAY_SECONDS))
        except RedisAwayError:
            return

    def _seal(self, name: str, request: bytes, text: bytes) -> bytes:
        sealed = b"\0".join((name.encode(), request, text))
        return hmac.new(self._secret, sealed, hashlib.sha256).hexdigest().encode()


def init_app(app: Flask, config: Config) -> None:
    """Keep answers when there is a Redis to keep them in."""
    if config.cache.redis_url is None or not config.gateway.keeps_answers:
        return
    client = redis.Redis.from_url(redis_scheme(config.cache.redis_url), **options())
    app.extensions["answers"] = Answers(client, config.jwt_secret)


def once(operation: str, arguments: Mapping[str, Any], ask: Callable[[], Response]) -> Response:
    """Return the answer kept for these arguments of a view, or what `ask` returns, to be kept."""
    answers: Answers | None = current_app.extensions.get("answers")
    if answers is None:
        return ask()
    history = answers.history_of(database())
    actor = cast("Actor", arguments["actor"])
    name = f"zerosum:answer:{history}:{actor.user_id}:{actor.role}:{operation}:{arguments['key']}"
    # Values as the model has read them: members in its order, whatever their order and spacing.
    request = cast("BaseModel", arguments["body"]).model_dump_json(exclude_unset=True).encode()
    known = answers.repeat(name, request)
    if known is not None:
        return known
    response = ask()
    if response.status_code == HTTPStatus.ACCEPTED:  # it waits, and will be something else
        return response
    kept = {"body": numbers.loads(response.get_data()), "location": response.headers["Location"]}
    answers.keep(name, request, kept)
    return response
