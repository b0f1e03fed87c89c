"""PostgreSQL stopped, killed, out of reach: 503 within a moment, and served again within one."""

from __future__ import annotations

import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import psutil
import psycopg
import pytest

from migrations.engine import deploy
from tests.operations.conftest import SECRET
from tests.operations.serving import Answer, Served, serving
from tests.support.cluster import cluster_at
from tests.support.databases import Database, create_database
from tests.support.freezing import frozen, processes_of, tell
from tests.support.ledger_calls import LedgerCalls
from tests.support.waiting import wait_until
from webapp.cli.logins import ensure_logins
from webapp.config import Config
from webapp.db import Database as Pool
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.embedded import EmbeddedPostgres

# A second or two is promised; the machine may be busy, and what waits for libpq waits for five.
_ANSWER_SECONDS = 4.5
_BACK_SECONDS = 7.0  # two are promised; what waits for the pool's own pause waits for longer


class Town:
    """A server on a cluster of its own, and a customer with money."""

    def __init__(self, cluster: EmbeddedPostgres, server: Served) -> None:
        """Open two accounts and put money into one."""
        self.cluster, self.server = cluster, server
        with Database(cluster, "away").connect("ledger_dba") as connection:
            ledger = LedgerCalls(connection)
            user_id = ledger.call("create_user", username="alice").user_id
            purse, shop = ledger.account(user_id=user_id), ledger.account("shop")
            ledger.call("deposit", account_id=purse.account_id, amount="100.00")
        with Database(cluster, "away").connect() as connection:
            connection.execute("CHECKPOINT")  # a commit of the tests' cluster survives no kill
        config = Config.from_environment(
            {"ZEROSUM_DATABASE_URL": cluster.url("away"), "ZEROSUM_JWT_SECRET": SECRET}
        )
        self.token = issue_token(config, user_id, "customer", timedelta(minutes=10))
        self.purse = str(purse.account_id)
        self.body = {
            "from_account_id": self.purse,
            "to_account_id": str(shop.account_id),
            "amount": "1.00",
        }

    def post(self, key: str) -> Answer:
        """Pay one."""
        return self.server.ask(
            "POST",
            "/v1/transfers",
            self.body,
            Authorization=f"Bearer {self.token}",
            Idempotency_Key=key,
        )

    def balance(self) -> Answer:
        """Ask what is left."""
        return self.server.ask(
            "GET", f"/v1/accounts/{self.purse}/balance", Authorization=f"Bearer {self.token}"
        )

    def is_refused_soon(self) -> None:
        """See that both are refused in time, eight at once; and that the server is well."""
        with ThreadPoolExecutor(8) as pool:
            asked = time.monotonic()
            posts = [pool.submit(self.post, f"away-{number}") for number in range(4)]
            reads = [pool.submit(self.balance) for _ in range(4)]
            answers = [one.result() for one in (*posts, *reads)]
            took = time.monotonic() - asked
        assert {(answer.status, answer.json()["code"]) for answer in answers} == {(503, "WEB903")}
        assert {answer.headers["retry-after"] for answer in answers} == {"1"}
        assert took < _ANSWER_SECONDS
        assert self.server.ask("GET", "/health").status == 200
        assert self.server.ask("GET", "/health/ready").json()["code"] == "WEB900"
        assert "zerosum_ledger_up 0.0" in self.server.ask("GET", "/metrics").text

    def is_back_soon(self) -> None:
        """See that both are answered again in time, once PostgreSQL takes connections."""
        wait_until(
            lambda: {self.balance().status, self.post("away-0").status} <= {200, 201},
            "the ledger is back, and not found again",
            seconds=_BACK_SECONDS,
        )


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """Give a running PostgreSQL that may be ill-treated."""
    with cluster_at(tmp_path_factory.mktemp("away")) as cluster:
        create_database(cluster, "away")
        deploy(cluster.url("away"))
        with psycopg.connect(cluster.url("away"), autocommit=True) as connection:
            ensure_logins(connection)
        yield cluster


