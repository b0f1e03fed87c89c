"""The application put together: every capability, and what stands around them."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, Request, Response
from flask.sessions import NullSession, SessionInterface

from webapp import db
from webapp.access import api_keys, sessions
from webapp.accounts import life as account_life
from webapp.accounts import many as accounts_by_code
from webapp.accounts import routes as accounts
from webapp.analytics import routes as analytics
from webapp.assets import routes as assets
from webapp.cache import balances
from webapp.categories import routes as categories
from webapp.config import Config
from webapp.door import places
from webapp.events import routes as events
from webapp.events import streams
from webapp.exports import routes as exports
from webapp.fraud import routes as fraud
from webapp.gateway import answers, browsers, limiting, proxies, screening
from webapp.holds import freezes
from webapp.holds import groups as hold_groups
from webapp.holds import routes as holds
from webapp.http import deprecation, documents, handlers, openapi
from webapp.http.places import PLACES
from webapp.identity import auth
from webapp.limits import routes as limits
from webapp.monitors import routes as monitors
from webapp.notifications import routes as notifications
from webapp.observe import health, logs, metrics, scrape, telemetry, tracing
from webapp.people import routes as people
from webapp.proofs import routes as verifications
from webapp.replicas import placing
from webapp.reports import routes as reports
from webapp.reversals import routes as reversals
from webapp.rights import routes as role_permissions
from webapp.seals import routes as seals
from webapp.sharing import routes as delegations
from webapp.straight import StraightWay, way_of
from webapp.time import periods, statements
from webapp.transactions import outside
from webapp.transactions import routes as transactions
from webapp.transfers import gathering
from webapp.transfers import routes as transfers
from webapp.users import proofs as user_proofs
from webapp.users import routes as users
from webapp.webhooks import routes as webhook_endpoints

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Made = TypeVar("Made")

NOUNS = (
    transfers,
    outside,
    accounts,
    accounts_by_code,
    statements,
    periods,
    account_life,
    categories,
    assets,
    limits,
    analytics,
    monitors,
    exports,
    freezes,
    transactions,
    holds,
    hold_groups,
    reversals,
    reports,
    verifications,
    seals,
    events,
    sessions,
    api_keys,
    users,
    user_proofs,
    role_permissions,
    people,
    delegations,
    webhook_endpoints,
    notifications,
    fraud,
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
    straight_way: StraightWay | None = None

    def wsgi_app(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer the straight way, or as Flask does."""
        if self.straight_way is not None:
            answer = self.straight_way.answer(environ, start_response)
            if answer is not None:
                return answer
        return super().wsgi_app(environ, start_response)

    def make_default_options_response(self) -> Response:
        """Say which methods an address takes, without a body and without a kind of body."""
        response = super().make_default_options_response()
        response.status_code = 204
        del response.headers["Content-Type"]
        return response

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func


def create_app(config: Config | None = None) -> Flask:
    """Return the application; without a configuration it is read from the environment."""
    config = config or Config.from_environment()
    app = Application("webapp", static_folder=None)
    app.extensions["config"] = config
    app.config["MAX_CONTENT_LENGTH"] = MAXIMUM_BODY
    app.url_map.converters.update(PLACES)
    app.url_map.merge_slashes = False  # an address is right or not: nobody is sent to another
    telemetry.init_app(app, config)
    handlers.init_app(app)
    auth.init_app(app, config)
    db.init_app(app, config)
    balances.init_app(app, config)
    gathering.init_app(app, config)
    metrics.init_app(app)
    placing.init_app(app, config)
    scrape.init_app(app, config)
    health.init_app(app, config)
    people.init_app(app, config)
    streams.init_app(app, config)
    limiting.init_app(app, config)
    answers.init_app(app, config)
    proxies.init_app(app, config)
    places.init_app(app, config)
    _surround(app, config)
    for noun in NOUNS:
        app.register_blueprint(noun.routes.blueprint)
    operations = [operation for noun in NOUNS for operation in noun.routes.operations]
    about = {noun.routes.noun: (noun.__doc__ or "").partition("\n")[0] for noun in NOUNS}
    app.extensions["release"] = release = version("zerosum")
    # Written when it is first asked for, by one for all: that takes reading all of sql/.
    described = _once(lambda: openapi.document(operations, release, about))
    app.extensions["openapi"] = _once(lambda: documents.written(described()))
    app.extensions["pages"] = documents.Pages(described)
    return app


def _once(make: Callable[[], Made]) -> Callable[[], Made]:
    """Return what makes something for whoever asks first, while the others wait for it."""
    lock, kept = Lock(), lru_cache(maxsize=1)(make)

    def made() -> Made:
        with lock:
            return kept()

    return made


def _surround(app: Application, config: Config) -> None:
    """Do this around every request, in this order; what a route asks for is in `http/api.py`."""
    log = logs.RequestLog() if config.observe.log != "off" else None
    before: list[Callable[[], None]] = [
        tracing.take_ids,
        *([telemetry.follow_the_span] if config.observe.otlp_url else []),
        *([logs.begin] if log else []),
        metrics.correct_the_exporter,
        screening.screen,
    ]
    after: list[Callable[[Response], Response]] = [
        browsers.field_writer(config),
        limiting.add_fields,
        placing.add_fields,
        deprecation.add_fields,
        metrics.of(app).count_answer,
        *([log.write_line] if log else []),
        tracing.tell_ids,
    ]
    for step in before:
        app.before_request(step)
    for finish in reversed(after):  # Flask runs the last first
        app.after_request(finish)
    straight = [route for noun in NOUNS for route in noun.routes.straight]
    app.straight_way = way_of(app, config, straight, log)
