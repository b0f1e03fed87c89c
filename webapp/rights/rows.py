"""What each role may do."""

from dataclasses import dataclass

from webapp.identity.roles import Role


@dataclass(frozen=True, slots=True)
class RolePermission:
    """Something that a role may do: a row of ledger.role_permissions."""

    role: Role
    permission: str


@dataclass(frozen=True, slots=True)
class RolePermissionList:
    """What roles may do, role by role."""

    items: list[RolePermission]
