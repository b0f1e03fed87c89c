"""Three nodes of PostgreSQL under Patroni: what can be done to them, and asked of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import psutil
import psycopg

from tests.support.freezing import tell
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNT = "postgres"
PASSWORD = "a password of the tests"


@dataclass(slots=True)
class Node:
    """One PostgreSQL, and the Patroni that looks after it."""

    name: str
    home: Path
    port: int
    api: int
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start Patroni, which starts PostgreSQL."""
        with (self.home / "patroni.log").open("ab") as log:
            self.process = run(
                [python(), "-m", "patroni", str(self.home / "patroni.yml")], self.environment, log
            )

    @property
    def postmaster(self) -> psutil.Process | None:
        """The PostgreSQL of this node, if it runs."""
        with suppress(OSError, ValueError, psutil.NoSuchProcess):
            lines = (self.home / "data/postmaster.pid").read_text(encoding="utf-8").split()
            return psutil.Process(int(lines[0]))
        return None

    def processes(self, *, patroni: bool = True) -> list[psutil.Process]:
        """All that runs here: what a machine that dies takes along."""
        found = [self.postmaster] if self.postmaster else []
        if patroni and self.process and self.process.poll() is None:
            found.insert(0, psutil.Process(self.process.pid))
        return [
            *found,
            *(
                child
                for one in found
                for child in one.children(recursive=True)
                if child not in found
            ),
        ]

    def kill(self, *, patroni: bool = True) -> None:
        """Kill PostgreSQL by SIGKILL, and with it the whole node."""
        # All of them at once: nothing is to stop in order because another has gone.
        tell(self.processes(patroni=patroni), signal.SIGKILL)
        if patroni and self.process:
            self.process.wait(30)

    def connect(self, **options: Any) -> psycopg.Connection[Any]:  # noqa: ANN401 - libpq's
        """Open the superuser's session here and nowhere else."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user="postgres",
            password=PASSWORD,
            connect_timeout=2,
            autocommit=True,
            **{"dbname": "postgres", **options},
        )

    @property
    def is_leader(self) -> bool:
        """Whether PostgreSQL takes writes here."""
        with suppress(psycopg.Error), self.connect() as connection:
            return connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
        return False


@dataclass(slots=True)
class Cluster:
    """The nodes, and how to tell Patroni what to do."""

    home: Path
    nodes: list[Node]
    etcd: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def url(self, user: str, database: str = "zerosum", more: str = "") -> str:
        """Return the URL that names all hosts."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        secret = PASSWORD.replace(" ", "%20")
        return f"postgresql://{user}:{secret}@{hosts}/{database}{more}"

    def members(self) -> dict[str, dict[str, Any]]:
        """Return what Patroni says of its members, by name; nothing while none answers."""
        for node in self.nodes:
            with (
                suppress(OSError, ValueError),
                urlopen(f"http://127.0.0.1:{node.api}/cluster", timeout=2) as answer,
            ):
                return {one["name"]: one for one in json.load(answer)["members"]}
        return {}

    @property
    def leader(self) -> Node:
        """The node that takes writes."""
        return wait_until(
            lambda: next((node for node in self.nodes if node.is_leader), None),
            "nobody leads",
        )

    def is_whole(self) -> bool:
        """Whether there are a leader and two standbys that confirm what it commits."""
        members = self.members().values()
        states = sorted((one["role"], one["state"]) for one in members)
        return states == [
            ("leader", "running"),
            ("sync_standby", "streaming"),
            ("sync_standby", "streaming"),
        ]

    def wait_until_whole(self) -> None:
        """Wait for that."""
        try:
            wait_until(self.is_whole, "no leader with two synchronous standbys")
        except AssertionError as error:
            raise AssertionError(f"{error}: {self.members()}") from None

    def ctl(self, *arguments: str) -> str:
        """Run patronictl."""
        node = self.nodes[0]
        file = str(node.home / "patroni.yml")
        command = [python(), "-c", "from patroni.ctl import ctl; ctl()", "-c", file, *arguments]
        done = subprocess.run(
            command,
            env=node.environment,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=90,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout


@cache
def python() -> str:
    """Return a Python that the account may run: not one in root's home."""
    for python in (os.path.realpath(sys.executable), "/usr/bin/python3"):
        with suppress(OSError, subprocess.CalledProcessError):
            subprocess.run([python, "-c", ""], user=ACCOUNT, cwd="/", check=True)
            return python
    raise AssertionError("no Python that the account postgres may run")


def run(
    command: list[str],
    environment: dict[str, str],
    log: Any,  # noqa: ANN401 - a file
) -> subprocess.Popen[bytes]:
    """Start a program as the account that owns the nodes."""
    return subprocess.Popen(
        command,
        user=ACCOUNT,
        group=ACCOUNT,
        extra_groups=[],
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )
