"""The way from a clone to an environment: make, the locks, an ordinary account."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import tomllib
import warnings
from pathlib import Path

import pytest

from webapp.embedded import EmbeddedPostgres
from webapp.embedded.account import choose_account
from webapp.embedded.binaries import find_binaries
from webapp.embedded.places import reachable_programs

_ROOT = Path(__file__).resolve().parents[2]
_LOCKS = ("requirements.lock", "requirements-test.lock")
# Of environments of their own, each with its group of packages.
_GROUPS = {"requirements-dbt.lock": "dbt", "requirements-clients.lock": "clients"}


def test_a_wrong_python_is_one_clear_line(tmp_path: Path) -> None:
    """Make says what is needed and what was tried."""
    make = shutil.which("make")
    assert make, "make is missing"
    done = subprocess.run(
        [make, "--no-print-directory", "venv", "PYTHON=/bin/false", f"VENV={tmp_path}/venv"],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    line, *_ = done.stderr.splitlines()
    assert "needs Python 3.11" in line
    assert "/bin/false" in line
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize("name", [*_LOCKS, *_GROUPS])
def test_a_lock_pins_everything_by_hash_and_names_no_index(name: str) -> None:
    """So that one lock works wherever packages come from, and brings the same ones."""
    text = (_ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    pins = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
    assert len(pins) > 40
    for requirement in re.split(r"\n(?=[a-z0-9])", text):
        assert "--hash=sha256:" in requirement


@pytest.mark.parametrize("name", [*_LOCKS, *_GROUPS])
def test_the_locks_hold_every_package_that_the_project_names(name: str) -> None:
    """A package added to pyproject.toml wants make lock."""
    told = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = told["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["build"]
    if name in _GROUPS:
        wanted = told["dependency-groups"][_GROUPS[name]]
    if name == "requirements-test.lock":
        wanted = wanted + project["optional-dependencies"]["test"]
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (_ROOT / name).read_text("utf-8"), re.MULTILINE))
    named = {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in wanted}
    assert named <= pinned


def test_the_two_locks_agree() -> None:
    """The tests run on the versions that serve."""
    run, test = (
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (_ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in _LOCKS
    )
    assert run.items() <= test.items()


def test_an_account_without_any_rights_runs_a_server_of_its_own(tmp_path: Path) -> None:
    """Root's suite repeats the launcher's main story as nobody; anyone else is the proof."""
    if os.geteuid() != 0:
        _main_story(tmp_path / "home", find_binaries())
        return
    nobody = pwd.getpwnam("nobody")
    place = Path(tempfile.mkdtemp(prefix="zs-nobody-"))
    try:
        os.chown(place, nobody.pw_uid, nobody.pw_gid)
        programs = reachable_programs(find_binaries(), place, choose_account(place))
        assert _as(nobody, place / "home", programs) == 0
    finally:
        shutil.rmtree(place)


def _main_story(home: Path, programs: Path) -> None:
    with EmbeddedPostgres(home, programs, {"fsync": "off"}) as server:
        server.run("psql", "-XAtqc", "CREATE TABLE kept AS SELECT 42 AS answer")
    with EmbeddedPostgres(home, programs, {"fsync": "off"}) as server:
        done = server.run("psql", "-XAtqc", "SELECT answer FROM kept")
        assert done.stdout.strip() == "42"
        assert server.data.stat().st_uid == os.geteuid() != 0
    server.remove()


def _as(account: pwd.struct_passwd, home: Path, programs: Path) -> int:
    """Tell the main story in a child that has become the account; return its exit code."""
    with warnings.catch_warnings():
        # Python warns of forks beside threads; the child takes none of their locks.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)
    code = 1
    try:
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
        _main_story(home, programs)
        code = 0
    finally:
        os._exit(code)
