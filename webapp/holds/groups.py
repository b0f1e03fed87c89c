"""Groups of holds: settled together, or released together."""

from uuid import UUID

from flask import Response

from webapp.db import database
from webapp.holds import calls as ledger
from webapp.holds.bodies import GroupCaptureBody, GroupReleaseBody, HoldGroupsQuery
from webapp.holds.rows import GroupCaptures, GroupHolds, HoldGroup, HoldGroupPage
from webapp.http.api import Key, Routes
from webapp.http.cursors import after_id, id_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply, reply_done
from webapp.shapes.actor import Actor

routes = Routes("hold_groups")


@routes.route(
    "GET",
    "/v1/hold-groups",
    query=HoldGroupsQuery,
    result=HoldGroupPage,
    calls=(ledger.list_hold_groups,),
)
def index(*, actor: Actor, query: HoldGroupsQuery) -> Response:
    """List groups of holds, with what their holds add up to.

    In the order of their ids; a hold that joined no other is a group of its own.
    """
    rows = ledger.list_hold_groups(
        database(),
        query,
        after=after_id("group", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: id_cursor("group", row.group_id))
    return reply(HoldGroupPage(items, cursor))


@routes.route(
    "GET",
    "/v1/hold-groups/<uuid:group_id>",
    result=HoldGroup,
    calls=(ledger.get_hold_group,),
)
def show(*, actor: Actor, group_id: UUID) -> Response:
    """Show a group of holds; `GET /v1/holds?group_id=` lists its holds."""
    return reply(ledger.get_hold_group(database(), group_id, actor=actor))


@routes.route(
    "POST",
    "/v1/hold-groups/<uuid:group_id>/captures",
    body=GroupCaptureBody,
    key=Key.REFUSES_WITHOUT,
    result=GroupCaptures,
    calls=(ledger.capture_group,),
)
def capture(*, actor: Actor, key: str, group_id: UUID, body: GroupCaptureBody) -> Response:
    """Post all that remains of every open hold of a group, or none of it."""
    done = ledger.capture_group(database(), group_id, body, idempotency_key=key, actor=actor)
    return reply_done(GroupCaptures(done.made), is_replay=done.is_replay)


@routes.route(
    "POST",
    "/v1/hold-groups/<uuid:group_id>/releases",
    body=GroupReleaseBody,
    key=Key.REFUSES_WITHOUT,
    result=GroupHolds,
    calls=(ledger.release_group,),
)
def release(*, actor: Actor, key: str, group_id: UUID, body: GroupReleaseBody) -> Response:
    """Give back what every open hold of a group keeps."""
    done = ledger.release_group(database(), group_id, body, idempotency_key=key, actor=actor)
    return reply_done(GroupHolds(done.made), is_replay=done.is_replay)
