"""Every permission the code asks for is one that a role can hold, and none is idle."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.databases import Database

_SQL = Path(__file__).resolve().parents[2] / "sql"
_ASKED = re.compile(
    r"(?:require_permission\(\s*[a-z_]+,\s*|permission IN \()'([a-z_]+)'",
)


def asked(place: Path) -> dict[str, str]:
    """Return each permission that a file under ``place`` asks for, with one such file."""
    return {
        permission: path.name
        for path in sorted(place.rglob("*.sql"))
        for permission in _ASKED.findall(path.read_text(encoding="utf-8"))
    }


def test_what_is_asked_for_can_be_held(database: Database) -> None:
    """A new permission needs its rows in migrations/deploy/role_permission.sql."""
    with database.connect() as connection:
        rows = connection.execute("SELECT DISTINCT p.permission FROM ledger.role_permissions AS p")
        held = {permission for (permission,) in rows}
    found = asked(_SQL)
    assert {name: file for name, file in found.items() if name not in held} == {}
    assert sorted(held - found.keys()) == []


def test_a_permission_in_the_source_is_found(tmp_path: Path) -> None:
    """The search could fail."""
    (tmp_path / "f.sql").write_text("PERFORM x.require_permission(v_actor, 'fly');\n", "utf-8")
    assert asked(tmp_path) == {"fly": "f.sql"}
