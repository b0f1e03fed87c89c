"""Processes that are killed, again and again: the others serve on, and each comes back."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil

from tests.operations.attacking import PROMISED_SECONDS, head
from tests.support.ports import unused_port
from tests.support.serving import exchange, wait_for
from tests.support.waiting import wait_until
from webapp.cli.serve import _LAST_ANSWERS_SECONDS
from webapp.failures import Exit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.operations.serving import Served


def _workers(server: Served) -> list[psutil.Process]:
    """Return the processes that serve, the oldest first."""
    alive = []
    for one in psutil.Process(server.process.pid).children():
        with suppress(psutil.NoSuchProcess):  # it has ended meanwhile
            if one.status() != psutil.STATUS_ZOMBIE:
                alive.append((one.create_time(), one.pid, one))
    return [one for _, _, one in sorted(alive)]


def _wait_for(server: Served, number: int) -> list[psutil.Process]:
    deadline = time.monotonic() + 60
    while len(found := _workers(server)) != number:
        assert server.process.poll() is None, "the whole server has ended"
        assert time.monotonic() < deadline, f"{len(found)} processes serve, not {number}"
        time.sleep(0.02)
    return found


def _wait_until_it_serves(worker: psutil.Process) -> None:
    wait_until(
        lambda: any(one.status == psutil.CONN_LISTEN for one in worker.net_connections("tcp")),
        "it does not begin to serve",
    )


def test_the_healthy_one_goes_on(serve: Callable[..., Served]) -> None:
    """One of two is killed as soon as it is there, three times; it comes back in the end."""
    server = serve(ZEROSUM_WORKERS="2", ZEROSUM_LOG="off")
    healthy = _wait_for(server, 2)[0]
    _wait_until_it_serves(healthy)
    for _ in range(3):
        _, victim = _wait_for(server, 2)
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait(60)
        assert server.ask("GET", "/v1/accounts").status == 401
    assert _wait_for(server, 2)[0] == healthy
    statuses = {
        exchange(server.port, head("GET", "/health"), seconds=PROMISED_SECONDS).status
        for _ in range(20)
    }
    assert statuses == {200}


def test_all_of_them_come_back(serve: Callable[..., Served]) -> None:
    """Every process is killed, twice in a row; the server starts them again, and ends well."""
    server = serve(ZEROSUM_WORKERS="2", ZEROSUM_LOG="off")
    for _ in range(2):
        before = _wait_for(server, 2)
        for worker in before:
            worker.kill()
        psutil.wait_procs(before, 60)
    _wait_for(server, 2)
    wait_for(server.port)


def test_one_that_just_begins_ends_too(serve: Callable[..., Served]) -> None:
    """The server is told to end while a process of it begins, and does not wait to kill it."""
    server = serve(ZEROSUM_WORKERS="2", ZEROSUM_LOG="off")
    _, victim = _wait_for(server, 2)
    victim.kill()
    victim.wait(60)
    _wait_for(server, 2)
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(_LAST_ANSWERS_SECONDS - 5) == 0


def test_none_outlives_its_server(serve: Callable[..., Served]) -> None:
    """The server itself is killed: its processes end, and the port is there for another one."""
    server = serve(ZEROSUM_WORKERS="2", ZEROSUM_LOG="off")
    workers = _wait_for(server, 2)
    server.process.kill()
    server.process.wait(60)
    _, alive = psutil.wait_procs(workers, 60)
    assert alive == []
    with socket.socket() as port:
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port.bind(("127.0.0.1", server.port))


def test_one_that_can_never_begin_ends_at_once() -> None:
    """What only a process of it finds out ends the server too, and it is said why in a line."""
    environment = {
        **os.environ,
        "ZEROSUM_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "ZEROSUM_JWT_SECRET": "a secret of the tests, 32 bytes or more",
        "ZEROSUM_PORT": str(unused_port()),
        "ZEROSUM_WORKERS": "1",
        "ZEROSUM_REDIS_URL": "redis://127.0.0.1:1/?socket_timeout=soon",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "webapp.cli", "serve"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == Exit.FAILED
    why, what = [line for line in ended.stderr.splitlines() if line.startswith("zerosum: ")]
    assert "socket_timeout" in why
    assert "no process of it could begin to serve" in what
    assert "Traceback" not in ended.stderr
