"""A cluster of Debian's PostgreSQL, run by the account postgres, for what the wheel's lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import psycopg

from migrations.engine import deploy
from webapp.cli.logins import ensure_logins

if TYPE_CHECKING:
    from collections.abc import Iterator

Connection: TypeAlias = psycopg.Connection[Any]

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


@dataclass(slots=True)
class DebianCluster:
    """A cluster in a home of its own; its data directory is ``home / "data"``."""

    home: Path
    port: int = 5432
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str | Path) -> str:
        """Run a program as the account that owns the cluster."""
        done = subprocess.run(
            list(command),
            user="postgres",
            group="postgres",
            extra_groups=[],
            cwd="/",
            env={"PATH": f"{PROGRAMS}:{os.environ['PATH']}", **self.environment},
            # The server it starts must not keep a pipe of ours open.
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, f"{command}:\n{done.stdout}"
        return done.stdout

    def make(self, settings: str) -> None:
        """Make the cluster with lines of postgresql.conf."""
        data = self.home / "data"
        self.run(PROGRAMS / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8")
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"unix_socket_directories = '{self.home}'\n{settings}")

    def start(self) -> None:
        """Start the cluster and wait until it answers."""
        self._control("-l", self.home / "log", "-w", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop the cluster."""
        self._control("-m", mode, "stop")

    def deploy(self) -> None:
        """Make a ledger in it."""
        with self.connect("postgres") as connection:
            connection.execute("CREATE DATABASE zerosum")
        deploy(self.url)
        with self.connect() as connection:
            ensure_logins(connection)

    @property
    def url(self) -> str:
        """The URL for the superuser, through the socket."""
        return f"postgresql://postgres@/zerosum?host={self.home}&port={self.port}"

    def connect(self, database: str = "zerosum", user: str = "postgres") -> Connection:
        """Open a session."""
        return psycopg.connect(
            host=str(self.home),
            port=self.port,
            dbname=database,
            user=user,
            autocommit=True,
            connect_timeout=10,
        )

    def _control(self, *arguments: str | Path) -> None:
        self.run(PROGRAMS / "pg_ctl", "-D", self.home / "data", *arguments)


@contextmanager
def debian_cluster(settings: str) -> Iterator[DebianCluster]:
    """Yield a cluster that is made and not started; leave nothing of it."""
    assert PROGRAMS.exists(), "PostgreSQL 15 is missing: install Debian's package postgresql-15"
    assert os.geteuid() == 0, "the cluster is run by the account postgres: be root"
    home = Path(tempfile.mkdtemp(prefix="zs-debian-"))
    shutil.chown(home, "postgres", "postgres")
    cluster = DebianCluster(home)
    try:
        cluster.make(settings)
        yield cluster
    finally:
        subprocess.run(
            [PROGRAMS / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop"],
            user="postgres",
            cwd="/",
            capture_output=True,
            check=False,
        )
        shutil.rmtree(home, ignore_errors=True)
