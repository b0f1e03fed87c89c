"""kill -9 of web workers that gather: what was acknowledged is there, once; SIGTERM drains."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from tests.support.ports import unused_port
from tests.support.serving import wait_for
from tests.support.waiting import wait_until
from webapp.config import Config
from webapp.door.workers import _TOLD_AGAIN_SECONDS
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

pytestmark = pytest.mark.long

_CLIENTS = 12
_KILLS = int(os.environ.get("ZEROSUM_KILLS", "3"))
_LOOP_SECONDS = 3.0  # granian gives up when one worker ends twice within 5.5 seconds
_SECRET = "a secret of the tests, 32 bytes or more"


@dataclass
class Client:
    """One customer: posts transfers of 0.01 under keys of its own, each until it is acked."""

    port: int
    token: str
    accounts: tuple[str, str]
    stop: threading.Event
    acked: dict[str, str] = field(default_factory=dict)
    retried: int = 0

    def run(self) -> None:
        """Go on until told to stop; what is under way then is finished."""
        sent = 0
        while not self.stop.is_set():
            sent += 1
            key = f"key-{sent}"  # every client uses the same: keys are each user's own
            give_up = time.monotonic() + 60
            while (answer := self.post(key)) is None:
                assert time.monotonic() < give_up, "nobody answers"
                self.retried += 1
                time.sleep(0.02)
            self.acked[key] = answer

    def post(self, key: str) -> str | None:
        """Post once; return the transaction's id, or None when the answer is not known."""
        try:
            with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
                status, answer = post(connection, self.token, self.accounts, key)
        except (OSError, HTTPException):
            return None
        if status in {503, 504}:
            return None
        assert status in {200, 201}, answer
        return str(answer["transaction_id"])


def post(
    connection: HTTPConnection, token: str, accounts: tuple[str, str], key: str
) -> tuple[int, Any]:
    """Send one transfer."""
    body = {"from_account_id": accounts[0], "to_account_id": accounts[1], "amount": "0.01"}
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    connection.request("POST", "/v1/transfers", json.dumps(body), headers)
    response = connection.getresponse()
    return response.status, json.loads(response.read())


@dataclass(frozen=True, slots=True)
class Serving:
    """A running zerosum serve."""

    process: subprocess.Popen[bytes]
    port: int
    config: Config

    def oldest_worker(self) -> int:
        """Return the process id of the worker that has run longest."""
        workers = psutil.Process(self.process.pid).children()
        pid: int = min(workers, key=psutil.Process.create_time).pid
        return pid


@contextmanager
def serve(database: Database, home: str) -> Iterator[Serving]:
    """Run two workers of many threads on the database."""
    port = unused_port()
    settings = {
        "ZEROSUM_DATABASE_URL": database.url,
        "ZEROSUM_WEB_DATABASE_URL": database.url_as("ledger_web"),
        "ZEROSUM_JWT_SECRET": _SECRET,
        "ZEROSUM_HOME": home,
        "ZEROSUM_PORT": str(port),
        "ZEROSUM_WORKERS": "2",
        "ZEROSUM_THREADS": "16",
        "ZEROSUM_RATE_LIMITS": "off",
        "ZEROSUM_LOG": "off",
        "ZEROSUM_DATABASE_SECONDS": "10",  # a database that is slow is not away
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "serve"], env={**os.environ, **settings}
    )
    try:
        wait_for(port)
        yield Serving(process, port, Config.from_environment(settings))
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def serving(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Give a running server."""
    with serve(database, str(tmp_path_factory.mktemp("home"))) as serving:
        yield serving


def customers(serving: Serving, ledger: LedgerCalls, stop: threading.Event) -> list[Client]:
    """Return customers with an account each; all of them pay one shop."""
    shop = ledger.account("shop")
    clients = []
    for number in range(_CLIENTS):
        user_id = ledger.call("create_user", username=f"user-{number}").user_id
        account = ledger.account(user_id=user_id)
        ledger.call("deposit", account_id=account.account_id, amount="1000.00")
        token = issue_token(serving.config, user_id, "customer", timedelta(minutes=10))
        accounts = (str(account.account_id), str(shop.account_id))
        clients.append(Client(serving.port, token, accounts, stop))
    return clients


def test_nothing_acknowledged_is_lost_or_doubled(
    serving: Serving, ledger: LedgerCalls, database: Database
) -> None:
    """Customers retry with the same keys while workers are killed; then the books are compared."""
    stop = threading.Event()
    clients = customers(serving, ledger, stop)
    with ThreadPoolExecutor(_CLIENTS) as pool:
        running = [pool.submit(client.run) for client in clients]
        try:
            for _ in range(_KILLS):
                wait_for_progress(clients)
                os.kill(serving.oldest_worker(), signal.SIGKILL)
                # A worker that is told to end while it starts makes granian wait for it.
                time.sleep(random.uniform(_LOOP_SECONDS, _LOOP_SECONDS + 0.2))
            wait_for_progress(clients)
        finally:
            stop.set()
        for future in running:
            future.result()

    with database.connect() as connection:
        found = connection.execute(
            "SELECT t.from_account_id::text, t.idempotency_key, t.transaction_id::text"
            " FROM ledger_audit.transaction AS t WHERE t.transaction_type = 'transfer'"
        ).fetchall()
        calls: Any = connection.execute(
            "SELECT count(DISTINCT t.xact_id) FROM ledger_audit.transaction AS t"
            " WHERE t.transaction_type = 'transfer'"
        ).fetchone()
    acked = [(c.accounts[0], key, answer) for c in clients for key, answer in c.acked.items()]
    assert sorted(found) == sorted(acked)
    assert calls[0] < len(found), "nothing was gathered"
    print(f"{_KILLS} kills, {len(acked)} acked in {calls[0]} calls")  # noqa: T201 - for -rP


def test_sigterm_lets_what_is_under_way_finish(
    serving: Serving, ledger: LedgerCalls, database: Database
) -> None:
    """A transfer that waits for a lock when the server is told to stop is posted and answered.

    The wait is longer than it takes until the server tells its processes to end for the third time.
    """
    (client, *_) = customers(serving, ledger, threading.Event())
    waiting = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = 'ledger_web' AND wait_event_type = 'Lock'
    """
    with (
        ThreadPoolExecutor(1) as pool,
        database.connect(autocommit=False) as holder,
        database.connect() as watcher,
    ):
        holder.execute(
            "SELECT FROM ledger_private.account WHERE account_id = %s FOR NO KEY UPDATE",
            (client.accounts[0],),
        )
        answer = pool.submit(client.post, "last")
        wait_until(lambda: watcher.execute(waiting).fetchall() != [(0,)])
        serving.process.send_signal(signal.SIGTERM)
        time.sleep(3.5 * _TOLD_AGAIN_SECONDS)
        holder.rollback()
        assert answer.result(30) is not None
    assert serving.process.wait(60) == 0


def wait_for_progress(clients: list[Client]) -> None:
    """Wait until every client has had three more answers."""
    before = [len(client.acked) for client in clients]
    wait_until(
        lambda: all(len(c.acked) >= n + 3 for c, n in zip(clients, before, strict=True)),
        "the clients do not get on",
    )
