"""The server and the database that everything is measured on: the real thing, fsync and all."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from migrations.engine import deploy
from tests.benchmarks.contenders import batch_of_peer, batch_of_textbook
from tests.benchmarks.history import build
from tests.support.databases import Database, create_database
from webapp.cli.logins import ensure_logins
from webapp.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_YARDSTICKS = Path(__file__).parent / "yardsticks"
_ORDER = ("accounts", "bare", "textbook", "tpcb")
_AT_ONCE = 5000  # transfers of a yardstick's past that share a commit
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
def ground(
    settings: dict[str, str], history: int = 0, scale: int = 10, peer: Sequence[Path] = ()
) -> Iterator[Database]:
    """Yield a deployed database with 10,000 funded accounts and the yardsticks beside them.

    With ``history`` there are that many transfers in its past, a tenth of them paid by one account.
    The yardsticks then have as many. ``scale`` is that of pgbench's own tables; ``peer`` the files
    that make pgledger, for a user compares with it.
    """
    home = Path(tempfile.mkdtemp(prefix="zs-bench-"))
    try:
        with EmbeddedPostgres(home, settings=_SETTINGS | settings) as cluster:
            database = _prepare(cluster, scale, peer)
            remember(database, history)
            if history:
                _fill_yardsticks(database, history, with_peer=bool(peer))
            yield database
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _prepare(cluster: EmbeddedPostgres, scale: int, peer: Sequence[Path]) -> Database:
    """Deploy, fund, and make the yardsticks."""
    create_database(cluster, "bench")
    deploy(cluster.url("bench"))
    database = Database(cluster, "bench")
    cluster.run("pgbench", "-i", "-q", "-s", str(scale), database="bench")
    with database.connect() as connection:
        ensure_logins(connection)
        # An operator's login: no superuser skips the rights that the ledger checks.
        connection.execute(f"CREATE ROLE {LOGIN} LOGIN IN ROLE ledger_operator, ledger_reporter")
        connection.execute("CREATE SCHEMA bench")
        for name in _ORDER:
            connection.execute((_YARDSTICKS / f"{name}.sql").read_bytes())
        if peer:
            for path in (*peer, _YARDSTICKS / "peer.sql"):
                connection.execute(path.read_bytes())
        connection.execute(
            f"GRANT ALL ON ALL TABLES IN SCHEMA bench, public TO {LOGIN};"
            f"GRANT ALL ON ALL SEQUENCES IN SCHEMA bench TO {LOGIN};"
            f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bench TO {LOGIN};"
            f"GRANT USAGE ON SCHEMA bench TO {LOGIN}"
        )
        connection.execute("VACUUM ANALYZE")
    return database


def remember(database: Database, transfers: int, **how: Any) -> None:  # noqa: ANN401 - of build()
    """Fill the past, and say whom questions are asked about: the busiest account is number 1."""
    with database.connect() as connection:
        if transfers:
            build(connection, transfers=transfers, hot_percent=10, **how)
        connection.execute("DROP TABLE IF EXISTS bench.player")
        connection.execute(
            """
            CREATE TABLE bench.player AS
            SELECT row_number() OVER (ORDER BY a.version DESC, a.account_id) AS n, a.account_id
            FROM ledger_private.account AS a
            LEFT JOIN ledger_private.account_code AS c USING (account_id)
            WHERE a.status = 'ACTIVE'
                AND CASE WHEN %s THEN c.code LIKE 'history-%%' ELSE c.code IS NULL END
            """,
            (transfers > 0,),
        )
        connection.execute(
            f"ALTER TABLE bench.player ADD PRIMARY KEY (n); GRANT SELECT ON bench.player TO {LOGIN}"
        )
        connection.execute("VACUUM ANALYZE")


def _fill_yardsticks(database: Database, history: int, *, with_peer: bool) -> None:
    """Give the yardsticks as long a past: small tables flatter."""
    batches = [batch_of_textbook(_AT_ONCE)] + ([batch_of_peer(_AT_ONCE)] if with_peer else [])
    with database.connect() as connection:
        connection.execute((_YARDSTICKS / "bare_history.sql").read_bytes())
        for _ in range(history // _AT_ONCE):
            for batch in batches:
                connection.execute(batch.encode())
        connection.execute("VACUUM ANALYZE")


def count_transactions(database: Database) -> int:
    """Return how many transactions there are."""
    with database.connect() as connection:
        row = connection.execute("SELECT count(*) FROM ledger_audit.transaction").fetchone()
    assert row is not None
    return int(row[0])


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
