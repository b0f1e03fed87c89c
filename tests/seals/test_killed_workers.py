"""kill -9 of the worker between any two of its steps: the next one goes on with the same tree."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from psycopg import sql

from tests.seals.sealing import heads
from tests.support.waiting import wait_until
from webapp.seals import verifier
from webapp.seals.places import read_heads

if TYPE_CHECKING:
    from pathlib import Path

    from tests.seals.sealing import Sealer
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_WAITS = """
    SELECT a.pid FROM pg_stat_activity AS a
    WHERE a.datname = current_database() AND a.application_name = 'zerosum work'
        AND a.wait_event_type = 'Lock'
"""


# Before the tree grows, while it does, when it has and the key is told, and before the head is.
@pytest.mark.parametrize("table", ["seal", "seal_node", "seal_key", "seal_head"])
def test_the_next_one_goes_on(  # noqa: PLR0917 - a place for each thing
    database: Database, ledger: LedgerCalls, sealer: Sealer, paid: Row, file: Path, table: str
) -> None:
    """What was not committed is gone, and what was is signed as it is."""
    pair = {"from_account_id": paid.to_account_id, "to_account_id": paid.from_account_id}
    before = sealer.read(sealer.seal())
    ledger.post(*[{**pair, "amount": "0.01"} for _ in range(300)])
    last = ledger.call("number_events")[0]
    environment = {
        **os.environ,
        "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba"),
        "ZEROSUM_SEAL_KEY": sealer.key.line,
        "ZEROSUM_SEAL_EVERY": "1",
        "ZEROSUM_SEAL_PUSH": f"file://{file}",
    }
    ledger.connection.execute("SELECT pg_sleep(1)")
    command = [sys.executable, "-m", "webapp.cli", "work", "--job", "seals", "--once"]
    with database.connect(autocommit=False) as holder, database.connect() as watcher:
        lock = sql.SQL("LOCK TABLE {} IN SHARE MODE")
        holder.execute(lock.format(sql.Identifier("ledger_audit", table)))
        worker = subprocess.Popen(command, env=environment)
        try:
            wait_until(lambda: watcher.execute(_WAITS).fetchone())
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        holder.rollback()
        wait_until(lambda: not watcher.execute(_WAITS).fetchone())
    # The server may have ended the statement that the worker was killed over.
    assert heads(ledger)[0] in {before[0], last}
    assert not file.exists()
    done = subprocess.run(command, env=environment, check=False, timeout=120)
    assert done.returncode == 0
    assert heads(ledger) == [last, before[0]]
    (head,) = read_heads(file.read_text())
    proof = ledger.call("prove_consistency", from_size=before[0], tree_size=last)
    after = sealer.read(head.note)
    verifier.require_consistency(*before, *after, verifier._decoded(proof.path))
    assert {row.ok for row in ledger.rows("check_seals")} == {True}
