"""Who is to be allowed what."""

from pydantic import Field

from webapp.identity.roles import Role
from webapp.shapes.base import Body


class RightBody(Body):
    """A role and a permission."""

    role: Role
    permission: str = Field(description="one that a role holds", examples=["add_asset"])
