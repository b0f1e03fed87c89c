"""A ledger that is busy, slow, locked or away: 503 with Retry-After, never a wrong answer."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg import sql

from tests.support.callers import Caller, code_of
from tests.support.waiting import wait_until
from webapp.db import Database as Pool
from webapp.http.handlers import from_database
from webapp.lifeline import Lifeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.support.databases import Database
    from tests.support.ledger_calls import Row


_FAILING = """
    CREATE SEQUENCE public.tries;
    CREATE FUNCTION public.fails(p_times integer, p_code text) RETURNS text
    LANGUAGE plpgsql AS $$
    BEGIN
        IF nextval('public.tries') <= p_times THEN
            RAISE EXCEPTION USING ERRCODE = p_code;
        END IF;
        RETURN 'done';
    END $$;
"""


_SESSIONS = """
    SELECT a.pid FROM pg_stat_activity AS a
    WHERE a.usename = 'ledger_web' AND a.datname = current_database()
        AND a.application_name <> 'zerosum pulse'
"""
_END_SESSIONS = f"SELECT pg_terminate_backend(s.pid, 60000) FROM ({_SESSIONS}) AS s"


class Cell(str):
    """A row of one column."""

    __slots__ = ()


@pytest.fixture
def pool(database: Database) -> Iterator[Pool]:
    """Return a pool of one connection of the superuser, which gives up soon."""
    pool = pool_of_one(database.url)
    wait_until(lambda: pool.states()["free"], "no connection")
    yield pool
    pool.close()


def pool_of_one(url: str) -> Pool:
    """Open a pool that waits for its one connection for a moment only."""
    lifeline = Lifeline(url, seconds=10)
    pool = Pool(url, size=1, prepare_threshold=5, wait_seconds=0.2, lifeline=lifeline)
    pool.open()
    return pool


def hold_row(connection: psycopg.Connection[Any], account: Row) -> None:
    """Lock an account as a posting would, until the connection's transaction ends."""
    connection.execute(
        "SELECT FROM ledger_private.account WHERE account_id = %s FOR NO KEY UPDATE",
        (account.account_id,),
    )


def swap_pool(app: Flask, url: str) -> None:
    """Give the application a pool of one connection that gives up soon."""
    app.extensions["database"].close()
    app.extensions["database"] = pool_of_one(url)


def swap_connected_pool(app: Flask, database: Database) -> None:
    """Give it one that is connected to its own database."""
    swap_pool(app, database.url_as("ledger_web"))
    wait_until(lambda: app.extensions["database"].states()["free"], "no connection")


