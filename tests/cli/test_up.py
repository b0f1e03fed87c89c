"""zerosum up: everything started in order, findable, and stopped without touching anything else."""

from __future__ import annotations

import http.client
import json
import shlex
import signal
import socket
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from webapp.cli.running import is_healthy
from webapp.embedded import EmbeddedPostgres
from webapp.failures import Exit

if TYPE_CHECKING:
    from tests.support.commands import Commands

pytestmark = pytest.mark.long

_ENTRIES = "SELECT count(*) FROM ledger.transaction_entries"


def _stop(process: subprocess.Popen[str], number: signal.Signals) -> str:
    process.send_signal(number)
    said, _ = process.communicate(timeout=60)
    return said


def _follow(line: str) -> tuple[int, dict[str, object]]:
    """Do what a printed curl line says, without needing curl."""
    words = shlex.split(line)
    headers = dict(word.split(": ", 1) for flag, word in pairwise(words) if flag == "-H")
    body = words[words.index("-d") + 1]
    url = urlsplit(words[2])
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=30)
    connection.request("POST", url.path, body, headers)
    answer = connection.getresponse()
    read = json.loads(answer.read())
    connection.close()
    return answer.status, read


def test_the_printed_lines_move_money_and_ctrl_c_stops_all_of_it(commands: Commands) -> None:
    """The curl line, the psql line and the audit trail work as printed, from any directory."""
    process = commands.up()
    assert process.stdout is not None
    lines: list[str] = []
    while not (lines and lines[-1].startswith("Ctrl-C")):
        lines.append(process.stdout.readline())
    curl = next(line for line in lines if line.startswith("curl "))
    status, first = _follow(curl)
    assert (status, first["status"], first["amount"]) == (201, "COMPLETED", "1.25")
    assert _follow(curl)[0] == 200, "the same key moves nothing twice"
    for line in (line for line in lines if " psql -- " in line):
        done = subprocess.run(
            ["/bin/sh", "-c", line],
            env=commands.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
            cwd="/",
        )
        assert "RECORD 1" in done.stdout
    assert commands.psql("SELECT bool_and(ok) FROM ledger.verify()") == "t"
    said = _stop(process, signal.SIGINT)
    assert process.returncode == 0
    assert "stopped" in said
    assert not is_healthy(commands.url)
    assert EmbeddedPostgres(commands.home).pid is None


def test_a_second_up_says_where_the_first_is_and_leaves_it(commands: Commands) -> None:
    """It exits 0 with the same lines, and the first goes on."""
    first = commands.up()
    second = commands.run("up")
    assert second.returncode == 0, second.stderr
    assert str(first.pid) in second.stdout
    assert commands.url in second.stdout
    assert is_healthy(commands.url)


def test_a_second_run_finds_its_data_and_opens_no_second_sample(commands: Commands) -> None:
    """Money moved in the first run is there in the second, after SIGTERM too."""
    _stop(commands.up(), signal.SIGTERM)
    before = commands.psql(_ENTRIES)
    assert int(before) > 0
    commands.up()
    assert commands.psql(_ENTRIES) == before


def test_a_postgresql_that_ran_before_runs_on_afterwards(commands: Commands) -> None:
    """Ctrl-C ends what up started, nothing else."""
    with EmbeddedPostgres(commands.home) as server:
        pid = server.pid
        _stop(commands.up(), signal.SIGINT)
        assert server.pid == pid
        assert server.run("psql", "-XAtqc", "SELECT 1").stdout.strip() == "1"


def test_status_tells_everything_a_script_needs(commands: Commands) -> None:
    """Exit code 0 while all runs and is current, 10 when nothing runs."""
    process = commands.up()
    done = commands.run("status", "--json")
    found = json.loads(done.stdout)
    assert found["url"] == commands.url
    assert found["pid"] == process.pid
    assert found["server_running"] is found["database_running"] is True
    assert found["database_url"].startswith("postgresql://")
    assert found["logins"].keys() >= {"ledger_web", "ledger_dba", "ledger_report"}
    assert found["postgresql_version"]
    assert found["schema_version"]
    assert found["code_version"]
    assert found["everything_current"] is True
    assert done.returncode == Exit.OK
    _stop(process, signal.SIGINT)
    later = commands.run("status", "--json")
    assert later.returncode == Exit.NOT_RUNNING
    assert json.loads(later.stdout)["server_running"] is False


def test_stop_ends_both_servers(commands: Commands) -> None:
    """As Ctrl-C would, from another shell; a second stop has nothing to do."""
    process = commands.up()
    assert commands.run("stop").returncode == 0
    assert process.wait(timeout=60) == 0
    assert EmbeddedPostgres(commands.home).pid is None
    assert "nothing runs" in commands.run("stop").stdout


def test_a_killed_up_takes_its_web_server_along_and_the_next_one_starts(
    commands: Commands,
) -> None:
    """SIGKILL runs no clean-up: what is left is stopped or taken over."""
    killed = commands.up()
    killed.kill()
    killed.wait()
    while is_healthy(commands.url):
        pass
    again = commands.up()
    assert commands.psql("SELECT 1") == "1"
    assert _stop(again, signal.SIGINT)
    assert again.returncode == 0


def test_a_taken_port_is_one_line_before_anything_starts(commands: Commands) -> None:
    """The line names the port and the setting."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", commands.port))
        holder.listen()
        done = commands.run("up")
    assert done.returncode == Exit.PORT_TAKEN
    assert done.stderr.count("\n") == 1
    assert str(commands.port) in done.stderr
    assert "ZEROSUM_PORT" in done.stderr
    assert not EmbeddedPostgres(commands.home).has_data
