"""What proves who a user is: its sessions, outside identities, and what happened to them."""

from uuid import UUID

from flask import Response

from webapp.access import calls as access
from webapp.access.rows import User
from webapp.db import database
from webapp.http.api import Routes
from webapp.http.paging import page_made
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor
from webapp.users import calls as ledger
from webapp.users.bodies import AuthEventsQuery, IdentityBody, SessionsQuery
from webapp.users.rows import AuthEventPage, Session, SessionPage

routes = Routes("user_proofs")


@routes.route(
    "GET",
    "/v1/users/<int:user_id>/sessions",
    query=SessionsQuery,
    result=SessionPage,
    calls=(ledger.list_sessions,),
)
def sessions(*, actor: Actor, user_id: int, query: SessionsQuery) -> Response:
    """List a user's sessions, newest first, ended ones too: one's own, or for operators anybody's.

    A session is a login and all that was refreshed from it.
    """
    items, cursor = page_made(
        "session",
        query,
        lambda after, **more: ledger.list_sessions(
            database(), user_id, query, actor=actor, before=after, **more
        ),
        lambda row: row.session_id,
    )
    return reply(SessionPage(items, cursor))


@routes.route(
    "DELETE", "/v1/users/<int:user_id>/sessions", result=User, calls=(access.end_all_sessions,)
)
def end_all(*, actor: Actor, user_id: int) -> Response:
    """End every session of a user and void every token: one's own, or for operators anybody's.

    API keys go on until they are revoked.
    """
    return reply(access.end_all_sessions(database(), user_id=user_id, actor=actor))


@routes.route(
    "DELETE", "/v1/sessions/<uuid:session_id>", result=Session, calls=(ledger.revoke_session,)
)
def end(*, actor: Actor, session_id: UUID) -> Response:
    """End a session, one's own or for operators anybody's; safe to repeat."""
    return reply(ledger.revoke_session(database(), session_id, actor=actor))


@routes.route(
    "POST",
    "/v1/users/<int:user_id>/identities",
    body=IdentityBody,
    result=User,
    calls=(ledger.link_identity,),
)
def link(*, actor: Actor, user_id: int, body: IdentityBody) -> Response:
    """Take tokens of an outside identity provider for one subject as the user's; for operators."""
    return reply(ledger.link_identity(database(), user_id, body, actor=actor))


@routes.route(
    "POST",
    "/v1/identities/unlink",
    body=IdentityBody,
    result=User,
    calls=(ledger.unlink_identity,),
)
def unlink(*, actor: Actor, body: IdentityBody) -> Response:
    """Take such tokens for nobody's again; for operators. The answer is whose they were."""
    return reply(ledger.unlink_identity(database(), body, actor=actor))


@routes.route(
    "GET",
    "/v1/auth-events",
    query=AuthEventsQuery,
    result=AuthEventPage,
    calls=(ledger.list_auth_events,),
)
def events(*, actor: Actor, query: AuthEventsQuery) -> Response:
    """List who proved who they are, who failed to, and whose rights were changed, newest first.

    For auditors and operators.
    """
    items, cursor = page_made(
        "position",
        query,
        lambda after, **more: ledger.list_auth_events(
            database(), query, actor=actor, before=after, **more
        ),
        lambda row: row.event_id,
        lambda row: not row.action,
    )
    return reply(AuthEventPage(items, cursor))
