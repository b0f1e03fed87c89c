"""What the worker keeps equals what the journal says, whatever happens to the worker."""

from __future__ import annotations

import random
import threading
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.security.tampering import rewrite

if TYPE_CHECKING:
    from tests.fraud.town import Town
    from tests.support.databases import Database

_NAMES = ("ann", "bob", "cid", "dan", "eve")
_KILL_ONE = """
    SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity AS a
    WHERE a.datname = current_database() AND a.application_name = 'worker'
    ORDER BY random() LIMIT 1
"""
_KILLS = 10
# Whoever reads events while others number them may find some that have no position yet.
_IS_BEHIND = """
    SELECT p.last_position < (SELECT max(f.event_position) FROM ledger_audit.feed_event AS f)
        OR EXISTS (
            SELECT FROM ledger_audit.transaction AS t
            WHERE NOT EXISTS (
                SELECT FROM ledger_audit.feed_event AS f WHERE f.transaction_id = t.transaction_id
            )
        )
    FROM ledger_private.fraud_progress AS p
"""


def live(town: Town, chance: random.Random, steps: int) -> None:
    """Let customers pay each other at random, with rests of seconds up to weeks."""
    for _ in range(steps):
        if chance.random() < 0.5:
            town.later(seconds=chance.choice((1, 40, 600, 3000, 20_000, 90_000, 700_000)))
        payer, payee = chance.sample((*_NAMES, "cash"), 2)
        town.pay(payer, payee, chance.choice((1, 5, 20, 1000, "7.25", "199.99")))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_lives(town: Town, seed: int) -> None:
    """Taken in pieces of any size."""
    chance = random.Random(seed)
    town.account("second", owner="ann")
    town.fund(*_NAMES, "second", amount=500)
    for _ in range(6):
        live(town, chance, 20)
        town.ledger.connection.execute(
            "SELECT ledger.check_fraud(%s)", (chance.choice((1, 7, 500)),)
        )
    town.check()
    assert len(town.observed("ann")) > 10
    assert town.differences() == []


def test_workers_that_are_killed(town: Town, database: Database) -> None:
    """Three at once: each event is observed once and in order."""
    town.rule(threshold=1000, feature="amount")
    town.fund(*_NAMES, amount=5000)
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            try:
                with database.connect("ledger_dba", application_name="worker") as session:
                    while not stop.is_set():
                        session.execute("SELECT ledger.check_fraud(3)")
            except psycopg.OperationalError:
                continue

    threads = [threading.Thread(target=work) for _ in range(3)]
    chance, kills = random.Random(5), 0
    with database.connect() as owner:
        for thread in threads:
            thread.start()
        while kills < _KILLS:
            live(town, chance, 12)
            kills += owner.execute(_KILL_ONE).fetchone() is not None
        while owner.execute(_IS_BEHIND).fetchone() != (False,):
            owner.execute("SELECT pg_sleep(0.02)")
        stop.set()
        for thread in threads:
            thread.join()
    assert town.differences() == []
    dear = [row for name in _NAMES for row in town.observed(name) if row.amount >= 1000]
    assert {row.transaction_id for row in dear} <= set(town.scores())


def test_events_that_somebody_takes_by_hand(town: Town, database: Database) -> None:
    """They are waited for, and observed in their place; what is acknowledged by hand, too."""
    town.fund("ann")
    town.check()
    town.pay("ann", "bob", 1)
    with database.connect("ledger_dba") as other:
        row = other.execute("SELECT c.lease_id FROM ledger.consume_events('fraud') AS c").fetchone()
        town.pay("ann", "bob", 2)
        assert town.check() == 0
        other.execute("SELECT ledger.acknowledge_events('fraud', %s)", row)
    assert town.check() >= 2
    assert town.differences() == []


@pytest.mark.tampered
def test_a_worker_that_counts_wrong_is_seen(town: Town, database: Database) -> None:
    """A window that is an hour too long differs from the journal."""
    with database.connect() as owner:
        rewrite(owner, "ledger_private.fraud_features", "'23 hours'", "'24 hours'")
    town.fund("ann")
    town.pay("ann", "bob", 1)
    town.later(hours=24)
    town.pay("ann", "bob", 1)
    town.check()
    assert town.differences() != []


@pytest.mark.tampered
def test_without_its_lock_events_are_observed_out_of_order(town: Town, database: Database) -> None:
    """Two workers then read the same progress; the key of observations refuses the second."""
    with database.connect() as owner:
        rewrite(owner, "ledger.check_fraud", "FOR NO KEY UPDATE", "")
    town.fund("ann")
    town.check()
    town.pay("ann", "bob", 1)
    town.ledger.rows("list_events")
    with database.connect("ledger_dba") as one, database.connect("ledger_dba") as two:
        with one.transaction():
            one.execute("SELECT ledger.check_fraud()")
            failed: list[str | None] = []

            def second() -> None:
                town.pay("ann", "bob", 2)
                try:
                    two.execute("SELECT ledger.check_fraud()")
                except psycopg.Error as error:
                    failed.append(error.sqlstate)

            thread = threading.Thread(target=second)
            thread.start()
            with database.connect() as owner:
                while (
                    owner.execute(
                        "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        " AND query ~ 'check_fraud'"
                    ).fetchone()
                    is None
                ):
                    owner.execute("SELECT pg_sleep(0.01)")
        thread.join()
    assert failed == ["23505"]
