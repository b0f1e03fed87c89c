"""A ledger on the nodes, with servers, a worker, and a customer who pays through them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg

from migrations.engine import deploy
from tests.failover.load import Load, Payer, Told, pay
from tests.failover.nodes import PASSWORD, Cluster
from tests.operations.conftest import SECRET
from tests.operations.serving import Served, serving
from tests.support.ledger_calls import LedgerCalls
from webapp.cli.logins import ensure_logins
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAYERS_EACH = 2


class Town:
    """A ledger on the cluster, two web servers, and a customer who pays between accounts."""

    def __init__(self, nodes: Cluster, stack: ExitStack) -> None:
        """Deploy through all hosts, and start everything on them."""
        self.nodes = nodes
        settings = {
            "ZEROSUM_DATABASE_URL": nodes.url("postgres"),
            "ZEROSUM_WEB_DATABASE_URL": nodes.url("ledger_web"),
            "ZEROSUM_JWT_SECRET": SECRET,
            "ZEROSUM_WORKERS": "1",
            "ZEROSUM_LOG": "off",
        }
        config = Config.from_environment(settings)
        deploy(config.database_url)
        with psycopg.connect(config.database_url, autocommit=True) as connection:
            ensure_logins(connection)
            for login in ("ledger_web", "ledger_dba"):
                connection.execute(f"ALTER ROLE {login} PASSWORD '{PASSWORD}'".encode())
        with self.leader() as connection:
            ledger = LedgerCalls(connection)
            user_id = ledger.call("create_user", username="alice").user_id
            self.accounts = [
                str(ledger.account(user_id=user_id, min_balance="-Infinity").account_id)
                for _ in range(4)
            ]
        self.token = issue_token(config, user_id, "customer", timedelta(minutes=30))
        self.servers = [stack.enter_context(serving(settings)) for _ in range(2)]
        stack.enter_context(_working({**settings, "ZEROSUM_DATABASE_URL": nodes.url("ledger_dba")}))

    def leader(self) -> psycopg.Connection[tuple[object, ...]]:
        """Open a DBA's session on the leader."""
        return self.nodes.leader.connect(dbname="zerosum")

    def pay(self, server: Served, key: str) -> Told:
        """Pay once."""
        return pay(server.port, self.token, key, *self.accounts[:2])

    def balance(self, server: Served) -> int:
        """Ask what an account has; return the status."""
        return server.ask(
            "GET",
            f"/v1/accounts/{self.accounts[0]}/balance",
            Authorization=f"Bearer {self.token}",
        ).status

    @contextmanager
    def paying(self, directory: Path) -> Iterator[Load]:
        """Have both servers paid through, until the end of the block and each key's answer."""
        stop = threading.Event()
        payers = [
            Payer(server.port, self.token, number, self.accounts, directory, stop)
            for number, server in enumerate(self.servers * _PAYERS_EACH)
        ]
        with ThreadPoolExecutor(len(payers)) as pool:
            running = [pool.submit(payer.run) for payer in payers]
            try:
                yield Load(payers)
            finally:
                stop.set()
            for future in running:
                future.result()

    def numbered(self) -> int:
        """Return how many events the worker has numbered."""
        with self.leader() as connection:
            row = connection.execute("SELECT count(*) FROM ledger_audit.feed_event").fetchone()
        assert row is not None
        return int(str(row[0]))


@contextmanager
def _working(settings: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "work", "--every", "1"],
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
        assert process.poll() is None, "the worker ended by itself"
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
