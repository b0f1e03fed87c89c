"""The operating system's account that a server runs as.

PostgreSQL refuses to run as root, so root hands it to ``postgres`` or else ``nobody``: accounts
with an entry in the password file, which initdb looks up. Nobody else can hand over anything.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.failures import Exit, ZerosumError


@dataclass(frozen=True, slots=True)
class Account:
    """An account, and whether becoming it takes a switch from root."""

    uid: int
    gid: int
    name: str
    switched: bool

    def process(self) -> dict[str, Any]:
        """Return subprocess's arguments that run a program as this account."""
        if not self.switched:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def can_run(self, program: Path) -> bool:
        """Say whether this account reaches the program and may run it."""
        return self._test("-x", program)

    def can_enter(self, directory: Path) -> bool:
        """Say whether this account reaches the directory and may enter it."""
        return self._test("-x", directory)

    def own(self, path: Path) -> None:
        """Give a file or directory to this account."""
        if self.switched:
            os.chown(path, self.uid, self.gid)

    def _test(self, flag: str, path: Path) -> bool:
        command = ["/bin/sh", "-c", 'test "$0" "$1"', flag, str(path)]
        try:
            return subprocess.run(command, check=False, **self.process()).returncode == 0
        except PermissionError as error:
            raise ZerosumError(
                f"root may not become {self.name} here: run as an ordinary user, or allow "
                "CAP_SETUID and CAP_SETGID",
                Exit.POSTGRESQL_FAILED,
            ) from error


def choose_account(data: Path) -> Account:
    """Return the account for a data directory: its owner's if it exists, else a fresh choice."""
    me = os.geteuid()
    if me != 0:
        return Account(me, os.getegid(), _name(me), switched=False)
    if data.exists() and (status := data.stat()).st_uid != 0:
        return Account(status.st_uid, status.st_gid, _name(status.st_uid), switched=True)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name, switched=True)
    raise ZerosumError(
        "PostgreSQL does not run as root, and there is no account postgres or nobody to run it as",
        Exit.POSTGRESQL_FAILED,
    )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
