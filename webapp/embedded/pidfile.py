"""Read postmaster.pid, and tell a living server from the traces of a dead one."""

from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What a server says about itself in its data directory; no directory: it has no socket."""

    pid: int
    port: int
    socket_directory: Path | None
    ready: bool


def read_pidfile(data: Path) -> Postmaster | None:
    """Return what postmaster.pid says, or None when it is missing or not yet complete."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    # pid, data directory, start time, port, socket directory, address, shared memory, status.
    try:
        pid, port = int(lines[0]), int(lines[3])
        directory = Path(lines[4]) if lines[4] else None
    except (IndexError, ValueError):
        return None
    status = lines[7].strip() if len(lines) > 7 else ""  # noqa: PLR2004 - its eighth line
    return Postmaster(pid, port, directory, ready=status == "ready")


def is_server_of(pid: int, data: Path) -> bool:
    """Say whether the process is a live server of this data directory.

    A server works in its data directory, so a number that the system has given to another program
    since is not taken for it. A process that may not be looked into is: the safe side.
    """
    return _works_in(pid, data, unknown=True)


def remove_stale_locks(data: Path, socket_directory: Path) -> None:
    """Remove locks whose process number is a zombie's or another program's by now.

    PostgreSQL clears up after a dead number by itself, but takes any other process of its account
    for a server. The files go only when no process at all works in the data directory, so that a
    dead server's last children are never joined by a second server.
    """
    locks = [data / "postmaster.pid", *socket_directory.glob(".s.PGSQL.*.lock")]
    misleading = [lock for lock in locks if _misleads(lock, data)]
    if misleading and not any(_works_in(pid, data, unknown=False) for pid in psutil.pids()):
        for lock in misleading:
            lock.unlink(missing_ok=True)


def _misleads(lock: Path, data: Path) -> bool:
    try:
        pid = int(lock.read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return False
    return bool(psutil.pid_exists(pid)) and not is_server_of(pid, data)


def _works_in(pid: int, data: Path, *, unknown: bool) -> bool:
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()).samefile(data)
    except psutil.NoSuchProcess:
        return False
    except (psutil.AccessDenied, OSError):
        return unknown and bool(psutil.pid_exists(pid))
