"""Who is to be allowed what."""

from typing import Annotated

from pydantic import Field

from webapp.identity.tokens import ROLES
from webapp.shapes.base import Body


class RightBody(Body):
    """A role and a permission."""

    role: Annotated[str, Field(json_schema_extra={"enum": [*ROLES]})]
    permission: str = Field(description="one that a role holds", examples=["add_asset"])
