"""Who somebody is, and what it proves that with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from webapp.identity.roles import UserRole
from webapp.shapes.choices import UserStatus
from webapp.shapes.values import Amount, Id, UserId


@dataclass(frozen=True, slots=True)
class LoginAttempt:
    """What a password is compared with, or how long to wait: ledger_gateway.login_attempt."""

    user_id: int | None
    password_hash: str | None
    wait_seconds: int


@dataclass(frozen=True, slots=True)
class SessionGrant:
    """What became of a login or a refresh: ledger_gateway.session_grant."""

    outcome: str
    user_id: int | None
    role: str | None
    session_id: str | None
    refresh_token: str | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class TokenPair:
    """An access token for the next minutes, and what to get the next one with."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: Annotated[int, Field(description="seconds")]
    refresh_token: Annotated[str, Field(description="good for one use")]
    refresh_expires_at: datetime
    session_id: Id


@dataclass(frozen=True, slots=True)
class User:
    """A user: a row of ledger.users."""

    user_id: UserId
    username: str | None
    display_name: str | None
    role: UserRole
    status: UserStatus
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key without its secret: a row of ledger.api_keys."""

    api_key_id: Id
    user_id: UserId
    name: str
    prefix: str
    scopes: list[str] | None
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    made_by_user_id: UserId | None
    acceptance_ends_at: Annotated[
        datetime | None,
        Field(description="until when its user has to accept it; null: good at once"),
    ]
    accepted_at: datetime | None
    account_ids: Annotated[list[Id] | None, Field(description="null: all of its user's")]
    category_paths: Annotated[list[str] | None, Field(description="their accounts, too")]
    transaction_types: Annotated[list[str] | None, Field(description="null: all its user may")]
    currency: str | None
    maximum_amount: Annotated[Amount | None, Field(description="the most in one transaction")]


@dataclass(frozen=True, slots=True)
class ApiKeySecret:
    """A new API key; its secret is shown this once, to whom the key stands for."""

    api_key_id: Id
    secret: Annotated[
        str | None,
        Field(
            description="send it as Authorization: Bearer, or X-API-Key; "
            "null: shown to its user, who accepts it"
        ),
    ]
    prefix: str
    expires_at: datetime
    acceptance_ends_at: Annotated[
        datetime | None,
        Field(description="until when its user has to accept it; null: good at once"),
    ]


@dataclass(frozen=True, slots=True)
class ApiKeyPage:
    """The API keys of a user, oldest first; next_cursor is null on the last page."""

    items: list[ApiKey]
    next_cursor: str | None
