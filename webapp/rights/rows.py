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
    """What a role may do."""

    items: list[RolePermission]


@dataclass(frozen=True, slots=True)
class RolePermissionPage:
    """What roles may do, role by role; next_cursor is null on the last page."""

    items: list[RolePermission]
    next_cursor: str | None
