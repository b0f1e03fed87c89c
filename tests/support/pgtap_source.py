"""Finding pgTAP: one SQL script, from npm's registry or from Debian's package."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

_PACKAGE = "@electric-sql/pglite-pgtap@0.0.15"
_TARBALL = "electric-sql-pglite-pgtap-0.0.15.tgz"
_SHA256 = "ac214c27e10987c6623bef2100f98fc8a9977ed7026ddaf4b763d159c3c1ea01"
_INNER = "package/dist/pgtap.tar.gz"
_SCRIPT = "share/postgresql/extension/pgtap--1.3.5.sql"
_DEBIAN = "/usr/share/postgresql"


class PgtapMissingError(Exception):
    """pgTAP is not on this machine and cannot be fetched."""


def pgtap_script(cache: Path) -> str:
    """Return the SQL that makes pgTAP's functions in the first schema of the search path.

    ``cache`` keeps npm's tarball, checked by its SHA-256 at every use.
    """
    tarball = cache / _TARBALL
    if not tarball.exists() and (npm := shutil.which("npm")):
        _fetch(npm, tarball)
    if tarball.exists():
        return _unpack(tarball)
    if script := _debian_script():
        return script.read_text(encoding="utf-8")
    raise PgtapMissingError(
        "pgTAP is missing: install npm, or Debian's package postgresql-15-pgtap"
    )


def _fetch(npm: str, tarball: Path) -> None:
    """Let npm fetch its tarball; leave nothing there when it cannot."""
    tarball.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=tarball.parent) as place:
        done = subprocess.run(
            [npm, "pack", "--silent", _PACKAGE],
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        fetched = Path(place) / _TARBALL
        if done.returncode == 0 and fetched.exists():
            fetched.replace(tarball)


def _unpack(tarball: Path) -> str:
    contents = tarball.read_bytes()
    if hashlib.sha256(contents).hexdigest() != _SHA256:
        raise PgtapMissingError(f"{tarball} is not the pgTAP expected: delete it and try again")
    return _member(_member(contents, _INNER), _SCRIPT).decode()


def _member(archive: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as opened:
        found = opened.extractfile(name)
        if found is None:
            raise PgtapMissingError(f"pgTAP's package holds no {name}")
        return found.read()


def _debian_script() -> Path | None:
    found = Path(_DEBIAN).glob("*/extension/pgtap--?.?.?.sql")
    return max(found, default=None)
