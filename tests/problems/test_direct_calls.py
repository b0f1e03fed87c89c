"""Statements run by one call of libpq, on connections kept in hand: lost, stale, unprepared."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from webapp import db
from webapp.db import Database as Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_PREPARED = "SELECT count(*)::text FROM pg_prepared_statements"
_PID = "SELECT pg_backend_pid()::text"


class Cell(str):
    """A row of one column."""

    __slots__ = ()


@pytest.fixture
def make(database: Database) -> Iterator[Callable[..., Pool]]:
    """Return what makes pools of one connection of the superuser."""
    pools = []

    def open_one(*, prepare_threshold: int | None = 5, **more: Any) -> Pool:  # noqa: ANN401 - settings of a pool
        pool = Pool(
            database.url, size=1, prepare_threshold=prepare_threshold, wait_seconds=30, **more
        )
        pool.open()
        pools.append(pool)
        return pool

    yield open_one
    for pool in pools:
        pool.close()


def end(database: Database, pid: str) -> None:
    """Terminate a backend, and wait until it is gone."""
    with database.connect() as connection:
        query = "SELECT pg_terminate_backend(%s, 60000)"
        assert connection.execute(query, (int(pid),)).fetchone() == (True,)


def gathering_pid(database: Database, *, state: str) -> str:
    """Return the backend that gathers, once it is in this state."""
    query = """
        SELECT pid::text FROM pg_stat_activity
        WHERE usename = 'ledger_web' AND datname = current_database()
          AND query LIKE '%%post_gathered%%' AND (state = %(state)s OR wait_event_type = %(state)s)
    """
    give_up = time.monotonic() + 60
    with database.connect() as connection:
        while True:
            rows: list[Any] = connection.execute(query, {"state": state}).fetchall()
            if rows:
                return str(rows[0][0])
            assert time.monotonic() < give_up, "nobody gathers"
            time.sleep(0.01)


def test_a_backend_killed_between_calls_costs_no_answer(
    app: Flask,
    as_alice: Caller,
    *,
    funded: Row,
    shop: Row,
    ledger: LedgerCalls,
    database: Database,
) -> None:
    """The transfer goes alone, and the next one by a new connection in hand."""
    as_alice.transfer(funded, shop, "1.00", key="k1")
    pid = gathering_pid(database, state="idle")
    end(database, pid)
    assert as_alice.transfer(funded, shop, "1.00", key="k2").status_code == 201
    assert as_alice.transfer(funded, shop, "1.00", key="k3").status_code == 201
    assert gathering_pid(database, state="idle") != pid
    assert len(app.extensions["gatherer_database"]._in_hand) == 1
    assert str(ledger.balance(shop.account_id)) == "3.00"


def test_a_backend_killed_during_a_call_posts_once(
    as_alice: Caller, funded: Row, shop: Row, ledger: LedgerCalls, database: Database
) -> None:
    """What it was about to post is asked for again under the same key."""
    as_alice.transfer(funded, shop, "1.00", key="k1")
    answers: list[int] = []
    posting = threading.Thread(
        target=lambda: answers.append(as_alice.transfer(funded, shop, "1.00", key="k2").status_code)
    )
    with database.connect() as connection:
        # Long enough that the call is ended by us and by nothing else.
        connection.execute("ALTER FUNCTION ledger_gateway.post_gathered SET lock_timeout = '20s'")
    with database.connect(autocommit=False) as holder:
        holder.execute(
            "SELECT FROM ledger_private.account WHERE account_id = %s FOR NO KEY UPDATE",
            (funded.account_id,),
        )
        posting.start()
        end(database, gathering_pid(database, state="Lock"))
        holder.rollback()
    posting.join(30)
    assert answers == [201]
    assert as_alice.transfer(funded, shop, "1.00", key="k2").status_code == 200
    assert str(ledger.balance(shop.account_id)) == "2.00"


@pytest.mark.parametrize("keeps_in_hand", [False, True])
def test_a_lost_connection_is_an_operational_error_and_replaced(
    make: Callable[..., Pool], database: Database, *, keeps_in_hand: bool
) -> None:
    """Whether libpq finds out while it sends or while it reads."""
    pool = make(keeps_in_hand=keeps_in_hand)
    pid = pool.fetch_one(Cell, _PID, {})
    end(database, pid)
    with pytest.raises(psycopg.OperationalError):
        pool.fetch_one(Cell, _PID, {})
    assert pool.fetch_one(Cell, _PID, {}) != pid


def test_one_lost_connection_has_all_in_hand_replaced(database: Database) -> None:
    """Whoever takes the next one does not meet the same."""
    pool = Pool(database.url, size=2, prepare_threshold=5, keeps_in_hand=True)
    pool.open()
    with pool._borrowed(), pool._borrowed():
        pass
    assert pool._in_hand is not None
    pids = [connection.info.backend_pid for connection, _, _ in pool._in_hand]
    assert len(pids) == 2
    for pid in pids:
        end(database, str(pid))
    with pytest.raises(psycopg.OperationalError):
        pool.fetch_one(Cell, _PID, {})
    assert pool.fetch_one(Cell, _PID, {}) not in map(str, pids)
    pool.close()


def test_a_statement_that_was_forgotten_is_prepared_on_a_new_connection(
    make: Callable[..., Pool],
) -> None:
    """As after DISCARD ALL, or when a function has come to return other columns."""
    pool = make(prepare_threshold=0, keeps_in_hand=True)
    pid = pool.fetch_one(Cell, _PID, {})
    pool._in_hand[0][0].pgconn.exec_(b"DEALLOCATE ALL")  # type: ignore[index]
    with pytest.raises(psycopg.errors.InvalidSqlStatementName):
        pool.fetch_one(Cell, _PID, {})
    assert pool.fetch_one(Cell, _PID, {}) != pid


def test_a_nul_in_a_value_is_refused_and_cuts_nothing_off(make: Callable[..., Pool]) -> None:
    """For libpq it would end the text."""
    query = "SELECT %(text)s::text"
    with pytest.raises(psycopg.DataError):
        make().fetch_one(Cell, query, {"text": "a\0b"})


def test_values_stand_in_their_places_and_null_is_null(make: Callable[..., Pool]) -> None:
    """A name used twice is sent once, in whatever order they are given."""
    query = "SELECT %(b)s::text || %(a)s::text || %(b)s::text || coalesce(%(c)s, '?')"
    assert make().fetch_one(Cell, query, {"a": "1", "b": "🏠", "c": None}) == "🏠1🏠?"


def test_a_percent_sign_is_written_twice_as_for_psycopg(make: Callable[..., Pool]) -> None:
    """In a format, for one."""
    query = "SELECT format('%%s%%%%', %(text)s::text)"
    assert make().fetch_one(Cell, query, {"text": "5"}) == "5%"


def test_a_statement_is_prepared_after_so_many_uses(make: Callable[..., Pool]) -> None:
    """As the setting says."""
    pool = make(prepare_threshold=2)
    assert [pool.fetch_one(Cell, _PREPARED, {}) for _ in range(4)] == ["0", "0", "1", "1"]


@pytest.mark.parametrize("how", [{"prepare_threshold": None}, {"is_traced": True}])
def test_a_pooler_that_forgets_and_a_trace_keep_the_cursors(
    make: Callable[..., Pool], how: dict[str, Any]
) -> None:
    """Nothing is kept in hand there, and without a threshold nothing is prepared."""
    pool = make(keeps_in_hand=True, **how)
    pool.fetch_one(Cell, _PID, {})
    assert pool._in_hand is None
    with pool._borrowed() as connection:
        assert type(connection) is psycopg.Connection
    if "prepare_threshold" in how:
        assert {pool.fetch_one(Cell, _PREPARED, {}) for _ in range(8)} == {"0"}


def test_what_is_in_hand_goes_back_to_the_pool_in_time(
    make: Callable[..., Pool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """There it is replaced when it has grown old."""
    pool = make(keeps_in_hand=True)
    pool.fetch_one(Cell, _PID, {})
    assert len(pool._in_hand or ()) == 1
    pool._give_back()
    monkeypatch.setattr(db, "HAND_SECONDS", 0.0)
    pool.fetch_one(Cell, _PID, {})
    assert len(pool._in_hand or ()) == 0
    assert pool.states()["free"] == 1


def test_a_closed_pool_has_nothing_in_hand(make: Callable[..., Pool], database: Database) -> None:
    """Its sessions are over."""
    pool = make(keeps_in_hand=True)
    pid = pool.fetch_one(Cell, _PID, {})
    pool.close()
    give_up = time.monotonic() + 60
    with database.connect() as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
        while connection.execute(query, (int(pid),)).fetchone() != (0,):
            assert time.monotonic() < give_up, "the session goes on"
            time.sleep(0.01)
