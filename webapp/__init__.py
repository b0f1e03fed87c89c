"""Zerosum's HTTP face: authenticate, check the shape, call one function, serialize."""

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from flask import Flask, Request
from flask.sessions import NullSession, SessionInterface

from webapp import (
    account_life,
    accounts,
    api_keys,
    auth,
    categories,
    db,
    delegations,
    documents,
    freezes,
    gathering,
    handlers,
    health,
    hold_groups,
    holds,
    limits,
    logs,
    metrics,
    openapi,
    people,
    periods,
    reversals,
    scrape,
    sessions,
    statements,
    telemetry,
    tracing,
    transactions,
    transfers,
)
from webapp.cache import balances
from webapp.config import Config
from webapp.gateway import answers, browsers, limiting, proxies, screening

NOUNS = (
    transfers,
    accounts,
    statements,
    periods,
    account_life,
    categories,
    limits,
    freezes,
    transactions,
    holds,
    hold_groups,
    reversals,
    sessions,
    api_keys,
    people,
    delegations,
    health,
    documents,
    scrape,
)
MAXIMUM_BODY = 8 * 2**20  # a batch of 10,000 with room to describe each


class _NoSessions(SessionInterface):
    """There are no cookies: one empty session stands for every request."""

    _nobody = NullSession()

    def open_session(self, app: Flask, request: Request) -> NullSession:  # noqa: ARG002 - Flask's
        """Return the one there is, which cannot be written to."""
        return self._nobody


class Application(Flask):
    """Flask, without asking each hook and view each time whether it is a coroutine: none is."""

    session_interface = _NoSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func


def create_app(config: Config | None = None) -> Flask:
    """Return the application; without a configuration it is read from the environment."""
    config = config or Config.from_environment()
    app = Application(__name__, static_folder=None)
    app.extensions["config"] = config
    app.config["MAX_CONTENT_LENGTH"] = MAXIMUM_BODY
    tracing.init_app(app)
    telemetry.init_app(app, config)
    logs.init_app(app, config)
    handlers.init_app(app)
    auth.init_app(app, config)
    db.init_app(app, config)
    balances.init_app(app, config)
    gathering.init_app(app, config)
    metrics.init_app(app)
    scrape.init_app(app, config)
    health.init_app(app, config)
    people.init_app(app, config)
    limiting.init_app(app, config)
    answers.init_app(app, config)
    proxies.init_app(app, config)
    screening.init_app(app)
    browsers.init_app(app, config)
    for noun in NOUNS:
        app.register_blueprint(noun.routes.blueprint)
    operations = [operation for noun in NOUNS for operation in noun.routes.operations]
    app.extensions["openapi"] = openapi.document(operations, version("zerosum"))
    return app
