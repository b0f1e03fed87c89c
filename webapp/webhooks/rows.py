"""Endpoints of webhooks, and what was sent to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from webapp.shapes.choices import WebhookState, WebhookStatus
from webapp.shapes.values import Id, UserId


@dataclass(frozen=True, slots=True)
class WebhookEndpoint:
    """Where events are sent, and which: a row of ledger.webhook_endpoints."""

    endpoint_id: Id
    user_id: UserId
    url: str
    event_types: list[str] | None
    account_ids: list[Id] | None
    of_user_id: UserId | None
    category_path: str | None
    status: WebhookStatus
    disabled_reason: str | None
    disabled_at: datetime | None
    first_failed_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class WebhookSecret:
    """An endpoint's new secret, shown this once."""

    endpoint: WebhookEndpoint
    secret: Annotated[str, Field(description="what signs its webhooks", examples=["whsec_…"])]


@dataclass(frozen=True, slots=True)
class WebhookEndpointPage:
    """Endpoints, oldest first; next_cursor is null on the last page."""

    items: list[WebhookEndpoint]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """One event for one endpoint: a row of ledger.webhook_deliveries."""

    delivery_id: Annotated[Id, Field(description="sent as webhook-id")]
    endpoint_id: Id
    event_type: str
    event_id: Id | None
    event_position: int | None
    state: WebhookState
    attempts: int
    next_attempt_at: datetime | None
    last_attempt_at: datetime | None
    last_response_code: int | None
    last_error: str | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class WebhookDeliveryPage:
    """Deliveries, newest first; next_cursor is null on the last page."""

    items: list[WebhookDelivery]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class WebhookAttempt:
    """One time that a delivery was sent: a row of ledger.webhook_attempts."""

    attempt_number: int
    attempted_at: datetime
    duration_ms: int
    response_code: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class WebhookAttemptList:
    """The attempts of a delivery, oldest first."""

    items: list[WebhookAttempt]


@dataclass(frozen=True, slots=True)
class WebhookReplay:
    """How many deliveries are tried again."""

    replayed: int
