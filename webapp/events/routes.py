"""Events: everything that changed, for programs that follow."""

from flask import Response

from webapp.db import database
from webapp.events import calls as ledger
from webapp.events.bodies import EventsQuery, FeedQuery, Place, StreamQuery
from webapp.events.rows import EventRow, FeedPage, event_of
from webapp.events.streams import last_seen, stream
from webapp.http.api import Routes
from webapp.http.cursors import after_words, words_cursor
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor

routes = Routes("events")

_AT_ONCE = 100  # events of a stream that are read together


@routes.route(
    "GET",
    "/v1/events",
    query=EventsQuery,
    result=FeedPage,
    calls=(ledger.list_events,),
    is_of_primary=True,
)
def index(*, actor: Actor, query: EventsQuery) -> Response:
    """List what changed, by position in the feed; for those who may relay and read.

    To follow, send event_position and feed_id of the last event as after_position and feed_id.
    With filters a page may hold none and have a next one.
    """
    position, feed_id = after_words(query.cursor, 2) if query.cursor else query.place
    rows = _read(query, (position, feed_id), query.limit + 1, actor)
    page = rows[: query.limit]
    # A mark, which is no event, tells how far was looked; the next page begins behind it.
    goes_on = len(rows) > query.limit or (rows and not rows[-1].event_type)
    cursor = words_cursor(str(page[-1].event_position), page[-1].feed_id) if goes_on else None
    return reply(FeedPage([event_of(row) for row in page if row.event_type], cursor))


@routes.route(
    "GET",
    "/v1/events/stream",
    query=StreamQuery,
    result=str,
    calls=(ledger.list_events,),
    is_of_primary=True,
    problems=("WEB908",),
    media_type="text/event-stream",
    operation_id="stream_events",
)
def follow(*, actor: Actor, query: StreamQuery) -> Response:
    """Follow what changed, as server-sent events.

    Last-Event-ID goes on behind an event. A stream ends by itself: connect again.
    """

    def read(place: Place, actor: Actor) -> list[EventRow]:
        return _read(query, place, _AT_ONCE, actor)

    return stream(read, last_seen() or query.place, actor, query.seconds)


def _read(query: FeedQuery, place: Place, limit: int, actor: Actor) -> list[EventRow]:
    position, feed_id = place
    return ledger.list_events(
        database(),
        query,
        after_position=position,
        feed_id=feed_id,
        event_types=query.event_types,
        limit=limit,
        actor=actor,
    )
