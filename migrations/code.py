"""The digest of sql/: which code a database holds, compared with which code this tree holds."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from migrations.plan import PlanError

SQL_ROOT = Path(__file__).resolve().parent.parent / "sql"
_VERSION_FILE = Path("operations") / "version.sql"
_LITERAL = re.compile(r"'sha256:[0-9a-f]*'")


def code_digest(sql_root: Path = SQL_ROOT) -> str:
    """Return ``sha256:`` and the digest of every .sql file's path and contents.

    The file of ledger.version() is left out, since it carries the digest itself.
    """
    digest = hashlib.sha256()
    for name in sorted(path.relative_to(sql_root) for path in sql_root.rglob("*.sql")):
        if name != _VERSION_FILE:
            contents = (sql_root / name).read_bytes()
            digest.update(f"{name.as_posix()}\0{len(contents)}\0".encode())
            digest.update(contents)
    return f"sha256:{digest.hexdigest()}"


def recorded_digest(sql_root: Path = SQL_ROOT) -> str:
    """Return the digest written in the tree's version.sql."""
    return _literal(sql_root)[1].strip("'")


def write_digest(sql_root: Path = SQL_ROOT) -> bool:
    """Bring the digest in version.sql up to date; return whether it had to change."""
    text, old = _literal(sql_root)
    new = f"'{code_digest(sql_root)}'"
    if old == new:
        return False
    (sql_root / _VERSION_FILE).write_text(text.replace(old, new), encoding="utf-8")
    return True


def _literal(sql_root: Path) -> tuple[str, str]:
    path = sql_root / _VERSION_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PlanError(f"cannot read {path}: {error.strerror}") from error
    found = _LITERAL.findall(text)
    if len(found) != 1:
        raise PlanError(f"{path}: expected one literal 'sha256:…', found {len(found)}")
    return text, found[0]
