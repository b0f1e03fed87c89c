"""No standby confirms what is written: told as it is, within a moment, and right once one does."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import psycopg
import pytest

from migrations.engine import deploy
from tests.operations.serving import serving
from tests.operations.test_database_away import Town, _settings
from tests.support.databases import Database, create_database
from tests.support.waiting import wait_until
from webapp.cli.logins import ensure_logins
from webapp.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.operations.serving import Answer

_ANSWER_SECONDS = 20.0  # ZEROSUM_GATHER_SECONDS promises ten; the machine may be busy


@pytest.fixture(scope="module")
def own_cluster(
    cluster: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EmbeddedPostgres]:
    """Give a cluster with the settings of the real thing, in which commits are waited for."""
    made = EmbeddedPostgres(tmp_path_factory.mktemp("confirming") / "home", cluster.bin_dir)
    try:
        made.start()
        create_database(made, "away")
        deploy(made.url("away"))
        with psycopg.connect(made.url("away"), autocommit=True) as connection:
            ensure_logins(connection)
        yield made
    finally:
        made.remove()


@pytest.fixture(scope="module")
def town(own_cluster: EmbeddedPostgres) -> Iterator[Town]:
    """Give a server on it, of one process."""
    with serving(_settings(own_cluster.url("away", "ledger_web"))) as server:
        yield Town(own_cluster, server)


@contextmanager
def _set(cluster: EmbeddedPostgres, name: str, value: str) -> Iterator[None]:
    """Have the whole server, with all of its sessions, otherwise for a while."""
    with Database(cluster, "away").connect() as connection:
        connection.execute("SET default_transaction_read_only = off")
        (before,) = connection.execute(
            "SELECT boot_val FROM pg_settings WHERE name = %s", (name,)
        ).fetchall()[0]
        connection.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        _reload(connection, name, value)
        try:
            yield
        finally:
            connection.execute(f"ALTER SYSTEM RESET {name}".encode())
            _reload(connection, name, before)


def _reload(connection: psycopg.Connection[tuple[object, ...]], name: str, value: object) -> None:
    connection.execute("SELECT pg_reload_conf()")
    give_up = time.monotonic() + 30
    query = "SELECT reset_val FROM pg_settings WHERE name = %s"
    while connection.execute(query, (name,)).fetchone() != (value,):
        assert time.monotonic() < give_up
        time.sleep(0.02)


def _alone(cluster: EmbeddedPostgres) -> AbstractContextManager[None]:
    """Have every commit wait for a standby that there is not."""
    return _set(cluster, "synchronous_standby_names", "*")


def _waiting(cluster: EmbeddedPostgres) -> list[int]:
    with Database(cluster, "away").connect() as connection:
        query = "SELECT a.pid FROM pg_stat_activity AS a WHERE a.wait_event = 'SyncRep'"
        return [pid for (pid,) in connection.execute(query).fetchall()]


def _is_unknown(answer: Answer) -> bool:
    said = answer.json()
    return (answer.status, said["code"]) == (503, "WEB903") and "unknown" in said["hint"]


def _is_posted(town: Town, key: str) -> bool:
    return town.post(key).status in {200, 201}


def _is_whole_again(town: Town, keys: list[str]) -> None:
    wait_until(
        lambda: town.server.ask("GET", "/health/ready").status == 200,
        "the server is not ready again",
        seconds=30,
    )
    for key in keys:
        wait_until(partial(_is_posted, town, key), key)
        told, again = (town.post(key).json()["transaction_id"] for _ in range(2))
        assert told == again
    with Database(town.cluster, "away").connect() as connection:
        query = "SELECT count(*) FROM ledger_audit.transaction WHERE idempotency_key = ANY (%s)"
        assert connection.execute(query, (keys,)).fetchone() == (len(keys),)


def test_whoever_waits_is_told_that_nobody_knows(town: Town) -> None:
    """In time, and few sessions are left behind; what only reads is answered all the while."""
    assert town.post("alone").status == 201
    assert town.server.ask("GET", "/health/ready").status == 200
    keys = [f"alone-{number}" for number in range(6)]
    with _alone(town.cluster):
        asked = time.monotonic()
        with ThreadPoolExecutor(len(keys)) as pool:
            answers = list(pool.map(town.post, keys))
        assert time.monotonic() - asked < _ANSWER_SECONDS
        assert any(map(_is_unknown, answers)), answers
        assert {one.status for one in answers} == {503}
        left = len(_waiting(town.cluster))
        for number in range(20):
            later = town.post(f"later-{number}")
            assert (later.status, later.json()["code"]) == (503, "WEB903")
            assert "not asked" in later.json()["detail"]
            assert town.balance().status == 200
        assert len(_waiting(town.cluster)) <= left + 10  # they ask whether it is over
        ready = town.server.ask("GET", "/health/ready")
        assert (ready.status, ready.json()["checks"]["database"]) == (503, "unconfirmed")
    _is_whole_again(town, keys)


def test_a_wait_that_is_called_off_is_no_answer(town: Town) -> None:
    """It succeeds with a warning: the commit stands here, and nowhere else yet."""
    assert town.post("calling").status == 201
    with _alone(town.cluster), ThreadPoolExecutor(1) as pool:
        waits = pool.submit(town.post, "called-off")
        wait_until(lambda: _waiting(town.cluster), seconds=20)
        with Database(town.cluster, "away").connect() as connection:
            for pid in _waiting(town.cluster):
                connection.execute("SELECT pg_cancel_backend(%s)", (pid,))
        assert _is_unknown(waits.result())
        # It can be seen, and is not told: not by this server, nor by any other way of asking.
        assert town.post("called-off").status == 503
        with Database(town.cluster, "away").connect() as connection:
            query = "SELECT count(*) FROM ledger_audit.transaction WHERE idempotency_key = %s"
            assert connection.execute(query, ("called-off",)).fetchone() == (1,)
        with serving(_settings(town.cluster.url("away", "ledger_web"))) as another:
            town.server, first = another, town.server
            try:
                assert _is_unknown(town.post("called-off"))
            finally:
                town.server = first
    _is_whole_again(town, ["called-off"])


def test_a_host_that_takes_no_writes_any_more(town: Town) -> None:
    """Its connections stay open: they are given up, and it is not asked again."""
    cluster = town.cluster
    url = (
        f"postgresql://ledger_web@/away?host={cluster.home},{cluster.socket_directory}"
        f"&port={cluster.port}"
    )
    with serving(_settings(url)) as another:
        town.server, first = another, town.server
        try:
            assert town.post("before").status == 201
            with _set(cluster, "default_transaction_read_only", "on"):
                told = town.post("first")
                give_up = time.monotonic() + 30
                while "not asked" not in told.json()["detail"]:
                    assert (told.status, told.json()["code"]) == (503, "WEB903")
                    assert time.monotonic() < give_up, "it is asked again and again"
                    time.sleep(0.5)
                    told = town.post("read-only")
                assert (told.status, told.json()["code"]) == (503, "WEB903")
                assert another.ask("GET", "/health/ready").status == 503
            _is_whole_again(town, ["first", "read-only"])
        finally:
            town.server = first
