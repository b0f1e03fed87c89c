"""Workers of a consumer that are killed at any moment."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import psycopg
from psycopg.rows import namedtuple_row

from tests.events.consuming import OPENED, acknowledge, consume, positions, post, run_out, state

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_OWN_TABLE = """
    CREATE SCHEMA own;
    CREATE TABLE own.done (event_position bigint);
    GRANT USAGE ON SCHEMA own TO ledger_operator;
    GRANT INSERT ON own.done TO ledger_operator;
"""
_KILL_ONE = """
    SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity AS a
    WHERE a.datname = current_database() AND a.application_name = 'worker'
    ORDER BY random() LIMIT 1
"""
_KILLS = 12


def test_work_in_the_same_transaction_is_done_exactly_once(
    database: Database, ledger: LedgerCalls, accounts: tuple[Row, Row]
) -> None:
    """An own table has each event once, however often the workers die."""
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            try:
                with database.connect(
                    "ledger_dba", row_factory=namedtuple_row, application_name="worker"
                ) as session:
                    while not stop.is_set():
                        with session.transaction():
                            events = consume(session, 3)
                            session.cursor().executemany(
                                "INSERT INTO own.done VALUES (%s)",
                                [(event.event_position,) for event in events],
                            )
                            if events:
                                acknowledge(session, events)
            except psycopg.OperationalError:
                continue

    threads = [threading.Thread(target=work) for _ in range(3)]
    with database.connect() as owner:
        owner.execute(_OWN_TABLE)
        for thread in threads:
            thread.start()
        kills = posted = 0
        while kills < _KILLS:
            post(ledger, accounts, 10)
            posted += 10
            kills += owner.execute(_KILL_ONE).fetchone() is not None
        while state(ledger).acknowledged_position < posted:
            owner.execute("SELECT pg_sleep(0.02)")
        stop.set()
        for thread in threads:
            thread.join()
        done = owner.execute("SELECT event_position FROM own.done ORDER BY 1").fetchall()
    assert [row[0] for row in done] == list(range(OPENED + 1, posted + OPENED + 1))


def test_a_worker_that_dies_leaves_its_events_to_others(
    database: Database, ledger: LedgerCalls, accounts: tuple[Row, Row]
) -> None:
    """What it had taken and committed comes again when the lease has run out."""
    post(ledger, accounts, 4)
    with database.connect("ledger_dba", row_factory=namedtuple_row) as session:
        query = "SELECT c.* FROM ledger.consume_events('books', 3, '1 minute') AS c"
        taken = session.execute(query.encode()).fetchall()
    with database.connect("ledger_dba", row_factory=namedtuple_row) as session:
        fresh = consume(session)
        assert positions(fresh) == [4]
        run_out(database)
        again = consume(session)
    assert positions(again) == [1, 2, 3]
    assert {event.lease_id for event in again} != {event.lease_id for event in taken}
