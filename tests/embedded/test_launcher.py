"""The embedded PostgreSQL: started, shared, stopped, and back after a kill."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.support.homes import UNSAFE
from webapp.embedded import EmbeddedPostgres
from webapp.embedded.account import choose_account


def _value(server: EmbeddedPostgres, query: str) -> str:
    return server.run("psql", "-XAtqc", query).stdout.strip()


def _kill(server: EmbeddedPostgres) -> None:
    pid = server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def test_pages_have_checksums_and_only_a_private_socket_is_open(server: EmbeddedPostgres) -> None:
    """Nobody but the account and root gets in, and damaged pages are noticed."""
    assert _value(server, "SHOW data_checksums") == "on"
    assert not _value(server, "SHOW listen_addresses")
    assert stat.S_IMODE(server.socket_directory.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700


def test_the_server_runs_as_an_account_that_is_not_root(server: EmbeddedPostgres) -> None:
    """PostgreSQL refuses root, so root's server is postgres's or nobody's."""
    assert server.data.stat().st_uid == choose_account(server.data).uid != 0


def test_statements_are_counted_where_the_library_is_there(server: EmbeddedPostgres) -> None:
    """The wheel brings pg_stat_statements."""
    assert _value(server, "SHOW shared_preload_libraries") == "pg_stat_statements"


def test_given_settings_win(home: Path) -> None:
    """A caller's settings go over the usual ones, quotes and all."""
    given = {**UNSAFE, "work_mem": "5MB", "application_name": "o'neil"}
    with EmbeddedPostgres(home, settings=given) as server:
        assert _value(server, "SELECT setting FROM pg_settings WHERE name = 'work_mem'") == "5120"
        assert "o''neil" in (server.data / "zerosum.conf").read_text(encoding="utf-8")


def test_a_second_start_shares_the_server(server: EmbeddedPostgres) -> None:
    """Two starts, one server; the one that only attached leaves it running."""
    other = EmbeddedPostgres(server.home)
    assert other.start() is False
    assert other.pid == server.pid
    assert other.url("postgres") == server.url("postgres")
    other.stop()
    assert _value(server, "SELECT 1") == "1"


def test_the_last_to_leave_stops_a_server_that_was_started_for_use(home: Path) -> None:
    """Whoever started it does not pull it away under others."""
    first, second = EmbeddedPostgres(home, settings=UNSAFE), EmbeddedPostgres(home)
    assert first.start() is True
    assert second.start() is False
    first.stop()
    assert _value(second, "SELECT 1") == "1"
    second.stop()
    assert second.pid is None


def test_the_data_outlives_a_stop(home: Path) -> None:
    """What was committed is there at the next start."""
    with EmbeddedPostgres(home, settings=UNSAFE) as server:
        _value(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    with EmbeddedPostgres(home, settings=UNSAFE) as server:
        assert _value(server, "SELECT answer FROM kept") == "42"


def test_a_killed_server_starts_again_with_its_data(home: Path) -> None:
    """SIGKILL leaves a stale postmaster.pid and a zombie; both are seen through."""
    killed = EmbeddedPostgres(home)
    killed.start()
    _value(killed, "CREATE TABLE kept AS SELECT 42 AS answer")
    _kill(killed)
    with EmbeddedPostgres(home) as again:
        assert _value(again, "SELECT answer FROM kept") == "42"
    killed.stop()


def test_a_number_that_another_program_has_got_since_is_seen_through(home: Path) -> None:
    """After a reboot, a dead server's number may be a stranger's of the same account."""
    with EmbeddedPostgres(home, settings=UNSAFE) as server:
        pidfile = (server.data / "postmaster.pid").read_text(encoding="utf-8")
    account = choose_account(server.data)
    with subprocess.Popen(["/bin/sleep", "60"], **account.process()) as stranger:
        _, _, rest = pidfile.partition("\n")
        left = server.data / "postmaster.pid"
        left.write_text(f"{stranger.pid}\n{rest}", encoding="utf-8")
        account.own(left)
        with server:
            assert _value(server, "SELECT 1") == "1"
        assert stranger.poll() is None
        stranger.kill()


def test_a_path_too_long_for_a_socket_gets_a_short_private_directory(home: Path) -> None:
    """A Unix socket's path has about a hundred bytes."""
    server = EmbeddedPostgres(home / ("deep" * 20) / "home", settings=UNSAFE)
    try:
        with server:
            assert not server.socket_directory.is_relative_to(server.home)
            assert stat.S_IMODE(server.socket_directory.stat().st_mode) == 0o700
            assert _value(server, "SELECT 1") == "1"
    finally:
        socket = server.socket_directory
        server.remove()
    assert not socket.exists()


def test_a_private_parent_stays_private(tmp_path: Path) -> None:
    """A clone under a private directory works, and nobody is let into that directory."""
    tmp_path.chmod(0o700)
    server = EmbeddedPostgres(tmp_path / "home", settings=UNSAFE)
    try:
        with server:
            assert _value(server, "SELECT 1") == "1"
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    finally:
        data = server.data
        server.remove()
    assert not data.exists()


def test_two_starts_at_once_make_one_server(home: Path) -> None:
    """The second waits for the first, in another process too."""
    program = (
        "import sys, pathlib; from webapp.embedded import EmbeddedPostgres\n"
        "server = EmbeddedPostgres(pathlib.Path(sys.argv[1]))\n"
        "print(server.start(), server.pid, flush=True); sys.stdin.read(); server.stop()"
    )
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [starter.stdout.readline().split() for starter in starters if starter.stdout]
    assert sorted(started for started, _ in said) == ["False", "True"]
    assert len({pid for _, pid in said}) == 1
    for starter in starters:
        starter.communicate(timeout=60)
    deadline = time.monotonic() + 10
    while EmbeddedPostgres(home).pid is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert EmbeddedPostgres(home).pid is None


@pytest.mark.system
def test_it_runs_on_the_systems_programs(home: Path) -> None:
    """Debian's PostgreSQL 15 is driven the same way."""
    programs = Path("/usr/lib/postgresql/15/bin")
    with EmbeddedPostgres(home, programs, UNSAFE) as server:
        assert _value(server, "SHOW server_version_num").startswith("15")
        with psycopg.connect(server.url()) as connection:
            assert connection.info.server_version // 10000 == 15
