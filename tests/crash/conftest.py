"""A server to kill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from migrations.engine import deploy
from tests.crash.kills import DATABASE
from webapp.cli.logins import ensure_logins
from webapp.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server(cluster: EmbeddedPostgres, tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    """Give a server of the test's own with the settings of the real thing, fsync on."""
    server = EmbeddedPostgres(tmp_path / "home", cluster.bin_dir)
    server.start()
    try:
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}")
        deploy(server.url(DATABASE))
        with psycopg.connect(server.url(DATABASE), autocommit=True) as connection:
            ensure_logins(connection)
            settings = connection.execute(
                "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
            )
            assert settings.fetchone() == ("on", "on")
        yield server
    finally:
        server.remove()
