"""Workers that add up are killed at any moment: each event counts once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.analytics.adding import broken, expected, said
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_KILLS = 12
_THROUGH = """
    SELECT count(f.transaction_id) FROM ledger_audit.feed_event AS f, ledger_private.rollup AS r
    WHERE f.event_position <= r.through_position
"""


def _worker(database: Database) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "webapp.cli",
            "work",
            "--every",
            "0.05",
            "--job",
            "numbering",
            "--job",
            "analytics",
        ],
        env={**os.environ, "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")},
    )


def test_sums_survive_kill_9(database: Database, ledger: LedgerCalls) -> None:
    """Two workers while postings of all days go on; one after the other is killed."""
    chance = random.Random(14)
    accounts = [ledger.account(min_balance="-Infinity") for _ in range(6)]
    workers = [_worker(database), _worker(database)]
    posted = kills = 0
    try:
        while kills < _KILLS:
            until = time.monotonic() + chance.uniform(0.8, 1.6)
            while time.monotonic() < until:
                payer, payee = chance.sample(accounts, 2)
                ledger.connection.execute(
                    "SELECT FROM ledger.post_transfer(%s, %s, %s, p_effective_at =>"
                    " clock_timestamp() - %s * interval '1 day')",
                    (payer.account_id, payee.account_id, 1, chance.choice([0, 0, 1, 30, 400])),
                )
                posted += 1
            victim = chance.randrange(2)
            workers[victim].send_signal(signal.SIGKILL)
            workers[victim].wait()
            kills += 1
            workers[victim] = _worker(database)
        with database.connect() as owner:
            wait_until(lambda: owner.execute(_THROUGH).fetchone() == (posted,))
            assert said(owner) == expected(owner)
        assert broken(ledger) is None
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
