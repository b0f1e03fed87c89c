"""The server and the database that everything is measured on: the real thing, fsync and all."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from migrations.engine import deploy
from tests.support.databases import Database, create_database
from webapp.embedded import EmbeddedPostgres
from webapp.logins import ensure_logins

if TYPE_CHECKING:
    from collections.abc import Iterator

_YARDSTICKS = Path(__file__).parent / "yardsticks"
_ORDER = ("accounts", "bare", "textbook", "tpcb")
_SETTINGS = {"max_connections": "120", "max_wal_size": "8GB", "checkpoint_timeout": "30min"}
LOGIN = "bench"
SHOWN = (
    "fsync",
    "synchronous_commit",
    "full_page_writes",
    "wal_level",
    "wal_compression",
    "commit_delay",
    "shared_buffers",
    "max_wal_size",
    "autovacuum",
    "jit",
)


@contextmanager
def ground(settings: dict[str, str]) -> Iterator[Database]:
    """Yield a deployed database with 10,000 funded accounts and the yardsticks beside them."""
    home = Path(tempfile.mkdtemp(prefix="zs-bench-"))
    try:
        with EmbeddedPostgres(home, settings=_SETTINGS | settings) as cluster:
            yield prepare(cluster)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def prepare(cluster: EmbeddedPostgres) -> Database:
    """Deploy, fund, and make the yardsticks."""
    create_database(cluster, "bench")
    deploy(cluster.url("bench"))
    database = Database(cluster, "bench")
    cluster.run("pgbench", "-i", "-q", "-s", "10", database="bench")
    with database.connect() as connection:
        ensure_logins(connection)
        # An operator's login: no superuser skips the rights that the ledger checks.
        connection.execute(f"CREATE ROLE {LOGIN} LOGIN IN ROLE ledger_operator")
        connection.execute("CREATE SCHEMA bench")
        for name in _ORDER:
            connection.execute((_YARDSTICKS / f"{name}.sql").read_bytes())
        connection.execute(
            f"GRANT ALL ON ALL TABLES IN SCHEMA bench, public TO {LOGIN};"
            f"GRANT ALL ON ALL SEQUENCES IN SCHEMA bench TO {LOGIN};"
            f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bench TO {LOGIN};"
            f"GRANT USAGE ON SCHEMA bench TO {LOGIN}"
        )
        connection.execute("VACUUM ANALYZE")
    return database


def described(database: Database) -> dict[str, str]:
    """Return the server's version and the settings that figures depend on."""
    with database.connect() as connection:
        shown = {"server": connection.info.parameter_status("server_version") or ""}
        for name in SHOWN:
            row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
            assert row is not None
            shown[name] = row[0]
    return shown


def books_are_right(database: Database) -> bool:
    """Return whether ledger.verify() is content with all that was posted."""
    with psycopg.connect(database.url) as connection:
        return not connection.execute("SELECT FROM ledger.verify() AS v WHERE NOT v.ok").fetchall()
