"""Which ``zerosum up`` runs in a home: one at a time, and findable by the other commands."""

import fcntl
import http.client
import json
import os
import signal
import ssl
import time
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from webapp.embedded.places import make_home, writing
from webapp.failures import Exit, ZerosumError

_STOP_SECONDS = 150.0


@dataclass(frozen=True, slots=True)
class Running:
    """The process that serves a home, and where."""

    pid: int
    url: str


class Claim:
    """Held by the one process that serves a home, until it ends in whatever way."""

    def __init__(self, home: Path) -> None:
        """Claim the home. Raises BlockingIOError when another process has."""
        make_home(home)
        with writing(home):
            self._file = os.open(_path(home), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise

    def announce(self, url: str) -> None:
        """Tell the other commands where this process serves."""
        text = json.dumps(asdict(Running(os.getpid(), url))).encode()
        os.truncate(self._file, 0)
        os.pwrite(self._file, text, 0)

    def release(self) -> None:
        """Give the home back."""
        os.truncate(self._file, 0)
        os.close(self._file)


def find_running(home: Path) -> Running | None:
    """Return the process that serves the home, None when none does."""
    try:
        file = os.open(_path(home), os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        try:
            return Running(**json.loads(os.pread(file, 4096, 0)))
        except (ValueError, TypeError):
            return Running(0, "")  # it has only just begun
    finally:
        os.close(file)
    return None


def stop_running(home: Path) -> bool:
    """Ask the process that serves the home to stop, and wait; say whether there was one."""
    running = find_running(home)
    if running is None:
        return False
    if running.pid:
        os.kill(running.pid, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_SECONDS
    while find_running(home) is not None:
        if time.monotonic() > deadline:
            raise ZerosumError(f"process {running.pid} does not stop", Exit.FAILED)
        time.sleep(0.05)
    return True


def is_healthy(url: str) -> bool:
    """Say whether a server answers there and says that it is well; no proxy is asked."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    if parts.scheme == "https":
        # Asked of this machine's own server, by address: its certificate names another host.
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        connection = http.client.HTTPSConnection(
            parts.hostname or "", parts.port, timeout=5, context=context
        )
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _path(home: Path) -> Path:
    return home / "up.lock"
