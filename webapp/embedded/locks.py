"""Locks between processes that share a server: one acts at a time, the last to leave stops it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.embedded.places import writing
from webapp.failures import Exit, ZerosumError

_PATIENCE_SECONDS = 90.0


@contextmanager
def acting_on(home: Path) -> Iterator[None]:
    """Be the only process that starts or stops the home's server.

    Raises ZerosumError when another one keeps at it for a minute and a half.
    """
    file = _open(home / "postgres.lock")
    try:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not _try(file, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                raise ZerosumError(
                    f"another process keeps starting or stopping the server of {home}",
                    Exit.LOCKED,
                )
            time.sleep(0.02)
        yield
    finally:
        os.close(file)


class Presence:
    """Shows that a process uses the home's server, until it leaves or dies.

    Whoever started the server stops it, but not under others: then the last of them does.
    """

    def __init__(self, home: Path) -> None:
        """Show presence from now on. Call while acting on the home."""
        self._bequeathed = home / "postgres.bequeathed"
        self._file = _open(home / "postgres.users")
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self, *, started: bool) -> bool:
        """End the presence and say whether to stop the server. Call while acting on the home."""
        responsible = started or self._bequeathed.exists()
        last = _try(self._file, fcntl.LOCK_EX)
        os.close(self._file)
        if responsible and not last:
            self._bequeathed.touch()
        return responsible and last


def forget_bequest(home: Path) -> None:
    """Let the process that starts a server be the one responsible for it."""
    (home / "postgres.bequeathed").unlink(missing_ok=True)


def _open(path: Path) -> int:
    with writing(path):
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        if os.geteuid() == 0:
            # Root at work in somebody's home must not lock its owner out afterwards.
            owner = path.parent.stat()
            os.fchown(file, owner.st_uid, owner.st_gid)
        return file


def _try(file: int, operation: int) -> bool:
    try:
        fcntl.flock(file, operation | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
