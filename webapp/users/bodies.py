"""Users to make, to find, to change."""

from typing import Annotated, Literal

from pydantic import Field

from webapp.access.bodies import NewPassword
from webapp.identity.roles import Role
from webapp.shapes.base import Body, Query
from webapp.shapes.choices import UserStatus
from webapp.shapes.fields import UserId
from webapp.shapes.filters import NewestFirst, OfTime, OfUser, Sorted, WithText

_Username = Annotated[str, Field(min_length=1, max_length=200)]
_Word = Annotated[str, Field(min_length=1, max_length=500)]


class UserBody(Body):
    """A user to make."""

    username: _Username = Field(description="the name to log in by; unique")
    role: Role = "customer"
    display_name: str | None = Field(None, description="how people know the user")
    user_id: UserId | None = Field(None, description="an id that was drawn elsewhere; default: new")


class UsersQuery(Sorted, OfTime, WithText):
    """Which users; texts are looked for in display names."""

    sort: Literal["user_id", "-user_id"] = Field("user_id", exclude=True)
    username: _Username | None = Field(None, description="the name begins so")
    role: Role | None = None
    status: UserStatus | None = None


class FindUserQuery(Query):
    """Which user."""

    username: _Username = Field(description="the whole name")


class RoleBody(Body):
    """Which role."""

    role: Role


class UserStatusBody(Body):
    """Whether the user may act."""

    status: UserStatus


class UserPasswordBody(Body):
    """A password for a user."""

    new_password: NewPassword


class IdentityBody(Body):
    """Somebody whom an outside identity provider vouches for."""

    issuer: _Word = Field(description="iss of its tokens", examples=["https://id.example.com"])
    subject: _Word = Field(description="sub of its tokens", examples=["248289761001"])


class SessionsQuery(NewestFirst, OfTime):
    """Which sessions of a user."""


class AuthEventsQuery(NewestFirst, OfTime, OfUser):
    """Which events: about whom (user 0: about names of no user), when, and of what kind."""

    action: str | None = Field(None, max_length=200, examples=["LOGIN"])
