"""Where a server's files are: data, log, socket and, when needed, a copy of its programs.

Everything is under ``HOME/postgres``. Two exceptions, both private to the server's account: when
root starts a server whose account cannot reach the home (a clone under /root), ``HOME/postgres``
is a link to a directory under /var/lib/zerosum; when the path is too long for a Unix socket, the
socket is in the account's runtime directory. No directory of anyone else is opened up.
"""

import hashlib
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.embedded.account import Account
from webapp.failures import Exit, ZerosumError

_OUTSIDE = Path("/var/lib/zerosum")
# A socket's path has at most 103 bytes on macOS, 107 on Linux; "/.s.PGSQL.65535" is 15 of them.
_LONGEST_SOCKET_DIRECTORY = 88


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a failure to write into one line that names the place."""
    try:
        yield
    except OSError as error:
        raise ZerosumError(
            f"cannot write to {error.filename or path}: {error.strerror}; "
            "set ZEROSUM_HOME to a directory that can be written to",
            Exit.UNWRITABLE,
        ) from error


def make_home(home: Path) -> None:
    """Make the home, reachable by the server's account when root makes it."""
    with writing(home):
        home.mkdir(parents=True, mode=0o700, exist_ok=True)
        # A home that is empty is ours to let the server's account pass through.
        if os.geteuid() == 0 and not any(home.iterdir()):
            home.chmod(home.stat().st_mode | 0o111)
        probe = home / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()


def make_base(home: Path, account: Account) -> Path:
    """Return ``HOME/postgres``, resolved: made, owned by the account and reachable by it."""
    link = home / "postgres"
    with writing(link):
        if link.is_symlink():
            link.resolve().mkdir(parents=True, exist_ok=True)
        elif not link.exists():
            if account.can_enter(home):
                link.mkdir(mode=0o700)
            else:
                outside = _OUTSIDE / secrets.token_hex(6)
                outside.mkdir(parents=True)
                link.symlink_to(outside)
        base = link.resolve()
        if account.switched or base.stat().st_uid == account.uid:
            account.own(base)
            base.chmod(0o700)
    if not account.can_enter(base):
        raise ZerosumError(
            f"{base} cannot be used by {account.name}: it belongs to another account, or lies "
            "under a private directory; set ZEROSUM_HOME to a directory of your own",
            Exit.UNWRITABLE,
        )
    return base


def socket_directory(base: Path, account: Account) -> Path:
    """Return where the account's socket is: in the base, or in its runtime directory."""
    directory = base / "socket"
    if len(os.fsencode(directory)) <= _LONGEST_SOCKET_DIRECTORY and _plain(directory):
        return directory
    name = hashlib.sha256(os.fsencode(base)).hexdigest()[:12]
    return _runtime_directory(account) / f"zerosum-{account.uid}-{name}"


def make_socket_directory(directory: Path, account: Account) -> None:
    """Make the socket directory, for the account alone."""
    with writing(directory):
        directory.mkdir(mode=0o700, exist_ok=True)
        status = directory.lstat()
        if status.st_uid not in {account.uid, os.geteuid()} or not stat.S_ISDIR(status.st_mode):
            raise ZerosumError(
                f"{directory} belongs to somebody else: remove it, or use a shorter ZEROSUM_HOME",
                Exit.UNWRITABLE,
            )
        account.own(directory)
        directory.chmod(0o700)


def reachable_programs(bin_dir: Path, base: Path, account: Account) -> Path:
    """Return a place of the programs that the account reaches: as given, or a copy in the base."""
    if account.can_run(bin_dir / "postgres"):
        return bin_dir
    if bin_dir.parent.name != "pginstall":
        raise ZerosumError(
            f"{account.name} may not run {bin_dir}/postgres: it lies under a private directory",
            Exit.NO_POSTGRESQL,
        )
    package = bin_dir.parent.parent
    # The size tells one build of the wheel from the next, which may come under the same name.
    version = (bin_dir / "postgres").stat()
    copy = base / f"runtime-{version.st_size:x}-{int(version.st_mtime):x}"
    with writing(copy):
        if not copy.exists():
            fresh = Path(tempfile.mkdtemp(prefix="runtime-new-", dir=base))
            # libpq is found beside the package, so both keep their relative places.
            for source in (package / "pginstall", package.parent / f"{package.name}.libs"):
                target = fresh / source.relative_to(package.parent)
                if source.exists():
                    shutil.copytree(source, target, symlinks=True)
            fresh.chmod(0o755)
            fresh.rename(copy)
    return copy / package.name / "pginstall" / "bin"


def remove_base(home: Path) -> None:
    """Remove ``HOME/postgres`` and, when it is a link, what it points to."""
    link = home / "postgres"
    target = link.resolve()
    if link.is_symlink():
        link.unlink()
    shutil.rmtree(target, ignore_errors=True)


def _runtime_directory(account: Account) -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and not account.switched and os.access(runtime, os.W_OK):
        return Path(runtime)
    return Path("/tmp")  # noqa: S108 - short on every system; the name is checked to be ours


def _plain(directory: Path) -> bool:
    """Say whether the path can stand in unix_socket_directories, a list with commas."""
    return not set(str(directory)) & set(",\"'\\")


def write_fresh(path: Path, text: str, account: Account) -> None:
    """Put a new file in place of an old one, the account's alone; follow no link on the way."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with new.open("x", encoding="utf-8") as file:
        file.write(text)
    new.chmod(0o600)
    account.own(new)
    new.replace(path)
