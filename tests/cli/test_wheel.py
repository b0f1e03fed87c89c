"""The wheel, installed where there is no checkout, is the whole product."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from migrations.code import SQL_ROOT, code_digest, installed
from webapp.failures import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.commands import Commands

_TOP = SQL_ROOT.parent
_PACKAGES = ("webapp", "migrations", "sql")
_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
_OFFLINE = ("--no-deps", "--no-index")


@dataclass(frozen=True, slots=True)
class Installation:
    """A virtual environment that holds the wheel and borrows its dependencies."""

    place: Path

    @property
    def packages(self) -> Path:
        """Where the wheel's files are."""
        purelib = sysconfig.get_path("purelib", vars={"base": str(self.place)})
        return Path(purelib)

    @property
    def zerosum(self) -> str:
        """The command."""
        return str(self.place / "bin" / "zerosum")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Build the wheel from a copy of the tree and install it, without network and checkout."""
    tree = tmp_path_factory.mktemp("tree")
    for name in _PACKAGES:
        shutil.copytree(_TOP / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(_TOP / name, tree)
    wheels = tmp_path_factory.mktemp("wheels")
    build = ("wheel", *_OFFLINE, "--no-build-isolation", "--wheel-dir", str(wheels), str(tree))
    subprocess.run([*_PIP, *build], check=True, cwd=wheels)
    shutil.rmtree(tree)
    (wheel,) = wheels.glob("zerosum-*-py3-none-any.whl")

    place = tmp_path_factory.mktemp("elsewhere")
    venv.create(place)
    found = Installation(place)
    install = ("--python", str(place / "bin" / "python"), "install", *_OFFLINE, str(wheel))
    subprocess.run([*_PIP, *install], check=True, cwd=place)
    # The tests' own dependencies; what they hold of an editable checkout is not followed.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (found.packages / "borrowed.pth").write_text("\n".join(borrowed) + "\n", encoding="utf-8")
    yield found
    shutil.rmtree(place)


@pytest.fixture
def elsewhere(installation: Installation, commands: Commands) -> Commands:
    """Return the installed command in a home of its own."""
    commands.environment.pop("PYTHONPATH", None)
    commands.program = (installation.zerosum,)
    return commands


def shell(line: str, elsewhere: Commands) -> str:
    """Run a printed line as a person would; return what it says."""
    return subprocess.run(
        ["/bin/sh", "-c", line],
        env=elsewhere.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    ).stdout


def test_the_wheel_serves_and_moves_money(elsewhere: Commands) -> None:
    """Zerosum up, then the printed curl line and the printed psql line, and the books are right."""
    process = elsewhere.up()
    assert process.stdout is not None
    lines: list[str] = []
    while not (lines and lines[-1].startswith("Ctrl-C")):
        lines.append(process.stdout.readline())
    before = int(elsewhere.psql("SELECT count(*) FROM ledger.transaction_entries"))
    curl = next(line for line in lines if line.startswith("curl "))
    assert '"COMPLETED"' in shell(curl, elsewhere)
    psql = next(line for line in lines if "ledger.post_transfer(" in line)
    assert "RECORD 1" in shell(psql, elsewhere)
    assert int(elsewhere.psql("SELECT count(*) FROM ledger.transaction_entries")) == before + 4
    assert elsewhere.psql("SELECT bool_and(ok) FROM ledger.verify()") == "t"
    assert elsewhere.psql("SELECT code_digest FROM ledger.version()") == code_digest()
    page = shell(f"curl --fail --silent --show-error {shlex.quote(elsewhere.url)}/docs", elsewhere)
    assert "<html" in page
    status = elsewhere.run("status")
    assert status.returncode == Exit.OK, status.stdout + status.stderr


def test_the_wheel_holds_every_file_of_the_product(installation: Installation) -> None:
    """All but the READMEs and the clients; and none of it comes from the checkout."""

    def files(root: Path) -> set[str]:
        return {
            path.relative_to(root).as_posix()
            for name in _PACKAGES
            for path in (root / name).rglob("*")
            if path.is_file() and path.suffix != ".pyc" and path.name != "README.md"
            if not path.is_relative_to(root / "webapp" / "client")
        }

    assert files(installation.packages) == files(_TOP)
    where = "import migrations, webapp; print(migrations.__path__, webapp.__path__)"
    python = installation.place / "bin" / "python"
    found = subprocess.run(
        [python, "-c", where], cwd="/", capture_output=True, text=True, check=True
    )
    assert str(_TOP) not in found.stdout


def test_psql_finds_the_digest_in_the_installed_tree(installation: Installation) -> None:
    """So sqitch may be run in the installed migrations/, where no pyproject.toml is."""
    script = installation.packages / "sql" / "installed.sh"
    said = {
        name: subprocess.run(
            ["/bin/sh", str(script), name], capture_output=True, text=True, check=True
        ).stdout.strip()
        for name in installed()
    }
    assert said == installed()


def test_an_installation_without_its_sql_says_so(
    installation: Installation, elsewhere: Commands, tmp_path: Path
) -> None:
    """One line from every command that needs it, before anything is changed."""
    sql = installation.packages / "sql"
    kept = sql.rename(tmp_path / "sql")
    try:
        for arguments in (("code",), ("deploy",), ("up",), ("serve",)):
            done = elsewhere.run(*arguments, ZEROSUM_DATABASE_URL="")
            assert done.returncode in {Exit.FAILED, Exit.NOT_CURRENT}, arguments
            assert "holds no code.sql: this installation is not complete" in done.stderr
            assert "Traceback" not in done.stderr
    finally:
        kept.rename(sql)
