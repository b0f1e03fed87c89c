"""Which events of the feed."""

from uuid import UUID

from pydantic import Field

from webapp.shapes.base import PageQuery


class EventsQuery(PageQuery):
    """From where on to read the feed."""

    after_position: int | None = Field(
        None, ge=0, le=10**18 - 1, exclude=True, description="behind this event_position"
    )
    feed_id: UUID | None = Field(None, exclude=True, description="the feed_id beside it")
