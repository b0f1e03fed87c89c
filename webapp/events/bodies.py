"""Which events of the feed."""

from typing import TypeAlias
from uuid import UUID

from pydantic import Field

from webapp.shapes.base import PageQuery
from webapp.shapes.filters import OfAccount

# A position, and the identity of the feed in which it is one.
Place: TypeAlias = tuple[str | None, str | None]


class FeedQuery(OfAccount):
    """From where on to read the feed, and of what."""

    after_position: int | None = Field(
        None, ge=0, le=10**18 - 1, exclude=True, description="behind this event_position"
    )
    feed_id: UUID | None = Field(None, exclude=True, description="the feed_id beside it")
    event_type: str | None = Field(
        None,
        min_length=1,
        max_length=1000,
        exclude=True,
        description="types with commas between them, or prefix.*",
    )

    @property
    def event_types(self) -> list[str] | None:
        """The types, each by itself."""
        return None if self.event_type is None else self.event_type.split(",")

    @property
    def place(self) -> Place:
        """Return the position and the feed behind which to read."""
        return (
            None if self.after_position is None else str(self.after_position),
            None if self.feed_id is None else str(self.feed_id),
        )


class EventsQuery(PageQuery, FeedQuery):
    """Which page of the feed."""


class StreamQuery(FeedQuery):
    """What to stream, and for how long."""

    seconds: int = Field(
        20, ge=0, le=900, exclude=True, description="end after so long; 0: with what there is"
    )
