"""Who somebody is: logins, sessions, tokens, API keys, users."""

from datetime import datetime
from uuid import UUID

from webapp.access.bodies import ApiKeyBody, ApiKeysQuery
from webapp.access.rows import (
    ApiKey,
    ApiKeySecret,
    LoginAttempt,
    SessionGrant,
    User,
)
from webapp.calling import GATEWAY, Seen, stored
from webapp.shapes.actor import Actor, Stranger


@stored(schema=GATEWAY)
def begin_login(username: str, *, actor: Stranger) -> LoginAttempt:
    """Count an attempt, and return what the password must be compared with."""


@stored(schema=GATEWAY)
def finish_login(
    username: str, *, is_verified: bool, password_hash: str | None, actor: Stranger
) -> SessionGrant:
    """Return a session for whoever knew the password."""


@stored(schema=GATEWAY)
def refresh_session(token_digest: bytes, *, actor: Stranger) -> SessionGrant:
    """Return the next refresh token of a session."""


@stored()
def end_session(
    *, session_id: str | None, token_id: str, expires_at: datetime, actor: Actor
) -> User:
    """End a token's session, or void a token that has none."""


@stored()
def end_all_sessions(*, user_id: int | None = None, actor: Actor) -> User:
    """End every session of a user, by default the acting one."""


@stored()
def set_password_hash(user_id: int, password_hash: str, *, actor: Actor) -> User:
    """Set a user's password, and end all its sessions."""


@stored()
def get_user(*, user_id: int | None = None, actor: Actor) -> User:
    """Return a user, by default the acting one."""


@stored()
def create_api_key(body: ApiKeyBody, *, actor: Actor) -> ApiKeySecret:
    """Make an API key, and return its secret this once."""


@stored()
def accept_api_key(api_key_id: UUID, *, actor: Actor) -> ApiKeySecret:
    """Accept an API key that another made for the acting user; return its secret this once."""


@stored()
def list_api_keys(
    query: ApiKeysQuery,
    *,
    after: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[ApiKey]:
    """Return the API keys of a user, from after one on."""


@stored()
def get_api_key(api_key_id: UUID, *, actor: Actor) -> ApiKey:
    """Return an API key."""


@stored()
def revoke_api_key(api_key_id: UUID, *, actor: Actor) -> ApiKey:
    """Void an API key."""
