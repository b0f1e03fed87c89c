"""What can be wrong with a home: one line each, with its exit code."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.homes import UNSAFE
from webapp.embedded import EmbeddedPostgres
from webapp.embedded.account import choose_account
from webapp.embedded.binaries import find_binaries
from webapp.failures import Exit, ZerosumError

if TYPE_CHECKING:
    from webapp.embedded.account import Account


def _refusal(server: EmbeddedPostgres) -> ZerosumError:
    with pytest.raises(ZerosumError) as caught:
        server.start()
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_home_that_is_a_file_is_refused(home: Path) -> None:
    """The line names the file and the setting."""
    home.write_text("in the way", encoding="utf-8")
    refusal = _refusal(EmbeddedPostgres(home))
    assert refusal.exit_code is Exit.UNWRITABLE
    assert str(home) in str(refusal)
    assert "ZEROSUM_HOME" in str(refusal)
    home.unlink()


def test_a_disk_that_takes_no_files_is_refused() -> None:
    """Not even root writes to /proc."""
    refusal = _refusal(EmbeddedPostgres(Path("/proc/zerosum")))
    assert refusal.exit_code is Exit.UNWRITABLE


def test_a_data_directory_in_another_servers_hands_is_refused(home: Path, free_port: int) -> None:
    """A server without a socket of ours holds the data: it is left alone."""
    server = EmbeddedPostgres(home, settings=UNSAFE)
    server.start()
    server.stop()
    process = subprocess.Popen(
        [
            *(server.tool("postgres"), "-D", str(server.data), "-p", str(free_port)),
            *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
        ],
        stderr=subprocess.DEVNULL,
        **choose_account(server.data).process(),
    )
    try:
        while not _listens(server, free_port):
            assert process.poll() is None
        refusal = _refusal(EmbeddedPostgres(home))
        assert refusal.exit_code is Exit.LOCKED
        assert str(process.pid) in str(refusal)
        assert process.poll() is None
    finally:
        process.terminate()
        process.wait()


def test_data_of_another_major_version_is_refused(home: Path) -> None:
    """The line says which version made it."""
    server = EmbeddedPostgres(home, settings=UNSAFE)
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("14\n", encoding="utf-8")
    refusal = _refusal(server)
    assert refusal.exit_code is Exit.POSTGRESQL_FAILED
    assert "PostgreSQL 14" in str(refusal)


def test_a_setting_that_postgresql_refuses_is_told_in_its_own_words(home: Path) -> None:
    """The server's last words are the message, and the next start may be right."""
    refusal = _refusal(EmbeddedPostgres(home, settings={**UNSAFE, "shared_buffers": "plenty"}))
    assert refusal.exit_code is Exit.POSTGRESQL_FAILED
    with EmbeddedPostgres(home, settings=UNSAFE) as server:
        assert server.pid


def test_a_directory_without_programs_is_refused(home: Path, tmp_path: Path) -> None:
    """An explicit place is taken at its word."""
    refusal = _refusal(EmbeddedPostgres(home, tmp_path))
    assert refusal.exit_code is Exit.NO_POSTGRESQL
    assert "ZEROSUM_PG_BIN" in str(refusal)


def test_programs_under_a_private_directory_are_copied_into_the_home(
    home: Path, tmp_path: Path
) -> None:
    """An environment under /root is not opened up for the server's account."""
    package = find_binaries().parent.parent
    private = tmp_path / "private"
    private.mkdir()
    for name in (package.name, f"{package.name}.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, private / name, symlinks=True)
    private.chmod(0o700)
    with EmbeddedPostgres(home, private / package.name / "pginstall" / "bin", UNSAFE) as server:
        account: Account = choose_account(server.data)
        assert server.run("psql", "-XAtqc", "SELECT 1").stdout.strip() == "1"
        assert account.can_run(private) is not account.switched
    assert private.stat().st_mode & 0o077 == 0


def _listens(server: EmbeddedPostgres, port: int) -> bool:
    done = subprocess.run(
        [server.tool("pg_isready"), "-h", "127.0.0.1", "-p", str(port)],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0
