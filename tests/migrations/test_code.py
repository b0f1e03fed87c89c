"""The digest of sql/: taken when it is asked for, by either tool, and never of nothing."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from migrations.code import SQL_ROOT, code_digest, installed, release
from migrations.engine import ROOT, deploy, read_code
from migrations.plan import PlanError, read_plan
from migrations.scripts import read_script

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.databases import Database

_TOP = SQL_ROOT.parent


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Copy sql/ and pyproject.toml to where they can be changed; return the copy of sql/."""
    shutil.copy(_TOP / "pyproject.toml", tmp_path)
    return shutil.copytree(SQL_ROOT, tmp_path / "sql")


def said_by_the_shell(sql_root: Path) -> dict[str, str]:
    """Return what psql would be told."""
    return {
        name: subprocess.run(
            ["/bin/sh", str(sql_root / "installed.sh"), name],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for name in ("release", "code_digest", "guards")
    }


def psql(database: Database, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Replay sql/ with psql alone, from a folder."""
    return subprocess.run(
        [
            database.cluster.tool("psql"),
            *("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
            f"--file={SQL_ROOT / 'code.sql'}",
        ],
        env=database.environment() | {"PATH": "/usr/local/bin:/usr/bin:/bin"},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_both_tools_take_the_same_digest(tree: Path) -> None:
    """Of the tree as it is, and of one with a file more whose name sorts by bytes."""
    assert said_by_the_shell(SQL_ROOT) == installed()
    (tree / "holds-2.sql").write_text("SELECT 1;\n", encoding="utf-8")
    (tree / "holds" / "Z.sql").write_text("SELECT 2;\n", encoding="utf-8")
    assert said_by_the_shell(tree) == installed(tree)
    assert code_digest(tree) != code_digest()


@pytest.mark.parametrize("change", ["contents", "name", "gone", "release"])
def test_whatever_changes_changes_the_digest(tree: Path, change: str) -> None:
    """A file's contents, its place, its absence; and the release, which version() tells."""
    assert code_digest(tree) == code_digest()
    file = tree / "operations" / "metrics.sql"
    match change:
        case "contents":
            file.write_bytes(file.read_bytes() + b"\n")
        case "name":
            file.rename(file.with_name("figures.sql"))
        case "gone":
            file.unlink()
        case _:
            project = tree.parent / "pyproject.toml"
            text = project.read_text(encoding="utf-8")
            project.write_text(text.replace(f'"{release()}"', '"99.0.0"'), encoding="utf-8")
            assert release(tree) == "99.0.0"
    assert code_digest(tree) != code_digest()
    assert said_by_the_shell(tree) == installed(tree)


def test_there_is_no_digest_of_nothing(tree: Path) -> None:
    """An installation without sql/, or without its manifest, is an error in both tools."""
    shutil.rmtree(tree / "holds")
    (tree / "code.sql").unlink()
    with pytest.raises(PlanError, match=r"holds no code\.sql"):
        code_digest(tree)
    with pytest.raises(subprocess.CalledProcessError):
        said_by_the_shell(tree)
    with pytest.raises(PlanError, match=r"holds no code\.sql"):
        code_digest(tree / "nowhere")


def test_the_text_for_the_server_carries_both(database: Database) -> None:
    """Nothing of psql's is left in it, and the database says what was put in."""
    newest = next(change for change in read_plan(ROOT) if change.name.startswith("code_"))
    text = read_script(newest, "deploy").text
    assert ":'release'" not in text
    assert ":'code_digest'" not in text
    with database.connect() as connection:
        row = connection.execute("SELECT release, code_digest FROM ledger.version()").fetchone()
    assert row == (release(), code_digest())


@pytest.mark.parametrize("cwd", [_TOP, ROOT], ids=["top", "migrations"])
def test_psql_alone_leaves_the_digest_too(database: Database, cwd: Path) -> None:
    """From the top or from migrations/, over code that another tool changed."""
    with database.connect() as connection:
        connection.execute("ALTER FUNCTION ledger.version() RENAME TO version_before")
        done = psql(database, cwd)
        assert done.returncode == 0, done.stderr
        assert read_code(connection) == code_digest()
        connection.execute("DROP FUNCTION ledger.version_before()")
    assert deploy(database.url).code_replayed is False


def test_psql_without_the_digest_leaves_nothing(database: Database, tmp_path: Path) -> None:
    """From elsewhere it cannot be taken: one error that says what to do, and all is as it was."""
    done = psql(database, tmp_path)
    assert done.returncode != 0
    assert "psql could not take the digest of sql/" in done.stderr
    with database.connect() as connection:
        assert read_code(connection) == code_digest()
