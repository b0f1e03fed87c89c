"""Naming endpoints, and asking what was sent to them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.choices import WebhookState, WebhookStatus
from webapp.shapes.fields import Timestamp, UserId
from webapp.shapes.filters import NewestFirst, OfTime, OfUser, OldestFirst

_Url = Annotated[str, Field(max_length=1000, examples=["https://shop.example/hooks"])]
_EventType = Annotated[
    str, Field(pattern=r"^[a-z_]+(\.[a-z_]+)*(\.\*)?$", examples=["transaction.*"])
]


class _Conditions(Body):
    event_types: list[_EventType] | None = Field(None, max_length=100)
    account_ids: list[UUID] | None = Field(None, max_length=100)
    of_user_id: UserId | None = None
    category_path: str | None = None


class WebhookEndpointBody(_Conditions):
    """An endpoint to make; without conditions it gets all that its owner may see."""

    url: _Url
    user_id: UserId | None = Field(None, description="whose it is; default: the caller's")


class WebhookEndpointChange(_Conditions):
    """What is to change; an empty list or text takes a condition away."""

    url: _Url | None = None
    status: WebhookStatus | None = None


class WebhookEndpointsQuery(OldestFirst, OfUser, OfTime):
    """Which endpoints, and whose: by default the caller's."""

    status: WebhookStatus | None = None


class WebhookDeliveriesQuery(NewestFirst, OfTime):
    """Which deliveries."""

    state: WebhookState | None = None


class WebhookReplayBody(Body):
    """One delivery, or all dead ones since a time."""

    delivery_id: UUID | None = None
    since: Timestamp | None = Field(None, description="made then or later")
