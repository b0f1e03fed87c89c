"""Reading and changing what each role may do."""

from webapp.calling import stored
from webapp.rights.bodies import RightBody, RightsQuery
from webapp.rights.rows import RolePermission
from webapp.shapes.actor import Actor


@stored()
def list_role_permissions(
    query: RightsQuery,
    *,
    after_role: str | None,
    after_permission: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> list[RolePermission]:
    """Return what each role may do, from after one permission on."""


@stored()
def grant_permission(body: RightBody, *, actor: Actor) -> list[RolePermission]:
    """Give a permission to a role, and return all that the role has."""


@stored()
def revoke_permission(body: RightBody, *, actor: Actor) -> list[RolePermission]:
    """Take a permission from a role, and return what the role still has."""
