"""Users in pages, their sessions, and what happened to them."""

from dataclasses import dataclass
from datetime import datetime

from webapp.access.rows import User
from webapp.shapes.values import Id, JsonObject, UserId


@dataclass(frozen=True, slots=True)
class UserPage:
    """Users in the order of their ids; next_cursor is null on the last page."""

    items: list[User]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Session:
    """A login: a row of ledger.auth_sessions; it goes on while ended_at is null."""

    session_id: Id
    user_id: UserId
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    ip_address: str | None
    user_agent: str | None


@dataclass(frozen=True, slots=True)
class SessionPage:
    """Sessions, newest first; next_cursor is null on the last page."""

    items: list[Session]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class AuthEvent:
    """What happened to a user's proofs or rights: a row of ledger.auth_events."""

    event_id: int
    user_id: UserId
    actor_user_id: UserId | None
    action: str
    detail: JsonObject
    ip_address: str | None
    user_agent: str | None
    request_id: str | None
    database_user: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AuthEventPage:
    """Events, newest first; next_cursor is null on the last page."""

    items: list[AuthEvent]
    next_cursor: str | None
