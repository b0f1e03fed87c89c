"""Workers that write are several, and are killed: each entry is in the file once all the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.exports.files import entries_of, lines_of, told, write
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_ENTRIES = 30_000
_KILLS = 6
_BODY = "SELECT pg_get_functiondef('ledger.write_exports'::regproc)"


def _worker(database: Database) -> subprocess.Popen[bytes]:
    jobs = ("--job", "numbering", "--job", "exports", "--every", "0.05")
    return subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "work", *jobs],
        env={**os.environ, "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")},
    )


def _filled(ledger: LedgerCalls, entries: int) -> Row:
    till, account = ledger.account(min_balance="-Infinity"), ledger.account()
    for first in range(0, entries, 10_000):
        ledger.connection.execute(
            "SELECT count(*) FROM ledger.post_transfers(ARRAY("
            "SELECT ledger.transfer_item(%s, %s, 1) FROM generate_series(1, %s)))",
            (till.account_id, account.account_id, min(10_000, entries - first)),
        )
    return account


def test_each_entry_once_under_kills(database: Database, ledger: LedgerCalls) -> None:
    """Two workers, one of which is killed every half second, and four files at once."""
    chance = random.Random(15)
    account = _filled(ledger, _ENTRIES)
    workers = [_worker(database) for _ in range(2)]
    try:
        exports = [ledger.call("create_export", account_id=account.account_id) for _ in range(4)]
        for _ in range(_KILLS):
            time.sleep(chance.uniform(0.3, 0.8))
            victim = chance.randrange(len(workers))
            workers[victim].send_signal(signal.SIGKILL)
            workers[victim].wait()
            workers[victim] = _worker(database)
        wait_until(lambda: {row.status for row in ledger.rows("list_exports")} == {"READY"})
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    entries = entries_of(ledger, account.account_id)
    assert len(entries) == _ENTRIES
    for export in exports:
        assert told(lines_of(ledger, export)) == entries
    with database.connect() as owner:
        # A worker can die before it numbers what it wrote.
        owner.execute("SELECT ledger_private.number_events(true)")
        ready = owner.execute(
            "SELECT e.object ->> 'export_id' FROM ledger.events AS e"
            " WHERE e.event_type = 'export.ready'"
        ).fetchall()
    assert sorted(export_id for (export_id,) in ready) == sorted(
        str(export.export_id) for export in exports
    )


@pytest.mark.tampered
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v_export.first_version + v_export.row_count;", "v_export.first_version;"),
        (
            "IF v_through >= v_export.last_version THEN",
            "IF v_through >= v_export.last_version - 1 THEN",
        ),
    ],
)
def test_without_its_place_a_file_is_wrong(
    database: Database, ledger: LedgerCalls, old: str, new: str
) -> None:
    """Planted faults: a turn that begins from the start again, and one that ends too early."""
    account = _filled(ledger, 7)
    with database.connect() as owner:
        row = owner.execute(_BODY).fetchone()
        assert row is not None
        assert old in row[0]
        owner.execute(row[0].replace(old, new).encode())
    export = ledger.call("create_export", account_id=account.account_id)
    for _ in range(4):
        ledger.call("write_exports", limit=2)
    with database.connect() as owner:
        owner.execute(
            "UPDATE ledger_private.export SET status = 'READY', expires_at = 'infinity',"
            " ended_at = created_at"
        )
    assert told(lines_of(ledger, export)) != entries_of(ledger, account.account_id)
    write(ledger)
