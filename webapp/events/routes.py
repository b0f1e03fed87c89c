"""Events: everything that changed, for programs that follow."""

from flask import Response

from webapp.db import database
from webapp.events import calls as ledger
from webapp.events.bodies import EventsQuery
from webapp.events.rows import FeedPage, event_of
from webapp.http.api import Routes
from webapp.http.cursors import after_words, words_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor

routes = Routes("events")


@routes.route(
    "GET",
    "/v1/events",
    query=EventsQuery,
    result=FeedPage,
    calls=(ledger.list_events,),
)
def index(*, actor: Actor, query: EventsQuery) -> Response:
    """List what changed, by position in the feed; for those who may relay and read.

    To follow, send the event_position and feed_id of the last event as after_position and feed_id.
    """
    position, feed_id = after_words(query.cursor, 2)
    if position is None:
        position = None if query.after_position is None else str(query.after_position)
        feed_id = None if query.feed_id is None else str(query.feed_id)
    rows = ledger.list_events(
        database(), after_position=position, feed_id=feed_id, limit=query.limit + 1, actor=actor
    )
    page, cursor = cut(
        rows, query.limit, lambda row: words_cursor(str(row.event_position), row.feed_id)
    )
    return reply(FeedPage([event_of(row) for row in page], cursor))
