"""sql/guards.json is what a deploy of this tree makes, and is believed for this tree only."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

from migrations.code import SQL_ROOT, guards, installed
from migrations.engine import deploy
from migrations.guards import released_guards
from tests.docs.guards import FILE, guards_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.rig import Rig


def test_the_file_is_what_a_deploy_without_it_makes(rig: Rig, tmp_path: Path) -> None:
    """Else: make docs. On this version of PostgreSQL, and written for these files."""
    for folder in ("sql", "migrations"):
        shutil.copytree(SQL_ROOT.parent / folder, tmp_path / folder)
    shutil.copy(SQL_ROOT.parent / "pyproject.toml", tmp_path)
    (tmp_path / "sql" / FILE.name).unlink()
    with rig.empty() as fresh:
        deploy(fresh.url, root=tmp_path / "migrations")
        with fresh.connect() as connection:
            major = connection.info.server_version // 10000
            assert released_guards(major) == guards_of(connection)


def test_the_shell_says_the_same(tmp_path: Path) -> None:
    """The guards while they were written for the files; nothing once a table or code differs."""
    for folder in ("sql", "migrations"):
        shutil.copytree(SQL_ROOT.parent / folder, tmp_path / folder)
    shutil.copy(SQL_ROOT.parent / "pyproject.toml", tmp_path)

    def said() -> str:
        command = ["/bin/sh", str(tmp_path / "sql" / "installed.sh"), "guards"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert said() == installed(tmp_path / "sql")["guards"] == guards()
    assert json.loads(said())["all"]
    table = tmp_path / "migrations" / "deploy" / "account.sql"
    table.write_bytes(table.read_bytes() + b"\n")
    assert said() == installed(tmp_path / "sql")["guards"] == "{}"
