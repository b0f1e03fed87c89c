"""Which code a tree holds: its release, and the digest of sql/, taken when somebody asks.

sql/installed.sh says the same to psql, and so to sqitch; both need nothing written down.
"""

from __future__ import annotations

import hashlib
import tomllib
from importlib.metadata import version
from pathlib import Path

from migrations.plan import PlanError

# The checkout and the installed package keep sql/ beside migrations/.
SQL_ROOT = Path(__file__).resolve().parent.parent / "sql"
_NAME = "zerosum"


def release(sql_root: Path = SQL_ROOT) -> str:
    """Return the release in pyproject.toml beside sql/, else the installed package's."""
    try:
        text = (sql_root.parent / "pyproject.toml").read_text(encoding="utf-8")
    except OSError:
        return version(_NAME)
    project = tomllib.loads(text).get("project", {})
    return str(project["version"]) if project.get("name") == _NAME else version(_NAME)


def code_digest(sql_root: Path = SQL_ROOT) -> str:
    """Return ``sha256:`` and the digest of the release and of every .sql file, path and contents.

    Raises PlanError where sql/ or its manifest is missing: there is no digest of nothing.
    """
    if not (sql_root / "code.sql").is_file():
        raise PlanError(f"{sql_root} holds no code.sql: this installation is not complete")
    paths = {path.relative_to(sql_root).as_posix(): path for path in sql_root.rglob("*.sql")}
    lines = [f"release {release(sql_root)}"]
    lines += [
        f"{hashlib.sha256(paths[name].read_bytes()).hexdigest()}  {name}" for name in sorted(paths)
    ]
    text = "".join(line + "\n" for line in lines)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def installed(sql_root: Path = SQL_ROOT) -> dict[str, str]:
    """Return what sql/ asks psql's shell for, by the names of psql's variables."""
    return {
        "release": release(sql_root),
        "code_digest": code_digest(sql_root),
        "guards": guards(sql_root),
    }


def guards(sql_root: Path = SQL_ROOT) -> str:
    """Return guards.json, or ``{}`` when it was written for other files of sql/ and the tables."""
    try:
        text = (sql_root / "guards.json").read_text(encoding="utf-8")
    except OSError:
        return "{}"
    return text.strip() if f'"written_for": "{guards_digest(sql_root)}"' in text else "{}"


def guards_digest(sql_root: Path = SQL_ROOT) -> str:
    """Return ``sha256:`` and the digest of the code and of the scripts that make the tables."""
    deploy = sql_root.parent / "migrations" / "deploy"
    lines = [code_digest(sql_root)]
    lines += [
        f"{hashlib.sha256((deploy / name).read_bytes()).hexdigest()}  {name}"
        for name in sorted(path.name for path in deploy.glob("*.sql"))
    ]
    text = "".join(line + "\n" for line in lines)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
