"""Is the process up; should it get traffic."""

from typing import Literal, cast

import psycopg
import redis
from flask import Flask, Response, current_app

from migrations.code import code_digest
from webapp.config import Config
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.serialize import reply, to_document
from webapp.observe import calls as ledger
from webapp.observe import scrape
from webapp.observe.rows import Checks, Health, Readiness, Version
from webapp.problems.refusals import Refusal

routes = Routes("health")

_REDIS_SECONDS = 0.5


@routes.route(
    "GET",
    "/health",
    result=Health,
    is_public=True,
    operation_id="get_health",
)
def alive() -> Response:
    """Say that the process answers.

    Asks nothing of the database, so it stays true while that is away.
    """
    return reply(Health("ok"))


@routes.route(
    "GET",
    "/health/ready",
    result=Readiness,
    is_public=True,
    calls=(ledger.version, ledger.metrics),
    problems=("WEB900",),
    tells_refusals=True,
    operation_id="get_readiness",
)
def ready() -> Response:
    """Say whether this server should get traffic; 503 with the same checks while it should not.

    It should when the database answers, runs code that is not older than this server's, and
    every currency's balances sum to zero. Redis is looked at and reported: without it the
    server is slower to say no and no less right. Broken guards are reported and page a person:
    the functions still check what they check, and one statement of a DBA must not stop them all.
    """
    try:
        version = ledger.version(database())
        reader = scrape.ledger_reader()
        unbalanced, guards = reader.imbalances(), reader.guards()
    except psycopg.Error:
        checks = Checks("away", "unknown", _redis_state(), "unknown", "unknown")
        raise _not_ready(checks) from None
    checks = Checks(
        "ok",
        _code_state(version),
        _redis_state(),
        "unbalanced" if unbalanced else "balanced",
        guards,
    )
    if checks.ledger == "unbalanced" or checks.code == "older":
        raise _not_ready(checks)
    return reply(Readiness("ready", version.release, version.code_digest, checks))


def init_app(app: Flask, config: Config) -> None:
    """Look at Redis where one is configured."""
    app.extensions["code_digest"] = code_digest()
    app.extensions["health_redis"] = config.cache.redis_url and redis.Redis.from_url(
        config.cache.redis_url, socket_timeout=_REDIS_SECONDS, socket_connect_timeout=_REDIS_SECONDS
    )


def _not_ready(checks: Checks) -> Refusal:
    return Refusal("WEB900", extensions={"checks": to_document(checks)})


def _code_state(deployed: Version) -> Literal["current", "different", "older"]:
    if deployed.code_digest == current_app.extensions["code_digest"]:
        return "current"
    ours = cast("str", current_app.extensions["release"])
    return "older" if _numbers(deployed.release) < _numbers(ours) else "different"


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split(".") if part.isdigit())


def _redis_state() -> Literal["ok", "away", "off"]:
    client: redis.Redis | None = current_app.extensions["health_redis"]
    if client is None:
        return "off"
    try:
        client.ping()
    except redis.RedisError:
        return "away"
    return "ok"
