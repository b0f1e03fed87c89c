"""Is the process up; should it get traffic."""

from typing import Literal, cast

import psycopg
import redis
from flask import Flask, Response, current_app

from migrations.code import code_digest
from webapp.config import Config
from webapp.db import Database, database
from webapp.http.api import Routes
from webapp.http.serialize import reply, to_document
from webapp.observe import calls as ledger
from webapp.observe import scrape
from webapp.observe.rows import Checks, Health, Readiness, Version
from webapp.problems.refusals import Refusal
from webapp.replicas.placing import replicas

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

    When the database answers, takes and confirms writes, runs code that is not older than this
    server's, and every currency's balances sum to zero. Redis, guards and a standby are reported:
    without them the server is right all the same.
    """
    try:
        is_read_only = _is_read_only(database())
        version = ledger.version(database())
        reader = scrape.ledger_reader()
        unbalanced, guards = reader.imbalances(), reader.guards()
    except psycopg.Error:
        checks = Checks("away", "unknown", _redis_state(), "unknown", "unknown", _standby_state())
        raise _not_ready(checks) from None
    checks = Checks(
        _database_state(is_read_only=is_read_only),
        _code_state(version),
        _redis_state(),
        "unbalanced" if unbalanced else "balanced",
        guards,
        _standby_state(),
    )
    if (checks.database, checks.ledger) != ("ok", "balanced") or checks.code == "older":
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


def _is_read_only(asked: Database) -> bool:
    return asked.fetch_one(str, "SELECT current_setting('transaction_read_only')", {}) == "on"


def _database_state(*, is_read_only: bool) -> Literal["ok", "read-only", "unconfirmed"]:
    if is_read_only:
        return "read-only"
    return "ok" if database().lifeline.confirms() else "unconfirmed"


def _standby_state() -> Literal["ok", "behind", "away", "off"]:
    servers = replicas()
    if servers is None:
        return "off"
    try:
        return servers.look().state
    except psycopg.Error:  # how far it should be, only the primary knows
        return "behind"


def _redis_state() -> Literal["ok", "away", "off"]:
    client: redis.Redis | None = current_app.extensions["health_redis"]
    if client is None:
        return "off"
    try:
        client.ping()
    except redis.RedisError:
        return "away"
    return "ok"
