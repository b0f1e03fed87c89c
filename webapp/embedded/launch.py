"""Make a data directory and start a server in it, in the server's account."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from webapp.embedded.account import Account
from webapp.embedded.binaries import major_version
from webapp.embedded.pidfile import is_server_of, read_pidfile, remove_stale_locks
from webapp.embedded.places import writing
from webapp.embedded.settings import ACCESS_FILE
from webapp.failures import Exit, ZerosumError

_START_SECONDS = 300.0  # crash recovery of a large write-ahead log takes a while
_STOP_SECONDS = 120.0
_REMAINS_SECONDS = 10.0
_LARGEST_LOG = 10_000_000
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
_REMAINS = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')
_LOCKED = ("lock file", "Address already in use")
_UNWRITABLE = ("No space left on device", "Permission denied", "Read-only file system")


def initialise(data: Path, bin_dir: Path, account: Account, settings: Mapping[str, str]) -> None:
    """Make the data directory unless it is there; all of it or nothing."""
    if (data / "PG_VERSION").exists():
        _require_same_major(data, bin_dir)
        return
    fresh = data.with_name("data.new")
    with writing(fresh):
        shutil.rmtree(fresh, ignore_errors=True)
        command = [str(bin_dir / "initdb"), "-D", str(fresh), "-U", "postgres", "-A", "trust"]
        command += ["-E", "UTF8", "--locale=C", "--data-checksums"]
        if settings.get("fsync") == "off":
            command.append("--no-sync")
        done = subprocess.run(
            command,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **account.process(),
        )
        if done.returncode != 0:
            raise _explained(done.stderr, data, "initdb failed")
        fresh.rename(data)


def launch(
    data: Path, bin_dir: Path, socket: Path, port: int, account: Account
) -> subprocess.Popen[bytes]:
    """Start the server and return its process once it answers.

    With a file of who may connect beside its settings it listens on the loopback interface too.

    Raises ZerosumError with the server's own last words when it ends instead.
    """
    log = data.with_name("server.log")
    command = [str(bin_dir / "postgres"), "-D", str(data), "-p", str(port)]
    access = data / ACCESS_FILE
    is_open = access.exists()
    command += [
        "-c",
        f"listen_addresses={'127.0.0.1' if is_open else ''}",
        "-c",
        f"unix_socket_directories={socket}",
        "-c",
        "unix_socket_permissions=0700",
        *(("-c", f"hba_file={access}") if is_open else ()),
    ]
    patience = time.monotonic() + _REMAINS_SECONDS
    while True:
        remove_stale_locks(data, socket)
        with writing(log):
            file, said = _open_log(log, account)
        try:
            process = subprocess.Popen(
                command,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                # Ctrl-C on the terminal is for the launcher, which stops the server in order.
                start_new_session=True,
                **account.process(),
            )
        finally:
            os.close(file)
        if _becomes_ready(process, data):
            return process
        words = _read_from(log, said)
        # The children of a server killed just now may need a moment to notice.
        if any(sign in words for sign in _REMAINS) and time.monotonic() < patience:
            time.sleep(0.2)
            continue
        raise _explained(words, data, f"PostgreSQL did not start (log: {log})")


def end(pid: int, data: Path, process: subprocess.Popen[bytes] | None) -> None:
    """Stop a server at once but in order, and wait; reap it if it is a child of ours.

    Raises ZerosumError when it has not ended after two minutes.
    """
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + _STOP_SECONDS
    while is_server_of(pid, data):
        if process is not None:
            process.poll()
        if time.monotonic() > deadline:
            raise ZerosumError(
                f"process {pid} does not stop: see {data.with_name('server.log')}",
                Exit.POSTGRESQL_FAILED,
            )
        time.sleep(0.02)
    if process is not None:
        process.wait()


def _becomes_ready(process: subprocess.Popen[bytes], data: Path) -> bool:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None:
        server = read_pidfile(data)
        if server is not None and server.pid == process.pid and server.ready:
            return True
        if time.monotonic() > deadline:
            process.terminate()
            process.wait()
            return False
        time.sleep(0.02)
    return False


def _environment() -> dict[str, str]:
    """Return what a server needs to know, which is no secret of ours and no PG* variable."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "LC_ALL": "C"}


def _require_same_major(data: Path, bin_dir: Path) -> None:
    made_by = (data / "PG_VERSION").read_text(encoding="utf-8").strip()
    found = major_version(bin_dir)
    if made_by != str(found):
        raise ZerosumError(
            f"{data} was made by PostgreSQL {made_by}, but {bin_dir} is {found}: set "
            f"ZEROSUM_PG_BIN to the programs of {made_by}, or move the data with pg_dump",
            Exit.POSTGRESQL_FAILED,
        )


def _open_log(log: Path, account: Account) -> tuple[int, int]:
    """Open the log for appending; return the file and its length so far."""
    if log.exists() and log.lstat().st_size > _LARGEST_LOG:
        log.replace(log.with_suffix(".log.1"))
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    if account.switched:
        os.fchown(file, account.uid, account.gid)
    return file, os.fstat(file).st_size


def _read_from(log: Path, position: int) -> str:
    with log.open("rb") as file:
        file.seek(position)
        return file.read().decode(errors="replace")


def _explained(words: str, data: Path, otherwise: str) -> ZerosumError:
    lines = [line for line in words.splitlines() if "FATAL" in line or "rror:" in line]
    last = (lines or words.splitlines() or ["it said nothing"])[-1]
    last = last.partition("FATAL:")[2].strip() or last
    if any(sign in words for sign in _UNWRITABLE):
        return ZerosumError(f"cannot write to {data}: {last}", Exit.UNWRITABLE)
    if any(sign in words for sign in _LOCKED):
        return ZerosumError(f"{data} is locked by another server: {last}", Exit.LOCKED)
    return ZerosumError(f"{otherwise}: {last}", Exit.POSTGRESQL_FAILED)