@pytest.fixture(scope="module")
def town(cluster: EmbeddedPostgres) -> Iterator[Town]:
    """Give a server on it, of one process."""
    with serving(_settings(cluster.url("away", "ledger_web"))) as server:
        yield Town(cluster, server)


def _settings(url: str) -> dict[str, str]:
    return {
        "ZEROSUM_DATABASE_URL": url,
        "ZEROSUM_WEB_DATABASE_URL": url,
        "ZEROSUM_JWT_SECRET": SECRET,
        "ZEROSUM_WORKERS": "1",
        "ZEROSUM_LOG": "off",
    }


def test_one_that_hangs(town: Town) -> None:
    """It takes what is sent and says nothing: whoever waits is told that nobody knows."""
    assert town.post("hangs").status == 201
    with frozen(partial(processes_of, town.cluster)):
        told = time.monotonic()
        first = town.post("unknown")
        assert time.monotonic() - told < _ANSWER_SECONDS
        assert (first.status, first.json()["code"]) == (503, "WEB903")
        assert "unknown" in first.json()["hint"]
        town.is_refused_soon()
        assert "not asked" in town.post("later").json()["detail"]
    town.is_back_soon()
    assert {town.post("unknown").status} <= {200, 201}


def test_one_that_is_killed(town: Town) -> None:
    """Nobody listens; what is started again is found again, after a quarter of a minute too."""
    assert town.post("killed").status == 201
    killed = processes_of(town.cluster)
    tell(killed, signal.SIGKILL)
    psutil.wait_procs(killed)
    town.balance()
    town.is_refused_soon()
    time.sleep(8)  # a pause that grows would be of eight seconds now
    town.is_refused_soon()
    town.cluster.stop()  # it sees that nothing is left to stop
    town.cluster.start()
    town.is_back_soon()


def test_a_host_that_swallows_packets() -> None:
    """It is not even refused; the server begins, and answers in time all the same."""
    with ExitStack() as stack:
        hole = stack.enter_context(closing(socket.socket()))
        hole.bind(("127.0.0.1", 0))
        hole.listen(0)
        for _ in range(4):  # its queue is full then, and what comes is dropped
            peer = stack.enter_context(closing(socket.socket()))
            peer.setblocking(False)
            peer.connect_ex(hole.getsockname())
        url = f"postgresql://ledger_web@127.0.0.1:{hole.getsockname()[1]}/away"
        server = stack.enter_context(serving(_settings(url)))
        for _ in range(3):
            asked = time.monotonic()
            answer = server.ask(
                "POST", "/v1/auth/login", {"username": "alice", "password": "secret"}
            )
            assert (answer.status, answer.json()["code"]) == (503, "WEB903")
            assert time.monotonic() - asked < _ANSWER_SECONDS


def test_a_long_statement_is_no_silence(town: Town) -> None:
    """Whoever waits for a lock longer than the database may be silent gets the answer."""
    with Database(town.cluster, "away").connect(autocommit=False) as holder:
        holder.execute(
            "SELECT FROM ledger_private.account WHERE account_id = %s FOR NO KEY UPDATE",
            (town.purse,),
        )
        with ThreadPoolExecutor(1) as pool:
            waits = pool.submit(town.post, "waits")
            time.sleep(2.5)
            assert town.balance().status == 200
            holder.rollback()
            assert waits.result(20).status == 201


def test_a_loss_while_the_pool_is_changed(
    cluster: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever meets it is told of the loss, and not of a pool that is still to be opened."""
    database = Pool(cluster.url("away", "ledger_web"), size=2, prepare_threshold=5)

    def lost(*_: object) -> None:
        database.lose()
        raise psycopg.OperationalError("the connection is lost")

    database.open()
    try:
        assert database.fetch_one(int, "SELECT 1", {}) == 1
        monkeypatch.setattr("webapp.direct.DirectConnection.fetch", lost)
        with pytest.raises(psycopg.OperationalError, match="the connection is lost"):
            database.fetch_one(int, "SELECT 1", {})
    finally:
        database.close()
