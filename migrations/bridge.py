"""yoyo on the sqitch project: its migrations are made from the plan, in memory.

yoyo runs a migration on one connection and marks it applied on another, and locks with a row
that a killed process leaves behind. Here everything happens on one connection: the step, the
verify script (in a savepoint that is rolled back), the log row and the applied row commit
together, and the lock is an advisory one that dies with its session.
"""

from __future__ import annotations

import socket
import time
import uuid
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, LiteralString

import psycopg
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.exceptions import LockTimeout
from yoyo.migrations import Migration, MigrationList

from migrations.scripts import Script, read_script, script_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrations.plan import Change, Kind

# The number sqitch locks with, so that the two tools also wait for each other.
_TRY_LOCK: LiteralString = "SELECT pg_catalog.pg_try_advisory_lock(75474063)"
_UNLOCK: LiteralString = "SELECT pg_catalog.pg_advisory_unlock(75474063)"
_POLL_SECONDS = 0.1


class ChangeFailedError(Exception):
    """A script failed; its transaction left nothing behind."""


class ChangeMigration(Migration):  # type: ignore[misc]
    """A change of the plan as yoyo sees one: an id, a hash, and what it depends on."""

    def __init__(self, change: Change, previous: ChangeMigration | None) -> None:
        """Take the change and the migration of the plan's line before it."""
        super().__init__(change.script, str(change.path("deploy")), str(change.root))
        self.change = change
        self.steps: list[object] = []
        # The plan is an order, so each change depends on the line before it.
        self._depends = {previous} if previous else set()

    def load(self) -> None:
        """Do nothing: scripts are read when they run."""


def migrations_of(changes: list[Change]) -> MigrationList:
    """Return the plan as yoyo's list of migrations, in plan order."""
    found: list[ChangeMigration] = []
    for change in changes:
        found.append(ChangeMigration(change, found[-1] if found else None))
    return MigrationList(found)


