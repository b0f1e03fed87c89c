"""Reading the feed."""

from webapp.calling import stored
from webapp.events.bodies import FeedQuery
from webapp.events.rows import EventRow
from webapp.shapes.actor import Actor


@stored(entries=True)
def list_events(
    query: FeedQuery,
    *,
    after_position: str | None,
    feed_id: str | None,
    event_types: list[str] | None,
    limit: int,
    actor: Actor,
) -> list[EventRow]:
    """Return what was committed behind a position; of a part of it with a mark at the end."""
