"""Webhooks: events sent to endpoints that ask for them."""

from datetime import timedelta
from functools import partial
from typing import cast
from uuid import UUID

from flask import Response, current_app

from webapp.config import Config
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.paging import page_made
from webapp.http.serialize import reply
from webapp.keys.sealing import Keyring
from webapp.problems.refusals import Refusal
from webapp.shapes.actor import Actor
from webapp.webhooks import calls as ledger
from webapp.webhooks.addresses import addresses_of
from webapp.webhooks.bodies import (
    WebhookDeliveriesQuery,
    WebhookEndpointBody,
    WebhookEndpointChange,
    WebhookEndpointsQuery,
    WebhookReplayBody,
)
from webapp.webhooks.rows import (
    WebhookAttemptList,
    WebhookDelivery,
    WebhookDeliveryPage,
    WebhookEndpoint,
    WebhookEndpointPage,
    WebhookReplay,
    WebhookSecret,
)
from webapp.webhooks.signing import new_secret

routes = Routes("webhook_endpoints")

_RULE = "/v1/webhook-endpoints"
_OVERLAP = timedelta(hours=24)
_ONE = f"{_RULE}/<uuid:endpoint_id>"


@routes.route(
    "POST",
    _RULE,
    body=WebhookEndpointBody,
    result=WebhookSecret,
    status=201,
    calls=(ledger.create_webhook_endpoint,),
    problems=("WEB907",),
)
def create(*, actor: Actor, body: WebhookEndpointBody) -> Response:
    """Have events sent to a URL, signed with a secret that is shown this once.

    A customer gets events of accounts that it owns; who manages users may name any owner, 0 for
    the house.
    """
    secret = new_secret()
    owner = actor.user_id if body.user_id is None else int(body.user_id)
    row = ledger.create_webhook_endpoint(
        database(),
        body,
        _keyring().seal_secret(owner, secret),
        addresses=_addresses(body.url),
        allows_private=_allows_private(),
        actor=actor,
    )
    return reply(WebhookSecret(row, secret), status=201)


@routes.route(
    "GET",
    _RULE,
    query=WebhookEndpointsQuery,
    result=WebhookEndpointPage,
    calls=(ledger.list_webhook_endpoints,),
)
def index(*, actor: Actor, query: WebhookEndpointsQuery) -> Response:
    """List webhook endpoints, without their secrets."""
    items, cursor = page_made(
        "endpoint",
        query,
        partial(ledger.list_webhook_endpoints, database(), query, actor=actor),
        lambda row: row.endpoint_id,
    )
    return reply(WebhookEndpointPage(items, cursor))


@routes.route("GET", _ONE, result=WebhookEndpoint, calls=(ledger.get_webhook_endpoint,))
def show(*, actor: Actor, endpoint_id: UUID) -> Response:
    """Show a webhook endpoint, without its secret."""
    return reply(ledger.get_webhook_endpoint(database(), endpoint_id, actor=actor))


@routes.route(
    "PATCH",
    _ONE,
    body=WebhookEndpointChange,
    result=WebhookEndpoint,
    calls=(ledger.update_webhook_endpoint,),
)
def change(*, actor: Actor, endpoint_id: UUID, body: WebhookEndpointChange) -> Response:
    """Change where events are sent, which, and whether."""
    row = ledger.update_webhook_endpoint(
        database(),
        endpoint_id,
        body,
        addresses=None if body.url is None else _addresses(body.url),
        allows_private=_allows_private(),
        actor=actor,
    )
    return reply(row)


@routes.route("DELETE", _ONE, result=WebhookEndpoint, calls=(ledger.remove_webhook_endpoint,))
def remove(*, actor: Actor, endpoint_id: UUID) -> Response:
    """Remove a webhook endpoint; what is pending is given up."""
    return reply(ledger.remove_webhook_endpoint(database(), endpoint_id, actor=actor))


@routes.route(
    "POST",
    f"{_ONE}/rotate-secret",
    result=WebhookSecret,
    calls=(ledger.rotate_webhook_secret, ledger.get_webhook_endpoint),
    problems=("WEB907",),
)
def rotate(*, actor: Actor, endpoint_id: UUID) -> Response:
    """Give a webhook endpoint a new secret; the old one signs beside it for a day."""
    ring, secret = _keyring(), new_secret()
    owner = ledger.get_webhook_endpoint(database(), endpoint_id, actor=actor).user_id
    row = ledger.rotate_webhook_secret(
        database(), endpoint_id, ring.seal_secret(owner, secret), overlap=_OVERLAP, actor=actor
    )
    return reply(WebhookSecret(row, secret))


@routes.route(
    "POST",
    f"{_ONE}/ping",
    result=WebhookDelivery,
    status=202,
    calls=(ledger.ping_webhook_endpoint,),
)
def ping(*, actor: Actor, endpoint_id: UUID) -> Response:
    """Send a webhook endpoint a test delivery."""
    return reply(ledger.ping_webhook_endpoint(database(), endpoint_id, actor=actor), status=202)


@routes.route(
    "GET",
    f"{_ONE}/deliveries",
    query=WebhookDeliveriesQuery,
    result=WebhookDeliveryPage,
    calls=(ledger.list_webhook_deliveries,),
)
def deliveries(*, actor: Actor, endpoint_id: UUID, query: WebhookDeliveriesQuery) -> Response:
    """List what was to be sent to a webhook endpoint, and what became of it."""
    items, cursor = page_made(
        "delivery",
        query,
        partial(ledger.list_webhook_deliveries, database(), endpoint_id, query, actor=actor),
        lambda row: row.delivery_id,
    )
    return reply(WebhookDeliveryPage(items, cursor))


@routes.route(
    "GET",
    "/v1/webhook-deliveries/<uuid:delivery_id>/attempts",
    result=WebhookAttemptList,
    calls=(ledger.list_webhook_attempts,),
)
def attempts(*, actor: Actor, delivery_id: UUID) -> Response:
    """List the attempts of a delivery."""
    return reply(
        WebhookAttemptList(ledger.list_webhook_attempts(database(), delivery_id, actor=actor))
    )


@routes.route(
    "POST",
    f"{_ONE}/replay",
    body=WebhookReplayBody,
    result=WebhookReplay,
    calls=(ledger.replay_webhook_deliveries,),
)
def replay(*, actor: Actor, endpoint_id: UUID, body: WebhookReplayBody) -> Response:
    """Send again one delivery, or all dead ones since a time."""
    return reply(ledger.replay_webhook_deliveries(database(), endpoint_id, body, actor=actor))


def _config() -> Config:
    return cast("Config", current_app.extensions["config"])


def _allows_private() -> bool:
    return _config().webhooks.allow_private


def _addresses(url: str) -> list[str] | None:
    return None if _allows_private() else addresses_of(url)


def _keyring() -> Keyring:
    ring = cast("Keyring | None", current_app.extensions["keyring"])
    if ring is None:
        raise Refusal("WEB907")
    return ring
