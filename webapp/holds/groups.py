"""Groups of holds: settled together, or released together."""

from uuid import UUID

from flask import Response

from webapp.db import database
from webapp.holds import calls as ledger
from webapp.holds.bodies import GroupCaptureBody, GroupReleaseBody
from webapp.holds.rows import GroupCaptures, GroupHolds
from webapp.http.api import Key, Routes
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor

routes = Routes("hold_groups")


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
    posted = ledger.capture_group(database(), group_id, body, idempotency_key=key, actor=actor)
    return reply(GroupCaptures(posted))


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
    holds = ledger.release_group(database(), group_id, body, idempotency_key=key, actor=actor)
    return reply(GroupHolds(holds))
