"""Making users, finding them, changing them, and what they have open."""

from uuid import UUID

from webapp.access.rows import User
from webapp.calling import stored
from webapp.shapes.actor import Actor
from webapp.users.bodies import (
    AuthEventsQuery,
    FindUserQuery,
    IdentityBody,
    RoleBody,
    UserBody,
    UsersQuery,
    UserStatusBody,
)
from webapp.users.rows import AuthEvent, Session


@stored()
def create_user(body: UserBody, *, actor: Actor) -> User:
    """Make a user and return it."""


@stored()
def list_users(query: UsersQuery, *, after: str | None, limit: int, actor: Actor) -> list[User]:
    """Return users in the order of their ids, from after one on."""


@stored()
def find_user(query: FindUserQuery, *, actor: Actor) -> User:
    """Return the user of a name."""


@stored()
def set_user_role(user_id: int, body: RoleBody, *, actor: Actor) -> User:
    """Give a user another role, and return it."""


@stored()
def set_user_status(user_id: int, body: UserStatusBody, *, actor: Actor) -> User:
    """Suspend a user or let it act again, and return it."""


@stored()
def link_identity(user_id: int, body: IdentityBody, *, actor: Actor) -> User:
    """Let an outside identity act as a user, and return the user."""


@stored()
def unlink_identity(body: IdentityBody, *, actor: Actor) -> User:
    """Let an outside identity act as nobody, and return the user it stood for."""


@stored()
def list_sessions(user_id: int, *, before: str | None, limit: int, actor: Actor) -> list[Session]:
    """Return the sessions of a user, newest first, from before one on."""


@stored()
def revoke_session(session_id: UUID, *, actor: Actor) -> Session:
    """End a session and return it."""


@stored()
def list_auth_events(
    query: AuthEventsQuery, *, before: str | None, limit: int, actor: Actor
) -> list[AuthEvent]:
    """Return what happened to a user or to all, newest first, from before an event on."""