class Backend(PostgresqlPsycopgBackend):  # type: ignore[misc]
    """yoyo's psycopg 3 backend with its tables in schema ``yoyo`` and one transaction a change."""

    migration_table_names = frozenset({"_yoyo_log", "_yoyo_version", "_yoyo_migration"})
    _internal_schema_updated = False
    _is_locked = False
    list_tables_sql = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'yoyo'"
    log_migration_sql = (
        "INSERT INTO {0.log_table_quoted} (id, migration_hash, migration_id, operation, username,"
        " hostname, comment, created_at_utc) VALUES (:id, :migration_hash, :migration_id,"
        " :operation, :username, :hostname, :comment, :created_at_utc)"
    )

    def __init__(self, url: str, migration_table: str = "_yoyo_migration") -> None:
        """Connect to a database by its URL."""
        super().__init__(url, migration_table)

    def connect(self, dburi: str) -> psycopg.Connection[tuple[Any, ...]]:
        """Open the one connection everything runs on."""
        url = dburi.replace("postgresql+psycopg://", "postgresql://", 1)
        connection = psycopg.connect(
            url,
            autocommit=True,
            prepare_threshold=None,
            fallback_application_name="zerosum deploy",
        )
        with suppress(psycopg.DataError):
            # So that a killed deployer's statement ends, and frees the lock, where the
            # server's platform can tell.
            connection.execute("SET client_connection_check_interval = '1s'")
        # Changes that steps make to rows go on file with it.
        connection.execute("SET zerosum.reason = 'a deploy'")
        return connection

    def quote_identifier(self, name: str) -> str:
        """Quote a name, and place yoyo's own tables in yoyo's own schema."""
        quoted: str = super().quote_identifier(name)
        return f'"yoyo".{quoted}' if name in self.migration_table_names else quoted

    def list_tables(self, **_: object) -> list[str]:
        """Return the tables yoyo has made."""
        return [row[0] for row in self.connection.execute(self.list_tables_sql)]

    def ensure_internal_schema_updated(self) -> None:
        """Make yoyo's schema and tables if this database has none."""
        if self._internal_schema_updated:
            return
        with self.lock():
            if not self._scalar("SELECT pg_catalog.to_regnamespace('yoyo') IS NOT NULL"):
                self.connection.execute("CREATE SCHEMA yoyo")
            super().ensure_internal_schema_updated()
        self._internal_schema_updated = True

    @contextmanager
    def lock(self, timeout: float = 60) -> Iterator[None]:
        """Hold the deployment lock of this database; raise LockTimeout after ``timeout`` seconds.

        It polls: a deployer blocked inside pg_advisory_lock would hold a snapshot that another's
        CREATE INDEX CONCURRENTLY waits for, for ever.
        """
        if self._is_locked:
            yield
            return
        give_up = time.monotonic() + timeout
        while not self._scalar(_TRY_LOCK):
            if time.monotonic() > give_up:
                raise LockTimeout(
                    f"another deployment has held this database's lock for {timeout:.0f} s"
                )
            time.sleep(_POLL_SECONDS)
        self._is_locked = True
        try:
            yield
        finally:
            self._is_locked = False
            if not self.connection.closed:
                self.connection.execute(_UNLOCK)

    def apply_one(self, migration: ChangeMigration, **_: object) -> None:
        """Run the deploy script, prove it by the verify script, and mark it, all or nothing."""
        self._run(migration, "deploy", "apply")

    def rollback_one(self, migration: ChangeMigration, **_: object) -> None:
        """Run the revert script and take the mark away, all or nothing."""
        self._run(migration, "revert", "rollback")

    def mark_verified(self, migration: ChangeMigration) -> None:
        """Mark a change that another tool has applied, once its verify script agrees."""
        with self.connection.transaction():
            self.verify_one(migration.change)
            self.mark_one(migration)

    def verify_one(self, change: Change) -> None:
        """Run a verify script and roll it back; raise ChangeFailedError when it fails."""
        script = read_script(change, "verify")
        with _naming(change, "verify"), self.connection.transaction(force_rollback=True):
            self._execute(script)

    def replay(self, change: Change) -> None:
        """Run a code change's deploy script again, and its verify script, in one transaction."""
        script = read_script(change, "deploy")
        with _naming(change, "deploy"), self.connection.transaction():
            self._execute(script)
            self.verify_one(change)

    def get_log_data(
        self, migration: ChangeMigration | None = None, operation: str = "apply"
    ) -> dict[str, Any]:
        """Return yoyo's log row, with the script's SHA-1 so that later edits can be noticed."""
        return {
            "id": str(uuid.uuid4()),
            "migration_id": migration.id if migration else None,
            "migration_hash": migration.hash if migration else None,
            "username": self.connection.info.user[:255],
            "hostname": socket.gethostname()[:255],
            "comment": script_hash(migration.change) if migration else None,
            "created_at_utc": datetime.now(UTC).replace(tzinfo=None),
            "operation": operation,
        }

    def _run(self, migration: ChangeMigration, kind: Kind, operation: str) -> None:
        change = migration.change
        script = read_script(change, kind)
        if not script.in_transaction:
            with _naming(change, kind):
                self._execute(script)
        with _naming(change, kind), self.connection.transaction():
            if script.in_transaction:
                self._execute(script)
            if kind == "deploy":
                self.verify_one(change)
                self.mark_one(migration, log=False)
            else:
                self.unmark_one(migration, log=False)
            self.log_migration(migration, operation)

    def _execute(self, script: Script) -> None:
        self.connection.execute(script.text.encode())
        # psql would end here, and with it the role the script took on.
        self.connection.execute("RESET ROLE")

    def _scalar(self, query: LiteralString) -> object:
        row = self.connection.execute(query).fetchone()
        return row[0] if row else None


@contextmanager
def _naming(change: Change, kind: Kind) -> Iterator[None]:
    """Turn a database error into one that names the script it came from."""
    try:
        yield
    except psycopg.Error as error:
        diagnosis = error.diag
        parts = [diagnosis.message_primary or str(error).strip(), diagnosis.message_detail]
        message = "; ".join(part for part in parts if part)
        raise ChangeFailedError(f"{kind} {change.script}: {message}") from error
