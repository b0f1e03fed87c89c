"""Dumping a database into files that stay, and restoring it from them."""

from __future__ import annotations

import json
import lzma
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from migrations.engine import ROOT
from migrations.plan import read_plan
from migrations.scripts import read_script
from tests.migrations.release.steps import released
from webapp.cli.logins import ensure_logins

if TYPE_CHECKING:
    from tests.support.databases import Database

_HERE = Path(__file__).resolve().parents[1]
# The first release: its tables have been through every step since.
TAG = "v0.9"
# The releases whose steps stay as they were, each with its folder; the last one is being made
# until its tag is in the plan. The dumps of the first and of the newest are upgraded.
RELEASES = {tag: _HERE / tag for tag in (TAG, "v1.0")}
NEWEST = [tag for tag in RELEASES if released(ROOT, tag) is not None][-1]
# The rows can be read as they are; the catalog around them is long, and the same as in sql/.
_BEFORE, _ROWS, _AFTER = "before.sql.xz", "rows.sql", "after.sql.xz"
_OUTSIDE = "outside.json"
_SECTIONS = {_BEFORE: "pre-data", _ROWS: "data", _AFTER: "post-data"}
# An older server knows no such setting.
_TOO_NEW = re.compile(r"^SET transaction_timeout = 0;\n", re.MULTILINE)

_SERVER = re.compile(r"^-- Dumped from database version (\d+)", re.MULTILINE)


def keep(database: Database, outside: dict[str, Any], folder: Path) -> None:
    """Write a database into a folder: what is made before the rows, the rows, and the rest.

    ``outside`` is what others know of it, in JSON beside it.
    """
    with database.connect() as connection:
        # Where and by whom it was deployed is nobody's business.
        connection.execute("UPDATE yoyo._yoyo_log SET hostname = 'localhost', username = 'zerosum'")
    folder.mkdir(parents=True, exist_ok=True)
    for name, section in _SECTIONS.items():
        done = subprocess.run(
            [database.cluster.tool("pg_dump"), f"--section={section}", "--restrict-key=zerosum"],
            env=database.environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        text = _TOO_NEW.sub("", done.stdout).encode()
        (folder / name).write_bytes(lzma.compress(text, preset=9) if name.endswith("xz") else text)
    told = json.dumps(outside, indent=1, ensure_ascii=False) + "\n"
    (folder / _OUTSIDE).write_text(told, encoding="utf-8")


def restore(database: Database, folder: Path) -> dict[str, Any]:
    """Restore an empty database, and its cluster's roles and logins; return what others know."""
    roles = next(change for change in read_plan(ROOT) if change.name == "roles")
    with database.connect() as connection:
        connection.execute(read_script(roles, "deploy").text.encode())
    for name in _SECTIONS:
        data = (folder / name).read_bytes()
        done = subprocess.run(
            [
                database.cluster.tool("psql"),
                *("--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1"),
            ],
            env=database.environment(),
            input=lzma.decompress(data) if name.endswith("xz") else data,
            check=False,
            capture_output=True,
        )
        assert done.returncode == 0, f"{name}: {done.stderr.decode()}"
    with psycopg.connect(database.url, autocommit=True) as connection:
        ensure_logins(connection)
        if is_of_another_server(database, folder):
            # Some functions are made for the server they are on: the next deploy replays them.
            connection.execute("DROP FUNCTION ledger.version()")
    outside: dict[str, Any] = json.loads((folder / _OUTSIDE).read_text(encoding="utf-8"))
    return outside


def is_of_another_server(database: Database, folder: Path) -> bool:
    """Say whether what was kept comes from another major version of PostgreSQL."""
    told = _SERVER.search((folder / _ROWS).read_text(encoding="utf-8"))
    assert told is not None
    with database.connect() as connection:
        return connection.info.server_version // 10_000 != int(told[1])
