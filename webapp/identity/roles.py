"""The roles of users, as requests and answers name them."""

from typing import Annotated

from pydantic import WithJsonSchema

from webapp.identity.tokens import ROLES
from webapp.shapes.choices import Named

# Any text is handed on: the ledger judges it.
Role = Annotated[str, WithJsonSchema({"type": "string", "enum": [*ROLES]}), Named("Role")]
# A user may also be the house, who asks for nothing.
UserRole = Annotated[
    str, WithJsonSchema({"type": "string", "enum": ["house", *ROLES]}), Named("UserRole")
]
