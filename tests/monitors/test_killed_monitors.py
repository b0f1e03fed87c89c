"""Workers that watch are several, and are killed: each crossing fires once all the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.monitors.watching import crossings, evaluate, values, watch
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_KILLS = 10
_THRESHOLD = 100
_BODY = "SELECT pg_get_functiondef('ledger_private.watch_account'::regproc)"


def _worker(database: Database) -> subprocess.Popen[bytes]:
    jobs = ("--job", "numbering", "--job", "monitors", "--every", "0.05")
    return subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "work", *jobs],
        env={**os.environ, "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")},
    )


def _walk(ledger: LedgerCalls, account: Any, chance: random.Random, path: list[int]) -> None:  # noqa: ANN401
    # Never far from the threshold.
    steps = (-40, -25, -10, 10, 25, 40)
    amount = chance.choice([step for step in steps if 0 <= path[-1] + step <= 2 * _THRESHOLD])
    act = "deposit" if amount > 0 else "withdraw"
    ledger.call(act, account_id=account.account_id, amount=str(abs(amount)))
    path.append(path[-1] + amount)


def test_each_crossing_fires_once_under_kills(database: Database, ledger: LedgerCalls) -> None:
    """Three workers, one of which is killed each second, while a balance goes to and fro."""
    chance = random.Random(14)
    accounts = [ledger.account() for _ in range(3)]
    for account in accounts:
        ledger.call("deposit", account_id=account.account_id, amount=str(_THRESHOLD))
    monitors = [watch(ledger, a, str(_THRESHOLD), measure="balance") for a in accounts]
    paths = [[_THRESHOLD] for _ in accounts]
    workers = [_worker(database) for _ in range(3)]
    try:
        for _ in range(_KILLS):
            until = time.monotonic() + chance.uniform(0.7, 1.5)
            while time.monotonic() < until:
                which = chance.randrange(len(accounts))
                _walk(ledger, accounts[which], chance, paths[which])
            victim = chance.randrange(len(workers))
            workers[victim].send_signal(signal.SIGKILL)
            workers[victim].wait()
            workers[victim] = _worker(database)
        give_up = time.monotonic() + 60
        while min(len(crossings(path, _THRESHOLD)) for path in paths) <= 5:
            assert time.monotonic() < give_up
            for account, path in zip(accounts, paths, strict=True):
                _walk(ledger, account, chance, path)
        wanted = [crossings(path, _THRESHOLD) for path in paths]
        wait_until(lambda: [values(ledger, monitor) for monitor in monitors] == wanted)
        time.sleep(1)
        assert [values(ledger, monitor) for monitor in monitors] == wanted
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


@pytest.mark.tampered
def test_without_its_state_a_monitor_fires_again(database: Database, ledger: LedgerCalls) -> None:
    """A planted fault: one that forgets that it has fired tells of each step below."""
    account = ledger.account()
    ledger.call("deposit", account_id=account.account_id, amount="100")
    monitor = watch(ledger, account, "50", measure="balance")
    with database.connect() as owner:
        row = owner.execute(_BODY).fetchone()
        assert row is not None
        assert "v_holds AND NOT v_seen.is_fired" in row[0]
        owner.execute(row[0].replace("v_holds AND NOT v_seen.is_fired", "v_holds").encode())
    for amount in ("60", "10", "10"):
        ledger.call("withdraw", account_id=account.account_id, amount=amount)
    evaluate(ledger)
    assert values(ledger, monitor) != crossings([100, 40, 30, 20], 50)
