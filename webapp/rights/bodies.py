"""Who is to be allowed what."""

from typing import Literal

from pydantic import Field

from webapp.identity.roles import Role
from webapp.shapes.base import Body
from webapp.shapes.filters import Sorted


class RightBody(Body):
    """A role and a permission."""

    role: Role
    permission: str = Field(description="one that a role holds", examples=["add_asset"])


class RightsQuery(Sorted):
    """What which role may do."""

    sort: Literal["role", "-role"] = Field("role", exclude=True)
    role: Role | None = None
