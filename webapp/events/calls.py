"""Reading the feed."""

from webapp.calling import stored
from webapp.events.rows import EventRow
from webapp.shapes.actor import Actor


@stored(entries=True)
def list_events(
    *, after_position: str | None, feed_id: str | None, limit: int, actor: Actor
) -> list[EventRow]:
    """Return what was committed behind a position."""
