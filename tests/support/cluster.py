"""The PostgreSQL that the tests run on."""

from __future__ import annotations

import os
from pathlib import Path

from webapp.embedded import EmbeddedPostgres

_SYSTEM = Path("/usr/lib/postgresql/15/bin")
_SETTINGS = {
    # A crash of the machine would lose the data; nothing else is different from the real thing.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "200",
    # Sessions that wait for each other in a circle are told of it sooner than after a second.
    "deadlock_timeout": "100ms",
    # Autovacuum in template databases would hold up cloning them.
    "autovacuum": "off",
}


class NoSuchClusterError(Exception):
    """The server that ZEROSUM_TEST_POSTGRES asks for is not to be had."""


def cluster_at(home: Path, **settings: str) -> EmbeddedPostgres:
    """Return a server of a new home, not yet started, with more settings than every test's.

    ZEROSUM_TEST_POSTGRES chooses its programs: ``embedded``, from the wheel (the default), or
    ``system``, Debian's PostgreSQL 15.
    """
    wanted = os.environ.get("ZEROSUM_TEST_POSTGRES", "embedded")
    if wanted not in {"embedded", "system"}:
        raise NoSuchClusterError(f"ZEROSUM_TEST_POSTGRES is {wanted}: use embedded or system")
    if wanted == "system" and not _SYSTEM.exists():
        raise NoSuchClusterError("PostgreSQL 15 is missing: install Debian's postgresql-15")
    bin_dir = _SYSTEM if wanted == "system" else None
    return EmbeddedPostgres(home, bin_dir, settings={**_SETTINGS, **settings})
