"""The page of rights: what each role of users and each role of the database may do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.support.schemas import DOORS, OURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.docs.catalog import Connection

_PERMISSIONS = """
    SELECT permission, role::text FROM ledger_private.role_permission
    ORDER BY permission COLLATE "C", role::text COLLATE "C"
"""
_SOURCES = f"""
    SELECT p.pronamespace::regnamespace || '.' || p.proname, p.prosrc FROM pg_proc AS p
    WHERE p.pronamespace::regnamespace::text IN {OURS}
        AND p.prorettype <> 'trigger'::regtype
"""
_DATABASE_ROLES = """
    SELECT r.rolname, coalesce(shobj_description(r.oid, 'pg_authid'), '') FROM pg_roles AS r
    WHERE r.rolname = ANY (%s) ORDER BY r.rolname
"""
_GRANTS = f"""
    SELECT CASE o.place WHEN 'ledger' THEN '' ELSE o.place || '.' END || o.name, r.rolname
    FROM (
        SELECT 'f', p.pronamespace::regnamespace::text, p.proname, p.proacl
        FROM pg_proc AS p
        UNION ALL
        SELECT 'v', c.relnamespace::regnamespace::text, c.relname, c.relacl
        FROM pg_class AS c WHERE c.relkind = 'v'
    ) AS o (kind, place, name, acl)
    CROSS JOIN LATERAL aclexplode(o.acl) AS a
    JOIN pg_roles AS r ON r.oid = a.grantee
    WHERE o.kind = %s AND o.place IN {DOORS} AND r.rolname <> 'ledger_owner'
    ORDER BY o.place COLLATE "C", o.name COLLATE "C", r.rolname
"""
_PUBLIC = ("ledger.", "ledger_gateway.")
_USERS = ["customer", "service", "auditor", "operator", "administrator"]
_DATABASE = ["ledger_app", "ledger_operator", "ledger_auditor", "ledger_relay"]
_OTHERS = ["ledger_owner", "ledger_audit_owner", "ledger_reporter"]
# The last word that stands as a string in the call.
_ASKED = re.compile(r"require_permission\([^;]*'(\w+)'[^';]*;")
_CALLED = re.compile(r"\bledger(?:_private|_gateway)?\.\w+")


def page(connection: Connection, made: str) -> str:
    """Return the page as it is to be."""
    roles = connection.execute(_DATABASE_ROLES, ([*_DATABASE, *_OTHERS],))
    return "\n".join(
        [
            "# Rights\n",
            made,
            "## Roles of users\n",
            (
                "What a role may do when the ledger is new. `ledger.grant_permission` and "
                "`ledger.revoke_permission` change it, `ledger.role_permissions` shows it. A "
                "customer does these things to its own accounts, and to those that are shared with "
                "it. A database session has no such role: the grants below say what it may call.\n"
            ),
            *_matrix("permission", _USERS, _grouped(connection.execute(_PERMISSIONS))),
            (
                "\nWhere a permission is asked for. Some functions ask only when the call is about "
                "somebody else: their comments say so.\n"
            ),
            "| permission | functions |\n|---|---|",
            *(
                f"| {permission} | {', '.join(names)} |"
                for permission, names in sorted(_asking(connection).items())
            ),
            "\n## Roles of the database\n",
            "Groups without a login; a login is made a member of one.\n",
            "| role | what it is for |\n|---|---|",
            *(f"| `{role}` | {about} |" for role, about in roles),
            "\n### Functions that a role may execute\n",
            *_matrix("function", _DATABASE, _grouped(connection.execute(_GRANTS, ("f",)))),
            "\n### Views of schema ledger that a role may read\n",
            (
                "`ledger_reporter` reads every view of schema `reporting` but `user_names` and "
                "`audit_trail`, which hold personal data and are `ledger_reporter_personal`'s, and "
                "executes its functions. A view that is missing here only gives a function's "
                "rows their shape.\n"
            ),
            *_matrix("view", _DATABASE, _grouped(connection.execute(_GRANTS, ("v",)))),
            "",
        ]
    )


def _grouped(rows: Iterable[tuple[str, ...]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, role in rows:
        found.setdefault(name, set()).add(role)
    return found


def _matrix(title: str, roles: list[str], having: Mapping[str, set[str]]) -> list[str]:
    unknown = set().union(*having.values()) - set(roles)
    if unknown:
        raise ValueError(f"the page has no column for {sorted(unknown)}")
    return [
        f"| {title} | {' | '.join(roles)} |",
        f"|---|{'---|' * len(roles)}",
        *(
            f"| {name} | {' | '.join('yes' if role in held else '' for role in roles)} |"
            for name, held in having.items()
        ),
    ]


def _asking(connection: Connection) -> dict[str, list[str]]:
    """Return the public functions by the permissions that they or their helpers ask for."""
    sources: dict[str, str] = {}
    for name, source in connection.execute(_SOURCES):
        sources[name] = sources.get(name, "") + source
    found: dict[str, set[str]] = {}
    for name in sources:
        if name.startswith(_PUBLIC):
            for permission in _needed(name, sources):
                found.setdefault(permission, set()).add(name.removeprefix("ledger."))
    return {permission: sorted(names) for permission, names in found.items()}


def _needed(name: str, sources: Mapping[str, str]) -> set[str]:
    seen: set[str] = set()
    waiting = [name]
    needed: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one not in seen and one in sources:
            seen.add(one)
            needed |= set(_ASKED.findall(sources[one]))
            waiting += _CALLED.findall(sources[one])
    return needed
