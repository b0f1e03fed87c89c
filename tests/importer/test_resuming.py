"""An import that is killed or cut off goes on where it stopped, and posts nothing twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.importer.conftest import Connect, RunImport
from tests.importer.journals import multiply, write_accounts, write_journal
from tests.support.databases import Database
from webapp.importer.connection import ConnectionGivenUpError, Session
from webapp.importer.report import RefusalReport
from webapp.importer.run import Plan, run_import
from webapp.importer.summary import Summary

pytestmark = pytest.mark.long

ROWS = 5_347
TIMES = 4  # so often stands the half year in the file of the killed import
_IMPORT = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND application_name = %s"


def test_a_killed_import_goes_on_at_the_next_run(
    bank: Path, tmp_path: Path, database: Database, import_into_database: RunImport
) -> None:
    """SIGKILL in the middle of a file four times the bank's; the second run posts just the rest."""
    journal, accounts = multiply(bank, tmp_path, times=TIMES)
    command = [sys.executable, "-m", "webapp.cli", "import", str(journal)]
    command += ["--accounts", str(accounts), "--batch-size", "200"]
    environment = os.environ | {"ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        _wait_for(lambda: _posted(database) >= TIMES // 2 * ROWS, process)
        process.send_signal(signal.SIGKILL)
    _wait_for(lambda: not _importers(database))
    before = _posted(database)

    summary = import_into_database(journal, accounts)

    assert process.returncode == -signal.SIGKILL
    assert TIMES // 2 * ROWS <= before < TIMES * ROWS
    assert (summary.already_there, summary.posted) == (before, TIMES * ROWS - before)
    assert summary.refusals.count == 0
    assert _posted(database) == TIMES * ROWS


def test_a_lost_connection_is_taken_up_again(
    bank: Path, database: Database, connect: Connect
) -> None:
    """The server ends the session three times; every row is posted once and counted as new."""
    with RefusalReport(None) as refusals, _EndedSession(connect, database) as session:
        summary = Summary(refusals)
        plan = Plan(bank / "journal.csv", bank / "accounts.csv", batch_size=50, quiet=True)
        run_import(plan, session, summary)

    assert session.reconnections == session.losses == 3
    assert (summary.posted, summary.already_there, summary.refusals.count) == (ROWS, 0, 0)
    assert _posted(database) == ROWS


def test_an_answer_lost_after_the_commit_is_not_posted_again(
    tmp_path: Path, database: Database, connect: Connect
) -> None:
    """The connection breaks when the work is done but not yet answered."""
    accounts = write_accounts(tmp_path / "a.csv")
    journal = write_journal(tmp_path / "j.csv", "r1,1993-01-01,world,alice,1.00,EUR,x")

    with RefusalReport(None) as refusals, _LosingSession(connect, waits=(0.0,)) as session:
        summary = Summary(refusals)
        run_import(Plan(journal, accounts, quiet=True), session, summary)

    assert session.lost > 0
    assert (summary.posted, summary.already_there) == (1, 0)
    assert _posted(database) == 1


def test_a_database_that_stays_away_is_given_up(
    tmp_path: Path, database: Database, connect: Connect
) -> None:
    """After a few attempts the import says so in one line."""
    journal = write_journal(tmp_path / "j.csv", "r1,1993-01-01,world,alice,1.00,EUR,x")
    attempts = []

    def connect_once() -> psycopg.Connection[Any]:
        attempts.append(1)
        if len(attempts) > 1:
            return psycopg.connect(database.cluster.url("no_such_database"))
        return connect()

    with (
        RefusalReport(None) as refusals,
        Session(connect_once, waits=(0.0, 0.0, 0.0)) as session,
    ):
        session.run(lambda connection: connection.execute("SELECT 1"))
        _end_session(database)
        with pytest.raises(ConnectionGivenUpError, match="did not come back") as caught:
            run_import(Plan(journal, quiet=True), session, Summary(refusals))

    assert "\n" not in str(caught.value)
    assert len(attempts) == 1 + 3


class _LosingSession(Session):
    """Loses every connection once, after its statement is committed."""

    lost = 0

    def run(self, call: Callable[[psycopg.Connection[Any]], Any]) -> Any:  # noqa: ANN401
        """Run the call, and lose the first answer."""
        answered = False

        def lose_first_answer(connection: psycopg.Connection[Any]) -> object:
            nonlocal answered
            answer = call(connection)
            if not answered:
                answered = True
                self.lost += 1
                connection.close()
                raise psycopg.OperationalError("the answer was lost")
            return answer

        return super().run(lose_first_answer)


class _EndedSession(Session):
    """The server ends it in the midst of a batch, three times, each a thousand rows later."""

    losses = 0

    def __init__(self, connect: Connect, database: Database) -> None:
        super().__init__(connect, waits=(0.05,) * 100)
        self._database = database

    def run(self, call: Callable[[psycopg.Connection[Any]], Any]) -> Any:  # noqa: ANN401
        """Run the call; when its time has come, let it wait for a lock until it is ended."""
        if self.losses == 3 or _posted(self._database) < 1000 * (self.losses + 1):
            return super().run(call)
        self.losses += 1
        with ThreadPoolExecutor(1) as pool, self._database.connect(autocommit=False) as blocker:
            blocker.execute("LOCK TABLE ledger_private.account IN EXCLUSIVE MODE")
            ending = pool.submit(self._end, self._connection.info.backend_pid, blocker)
            answer = super().run(call)
            ending.result()
        return answer

    def _end(self, pid: int, blocker: psycopg.Connection[Any]) -> None:
        _wait_for(lambda: _waits(self._database, pid))
        _end_session(self._database)
        blocker.rollback()


def _waits(database: Database, pid: int) -> bool:
    query = "SELECT FROM pg_stat_activity WHERE pid = %s AND wait_event_type = 'Lock'"
    with database.connect() as connection:
        return connection.execute(query, (pid,)).fetchone() is not None


def _end_session(database: Database) -> None:
    with database.connect() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = 'ledger_dba'"
        )


def _posted(database: Database) -> int:
    with database.connect() as connection:
        row = connection.execute("SELECT count(*) FROM ledger_audit.transaction").fetchone()
    assert row is not None
    return int(row[0])


def _importers(database: Database) -> list[Any]:
    with database.connect() as connection:
        return connection.execute(_IMPORT, (database.name, "zerosum import")).fetchall()


def _wait_for(
    condition: Callable[[], bool], process: subprocess.Popen[bytes] | None = None
) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert process is None or process.poll() is None, "the import ended too early"
        assert time.monotonic() < deadline, "waited for two minutes"
        time.sleep(0.02)
