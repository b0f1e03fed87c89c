"""Endpoints of webhooks."""

from datetime import timedelta
from uuid import UUID

from webapp.calling import Seen, stored
from webapp.keys.sealing import SealedSecret
from webapp.shapes.actor import Actor
from webapp.webhooks.bodies import (
    WebhookDeliveriesQuery,
    WebhookEndpointBody,
    WebhookEndpointChange,
    WebhookEndpointsQuery,
    WebhookReplayBody,
)
from webapp.webhooks.rows import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookReplay


@stored()
def create_webhook_endpoint(
    body: WebhookEndpointBody,
    secret: SealedSecret,
    *,
    addresses: list[str] | None,
    allows_private: bool,
    actor: Actor,
) -> WebhookEndpoint:
    """Name a place that events are sent to."""


@stored()
def list_webhook_endpoints(
    query: WebhookEndpointsQuery,
    *,
    after: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[WebhookEndpoint]:
    """Return the endpoints of a user, from after one on."""


@stored()
def get_webhook_endpoint(endpoint_id: UUID, *, actor: Actor) -> WebhookEndpoint:
    """Return an endpoint."""


@stored()
def update_webhook_endpoint(
    endpoint_id: UUID,
    body: WebhookEndpointChange,
    *,
    addresses: list[str] | None,
    allows_private: bool,
    actor: Actor,
) -> WebhookEndpoint:
    """Change where events are sent, which, and whether."""


@stored()
def remove_webhook_endpoint(endpoint_id: UUID, *, actor: Actor) -> WebhookEndpoint:
    """Remove an endpoint, and return it as it was."""


@stored()
def rotate_webhook_secret(
    endpoint_id: UUID, secret: SealedSecret, *, overlap: timedelta, actor: Actor
) -> WebhookEndpoint:
    """Give an endpoint a new secret."""


@stored()
def ping_webhook_endpoint(endpoint_id: UUID, *, actor: Actor) -> WebhookDelivery:
    """Make a test delivery."""


@stored()
def list_webhook_deliveries(
    endpoint_id: UUID,
    query: WebhookDeliveriesQuery,
    *,
    after: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[WebhookDelivery]:
    """Return what was to be sent to an endpoint, from after one on."""


@stored()
def list_webhook_attempts(delivery_id: UUID, *, actor: Actor) -> list[WebhookAttempt]:
    """Return how often a delivery was sent, and what came of it."""


@stored()
def replay_webhook_deliveries(
    endpoint_id: UUID, body: WebhookReplayBody, *, actor: Actor
) -> WebhookReplay:
    """Try again what was given up."""
