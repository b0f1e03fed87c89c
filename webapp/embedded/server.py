"""Start, share and stop the PostgreSQL server of a home."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Self
from urllib.parse import quote

import psycopg

from webapp.embedded import launch, locks, places
from webapp.embedded.account import choose_account
from webapp.embedded.binaries import find_binaries
from webapp.embedded.pidfile import Postmaster, is_server_of, read_pidfile
from webapp.embedded.settings import write_access, write_settings
from webapp.failures import Exit, ZerosumError

_PORT = 5432
_STARTING_SECONDS = 120.0
_DYING_SECONDS = 3.0


class EmbeddedPostgres:
    """The server of a home: made at first use, shared by everyone who starts it, kept on disk.

    It listens on a Unix socket that only its own account (and root) can reach, and trusts them.
    With a port, report logins get in on the loopback interface too, by password; nobody else does.
    """

    def __init__(
        self,
        home: Path,
        bin_dir: Path | None = None,
        settings: Mapping[str, str] = MappingProxyType({}),
        reports_port: int | None = None,
    ) -> None:
        """Choose a home, perhaps the programs' directory, more settings, a port for reports."""
        self.home = Path(os.path.abspath(home))  # noqa: PTH100 - must not resolve links
        self._explicit = bin_dir
        self._settings = dict(settings)
        self._reports_port = reports_port
        self._process: subprocess.Popen[bytes] | None = None
        self._presence: locks.Presence | None = None
        self._socket: Path | None = None

    def __enter__(self) -> Self:
        """Start or attach."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave; stop the server if this is what started it and nobody else uses it."""
        self.stop()

    @cached_property
    def bin_dir(self) -> Path:
        """The directory of the programs."""
        return find_binaries(self._explicit)

    @property
    def data(self) -> Path:
        """The data directory, whether or not it exists yet."""
        return self._base / "data"

    @property
    def has_data(self) -> bool:
        """Whether the data directory has been made."""
        return self.data.exists()

    @property
    def log(self) -> Path:
        """The server's log."""
        return self._base / "server.log"

    @property
    def pid(self) -> int | None:
        """The process number of the running server, None when none runs."""
        server = self._running()
        return server.pid if server else None

    def start(self) -> bool:
        """Start the server, or attach to the one that runs; say whether it was started.

        Raises ZerosumError when the home cannot be written to, the data directory is in another
        server's hands, or PostgreSQL is missing or does not start.
        """
        places.make_home(self.home)
        with locks.acting_on(self.home):
            if self._presence is None:
                self._presence = locks.Presence(self.home)
            try:
                if self._attach():
                    return False
                self._launch()
            except BaseException:
                self._presence.leave(started=False)
                self._presence = None
                raise
            return True

    def stop(self) -> None:
        """Leave the server; stop it if this started it and nobody else uses it any more."""
        if self._presence is None:
            return
        with locks.acting_on(self.home):
            presence, self._presence = self._presence, None
            if presence.leave(started=self._process is not None):
                self._shut_down()
            elif self._process is not None:
                # Others go on with it: it is no longer this object's child to wait for.
                self._process.returncode = 0
            self._process = None

    def shutdown(self) -> bool:
        """Stop the home's server, whoever started it; say whether one was running."""
        if not self._base.exists():
            return False
        with locks.acting_on(self.home):
            was_running = self._shut_down()
            self._process = None
            return was_running

    def remove(self) -> None:
        """Stop the server and delete its data, log and socket. There is no way back."""
        self.stop()
        self.shutdown()
        socket = self.socket_directory
        if socket.parent != self._base:
            shutil.rmtree(socket, ignore_errors=True)
        places.remove_base(self.home)

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Return the URL of a database for a user."""
        host = quote(str(self.socket_directory), safe="/")
        return (
            f"postgresql://{quote(user)}@/{quote(database, safe='')}?host={host}&port={self.port}"
        )

    @property
    def port(self) -> int:
        """The port of the running server, or of one that is to start; its socket is named by it."""
        return server.port if (server := self._running()) else self._reports_port or _PORT

    @property
    def socket_directory(self) -> Path:
        """The directory of the server's socket."""
        if self._socket is None:
            server = read_pidfile(self.data)
            if server and server.socket_directory:
                return server.socket_directory
            return places.socket_directory(self._base, choose_account(self.data))
        return self._socket

    def tool(self, name: str) -> str:
        """Return the path of a program of the server's own version."""
        return str(self.bin_dir / name)

    def environment(self, database: str = "postgres", user: str = "postgres") -> dict[str, str]:
        """Return this process's environment with the PG* variables that lead to the server."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return {
            **kept,
            "PGHOST": str(self.socket_directory),
            "PGPORT": str(self.port),
            "PGUSER": user,
            "PGDATABASE": database,
        }

    def run(
        self, tool: str, *args: str, database: str = "postgres", user: str = "postgres"
    ) -> subprocess.CompletedProcess[str]:
        """Run psql, pg_dump, pgbench … on the server and return what it printed.

        Raises subprocess.CalledProcessError when it ends with another code than 0.
        """
        return subprocess.run(
            [self.tool(tool), *args],
            env=self.environment(database, user),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )

    @property
    def _base(self) -> Path:
        return (self.home / "postgres").resolve()

    def _running(self) -> Postmaster | None:
        server = read_pidfile(self.data)
        return server if server and is_server_of(server.pid, self.data) else None

    def _attach(self) -> bool:
        """Use the server that runs here; say whether there is one.

        One that is starting, or dying of a kill just now, gets the time it needs.
        """
        since = time.monotonic()
        while server := self._running():
            if self._answers(server):
                return True
            patience = _DYING_SECONDS if server.ready else _STARTING_SECONDS
            if time.monotonic() > since + patience:
                raise ZerosumError(
                    f"{self.data} is locked by another server, process {server.pid}, which does "
                    "not answer on a socket of ours: stop it first",
                    Exit.LOCKED,
                )
            time.sleep(0.05)
        return False

    def _answers(self, server: Postmaster) -> bool:
        self._socket = server.socket_directory
        if self._socket is None:
            return False
        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _launch(self) -> None:
        account = choose_account(self.data)
        base = places.make_base(self.home, account)
        programs = places.reachable_programs(self.bin_dir, base, account)
        launch.initialise(self.data, programs, account, self._settings)
        with places.writing(self.data):
            write_settings(self.data, programs, account, self._settings)
            write_access(self.data, account, is_open=self._reports_port is not None)
        socket = places.socket_directory(base, account)
        places.make_socket_directory(socket, account)
        port = self._reports_port or _PORT
        self._process = launch.launch(self.data, programs, socket, port, account)
        self._socket = socket
        locks.forget_bequest(self.home)

    def _shut_down(self) -> bool:
        server = self._running()
        if server is None:
            if self._process is not None:
                self._process.wait()
            return False
        launch.end(server.pid, self.data, self._process)
        return True
