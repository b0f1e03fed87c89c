"""Making users, finding them, changing them, and what they have open."""

from uuid import UUID

from webapp.access.rows import User
from webapp.calling import Seen, stored
from webapp.shapes.actor import Actor
from webapp.users.bodies import (
    AuthEventsQuery,
    FindUserQuery,
    IdentityBody,
    RoleBody,
    SessionsQuery,
    UserBody,
    UsersQuery,
    UserStatusBody,
)
from webapp.users.rows import AuthEvent, Session


@stored()
def create_user(body: UserBody, *, actor: Actor) -> User:
    """Make a user and return it."""


@stored()
def list_users(
    query: UsersQuery,
    *,
    after: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[User]:
    """Return users in the order of their ids, from after one on.

    A last row whose role is None says that the search stopped there and found no more.
    """


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
def list_sessions(
    user_id: int,
    query: SessionsQuery,
    *,
    before: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[Session]:
    """Return the sessions of a user, from where a page ended on."""


@stored()
def revoke_session(session_id: UUID, *, actor: Actor) -> Session:
    """End a session and return it."""


@stored()
def list_auth_events(
    query: AuthEventsQuery,
    *,
    before: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[AuthEvent]:
    """Return what happened to a user or to all, from where a page ended on.

    A last row whose action is None says that the search stopped there and found no more.
    """
