"""A copy follows by logical replication while postings go on, and takes over."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from migrations.engine import deploy
from tests.moving.house import Past, assert_at_home, live, pay, read_on, remember
from tests.moving.moving import adopting, blocks, typed, typing
from tests.support.cluster import cluster_at
from tests.support.databases import Database, create_database
from tests.support.ledger_calls import LedgerCalls
from webapp.cli.logins import ensure_logins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.embedded import EmbeddedPostgres

_NOT_READY = "SELECT srrelid::regclass::text FROM pg_subscription_rel WHERE srsubstate <> 'r'"
_TABLES = "SELECT count(*) FROM pg_subscription_rel"
_ALWAYS = """
    SELECT count(*) FILTER (WHERE t.tgenabled = 'A'), count(*) FILTER (WHERE t.tgenabled = 'O')
    FROM pg_trigger AS t
    JOIN pg_class AS c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace::regnamespace::text LIKE 'ledger%'
"""


class _Posting(threading.Thread):
    """Pays until it is told to stop; nothing may fail."""

    def __init__(self, database: Database, past: Past) -> None:
        super().__init__()
        self.database = database
        self.past = past
        self.stopped = threading.Event()
        self.paid = 0

    def run(self) -> None:
        with self.database.connect("ledger_dba") as connection:
            ledger = LedgerCalls(connection)
            while not self.stopped.wait(0.2):
                pay(ledger, (self.past.shop, self.past.alice), f"back {self.paid}")
                pay(ledger, self.past, f"following {self.paid}")
                self.paid += 1


@pytest.fixture
def followed() -> Iterator[Database]:
    """Give a ledger in a cluster whose log tells what a subscription needs."""
    home = Path(tempfile.mkdtemp(prefix="zs-followed-"))
    slots = {"wal_level": "logical", "max_replication_slots": "20", "max_wal_senders": "20"}
    try:
        with cluster_at(home, **slots) as cluster:
            create_database(cluster, "followed")
            deploy(cluster.url("followed"))
            with psycopg.connect(cluster.url("followed"), autocommit=True) as connection:
                ensure_logins(connection)
            yield Database(cluster, "followed")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def test_a_copy_follows_and_takes_over(
    followed: Database, elsewhere: EmbeddedPostgres, tmp_path: Path
) -> None:
    """Every table gets ready, guards hold for sessions meanwhile, and all is there afterwards."""
    database, new = followed, Database(elsewhere, followed.name)
    with database.connect("ledger_dba") as connection:
        past = live(connection)
    names = {"OLD": database.url, "NEW": new.url, "NEW_SERVER": elsewhere.url()}
    follow, take_over = blocks("moving.md", "A copy that follows")
    with database.connect() as connection:
        triggers = connection.execute(_ALWAYS).fetchone()
    posting = _Posting(database, past)
    posting.start()
    try:
        typed(follow, tmp_path, elsewhere.bin_dir, **names)
        before = posting.paid
        with new.connect() as connection:
            assert connection.execute(_NOT_READY).fetchall() == []
            tables = connection.execute(_TABLES).fetchone()
            assert tables is not None
            assert tables[0] > 70
            _assert_guarded(connection)
        early = adopting(new.url, tmp_path)
        assert early.returncode == 1
        assert "subscription moving still brings rows (0 tables are not ready)" in early.stderr
        while posting.paid < before + 5:
            assert posting.is_alive()
    finally:
        posting.stopped.set()
        posting.join()
    with database.connect("ledger_dba") as connection:
        remember(connection, past)
    said = typed(take_over, tmp_path, elsewhere.bin_dir, **names)
    assert "goes on behind its rows: ledger_audit.auth_event.event_id" in said
    with new.connect("ledger_dba") as connection, new.connect() as owner:
        assert owner.execute(_ALWAYS).fetchone() == triggers
        # Whoever read there to the end goes on here.
        past.read += read_on(connection, past.read)
        assert_at_home(connection, owner, past)
    again = adopting(new.url, tmp_path)
    assert again.returncode == 0, again.stderr
    assert "put back" not in again.stdout


def _assert_guarded(connection: psycopg.Connection[object]) -> None:
    """No session can do what no session could before."""
    with pytest.raises(psycopg.DatabaseError) as refused:
        connection.execute("UPDATE ledger_audit.transaction SET amount = amount + 1")
    assert refused.value.sqlstate is not None
    assert refused.value.sqlstate.startswith("LG")
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL ROLE ledger_audit_owner")
        with pytest.raises(psycopg.DatabaseError):
            connection.execute("DELETE FROM ledger_audit.feed_event")


def test_a_ledger_that_has_rows_receives_nothing(database: Database, tmp_path: Path) -> None:
    """Its guards stay; a database without a ledger has none to open."""
    with database.connect() as connection:
        triggers = connection.execute(_ALWAYS).fetchone()
    command = "zerosum adopt --receive"
    done = typing(command, tmp_path, tmp_path, ZEROSUM_DATABASE_URL=database.url)
    assert done.returncode == 1
    assert "has rows" in done.stderr
    assert done.stderr.count("\n") == 1
    with database.connect() as connection:
        assert connection.execute(_ALWAYS).fetchone() == triggers
    nothing = Database(database.cluster, "postgres")
    done = typing(command, tmp_path, tmp_path, ZEROSUM_DATABASE_URL=nothing.url)
    assert (done.returncode, done.stderr) == (
        1,
        "zerosum: there is no ledger in this database: restore it first\n",
    )
