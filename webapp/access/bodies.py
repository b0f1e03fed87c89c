"""Logging in, and keys for programs."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.access.passwords import LONGEST, SHORTEST
from webapp.shapes.base import Body
from webapp.shapes.fields import Amount, Timestamp, UserId
from webapp.shapes.filters import OfTime, OfUser, OldestFirst, WithText

_Password = Annotated[str, Field(min_length=1, max_length=LONGEST)]
NewPassword = Annotated[
    str,
    Field(min_length=SHORTEST, max_length=LONGEST, examples=["four random common words"]),
]
_Scope = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$", examples=["read"])]


class LoginBody(Body):
    """A name and its password."""

    username: str = Field(min_length=1, max_length=200)
    password: _Password


class RefreshBody(Body):
    """A refresh token, good for one use."""

    refresh_token: str = Field(min_length=1, max_length=200)


class PasswordBody(Body):
    """The password one has, and the one to have."""

    current_password: _Password
    new_password: NewPassword


class ApiKeyBody(Body):
    """A key to make."""

    user_id: UserId = Field(description="on whose behalf the key acts")
    name: str = Field(description="what the key is for")
    scopes: list[_Scope] | None = Field(
        None, max_length=40, description="permissions it is narrowed to; default: all of its user's"
    )
    expires_at: Timestamp | None = Field(None, description="default: in 90 days; 366 at most")
    account_ids: list[UUID] | None = Field(
        None,
        min_length=1,
        max_length=100,
        description="accounts that it reads, and takes or holds money on; default: all",
    )
    category_paths: list[str] | None = Field(
        None,
        min_length=1,
        max_length=100,
        description="categories whose accounts, and those below, it reaches as well",
    )
    transaction_types: list[str] | None = Field(
        None,
        min_length=1,
        max_length=100,
        description="what it posts as, `capture` for holds too; default: all its user may",
    )
    currency: str | None = Field(None, description="the one asset that it moves; default: any")
    maximum_amount: Amount | None = Field(
        None, description="the most that it moves in one transaction; needs `currency`"
    )


class ApiKeysQuery(OldestFirst, OfUser, OfTime, WithText):
    """Which keys, and whose: by default the caller's. Texts are looked for in their names."""