def wait_until_someone_waits(database: Database) -> None:
    """Return once a session of the web waits for a lock, on a connection of the common pool."""
    query = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = 'ledger_web' AND wait_event_type = 'Lock'
          AND query NOT LIKE '%post_gathered%'
    """
    with database.connect() as connection:
        wait_until(lambda: connection.execute(query).fetchall() != [(0,)], "nobody waits")


def test_a_locked_account_is_waited_for_only_so_long(
    app: Flask, as_alice: Caller, funded: Row, shop: Row, database: Database
) -> None:
    """503 with Retry-After; nothing was posted, and the same key works afterwards."""
    query = "ALTER ROLE ledger_web IN DATABASE {} SET lock_timeout = '200ms'"
    with database.connect() as connection:
        connection.execute(sql.SQL(query).format(sql.Identifier(database.name)))
    swap_connected_pool(app, database)
    with database.connect(autocommit=False) as holder:
        hold_row(holder, funded)
        refused = as_alice.transfer(funded, shop, "10.00", key="k1")
        assert code_of(refused) == (503, "WEB902")
        assert refused.headers["Retry-After"] == "1"
        holder.rollback()
    posted = as_alice.transfer(funded, shop, "10.00", key="k1")
    assert posted.status_code == 201


def test_a_slow_statement_is_given_up(pool: Pool, app: Flask) -> None:
    """statement_timeout ends it, and that is 503 too."""
    pool.fetch_one(Cell, "SELECT set_config('statement_timeout', '50ms', false)", {})
    with pytest.raises(psycopg.errors.QueryCanceled) as caught:
        pool.fetch_one(Cell, "SELECT pg_sleep(5)::text", {})
    with app.test_request_context():
        assert from_database(caught.value).code == "WEB902"


def test_a_pool_in_full_use_says_so(
    app: Flask, as_alice: Caller, funded: Row, shop: Row, database: Database
) -> None:
    """A request that finds no free connection is turned away, not queued for ever."""
    swap_connected_pool(app, database)
    other = Caller(app.test_client(), as_alice.token)
    answers: list[int] = []
    posting = threading.Thread(
        target=lambda: answers.append(as_alice.transfer(funded, shop, "1.00").status_code)
    )
    with database.connect(autocommit=False) as holder:
        hold_row(holder, funded)
        posting.start()
        wait_until_someone_waits(database)
        refused = other.get(f"/v1/accounts/{funded.account_id}")
        holder.rollback()
        posting.join()
    assert code_of(refused) == (503, "WEB902")
    assert refused.headers["Retry-After"] == "1"
    assert answers == [201]


def test_a_database_that_restarts_is_found_again(
    app: Flask, as_alice: Caller, funded: Row, shop: Row, database: Database
) -> None:
    """One request notices; the pool's other dead connections trouble nobody."""
    pool = app.extensions["database"]
    with database.connect() as connection:
        with pool._borrowed(), pool._borrowed():  # and one more waits for transfers to gather
            wait_until(lambda: len(connection.execute(_SESSIONS).fetchall()) == 3, "too few")
        killed = connection.execute(_END_SESSIONS).fetchall()
    assert killed == [(True,)] * 3
    assert code_of(as_alice.transfer(funded, shop, "2.00", key="k1")) == (503, "WEB903")
    assert as_alice.transfer(funded, shop, "2.00", key="k1").status_code == 201
    shown = as_alice.get(f"/v1/accounts/{funded.account_id}/balance").get_json()
    assert shown["balance"] == "98.00"


def test_a_database_that_is_away_is_503(app: Flask, client: FlaskClient) -> None:
    """The process stays alive and says that it is not ready."""
    swap_pool(app, "postgresql://nobody@127.0.0.1:1/nothing")
    assert client.get("/health").status_code == 200
    response = client.get("/health/ready")
    assert code_of(response)[0] == 503
    assert response.headers["Retry-After"] == "1"


def test_a_serialization_failure_is_tried_again_a_few_times(pool: Pool, database: Database) -> None:
    """And only that: any other error comes out at once."""
    with database.connect() as connection:
        connection.execute(_FAILING)

    def tries(times: int, code: str) -> str:
        query = "SELECT public.fails(%(times)s, %(code)s)"
        pool.fetch_all(Cell, "SELECT setval('public.tries', 1, false)::text", {})
        return pool.fetch_one(Cell, query, {"times": str(times), "code": code})

    def used() -> str:
        return pool.fetch_one(Cell, "SELECT last_value::text FROM public.tries", {})

    assert tries(3, "40001") == "done"
    assert tries(2, "40P01") == "done"
    with pytest.raises(psycopg.errors.SerializationFailure):
        tries(99, "40001")
    assert used() == "4"
    with pytest.raises(psycopg.errors.UniqueViolation):
        tries(1, "23505")
    assert used() == "1"


def test_an_error_nobody_foresaw_is_500_and_tells_nothing(
    as_alice: Caller, funded: Row, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has it all, under the request id."""
    with database.connect() as connection:
        connection.execute("ALTER FUNCTION ledger.get_account RENAME TO get_account_away")
    response = as_alice.get(f"/v1/accounts/{funded.account_id}")
    assert code_of(response) == (500, "WEB901")
    assert "get_account" not in response.get_data(as_text=True)
    assert response.headers["X-Request-ID"] in caplog.text
    assert "get_account" in caplog.text
