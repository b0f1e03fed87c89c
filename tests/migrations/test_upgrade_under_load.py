"""Clients post while a later release is deployed: nothing is lost, nobody is refused for good."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from migrations.bridge import ChangeFailedError
from migrations.engine import deploy, states, verify
from tests.migrations.later import later_release

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.migrations.kept import Kept
    from tests.support.databases import Database

    Session = psycopg.Connection[Any]

pytest_plugins = ["tests.migrations.kept"]

_WAIT = 60  # seconds: longer than any of it may take
# What tells a client to ask again with the same key: met another session, waited too long.
_AGAIN = {"40001", "40P01", "55P03"}
# Accounts whose limits are far away.
_CODES = ("alice", "alice:savings", "bob", "shop", "house:asset")
_TRANSFER = """
    SELECT t.amount FROM ledger.post_transfer(
        ledger.account_id(%(from)s), ledger.account_id(%(to)s), 0.01, p_idempotency_key => %(key)s
    ) AS t
"""
_BATCH = """
    SELECT sum(t.amount) FROM ledger.post_transfers(ARRAY[ledger.transfer_item(
        ledger.account_id(%(from)s), ledger.account_id(%(to)s), 0.01, 'EUR', %(key)s
    )]) AS t
"""
_LEGS = """
    SELECT t.amount FROM ledger.post_transaction(ARRAY[
        ledger.debit_leg(ledger.account_id(%(from)s), 0.01),
        ledger.credit_leg(ledger.account_id(%(to)s), 0.01)
    ], p_idempotency_key => %(key)s) AS t
"""
_HOLD = """
    SELECT h.amount FROM ledger.hold_funds(
        ledger.account_id(%(from)s), 0.01, p_idempotency_key => %(key)s
    ) AS h
"""
_KEYS = """
    SELECT k.idempotency_key FROM ledger_private.idempotency_key AS k
    WHERE k.idempotency_key LIKE 'load-%'
"""
_CALLS = (_TRANSFER, _BATCH, _LEGS, _HOLD)


class Crowd:
    """Clients that post until they are told to stop, each asking again when it is told to."""

    def __init__(self, database: Database) -> None:
        """Start nothing yet."""
        self.database = database
        self.over = threading.Event()
        self.done: list[str] = []
        self.asked_again: list[str] = []

    def post(self, number: int) -> None:
        """Be one client, in one session that outlives the upgrade."""
        choose = random.Random(number)
        options = "-clock_timeout=5s"
        with self.database.connect("ledger_dba", options=options) as session:
            for turn in range(1_000_000):
                if self.over.is_set():
                    return
                payer, payee = choose.sample(_CODES, 2)
                key = f"load-{number}-{turn}"
                self._insist(
                    session, _CALLS[turn % len(_CALLS)], {"from": payer, "to": payee, "key": key}
                )
                self.done.append(key)

    def _insist(self, session: Session, call: str, values: dict[str, str]) -> None:
        give_up = time.monotonic() + _WAIT
        while True:
            try:
                session.execute(call.encode(), values)
            except psycopg.Error as error:
                if error.sqlstate not in _AGAIN or time.monotonic() > give_up:
                    raise
                self.asked_again.append(str(error.sqlstate))
            else:
                return


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Return migrations/ of a later release."""
    return later_release(tmp_path)


@pytest.fixture
def old(newest: Kept) -> Iterator[Database]:
    """Give the database that was kept, upgraded to this tree, with money enough."""
    with newest.clone() as database:
        deploy(database.url)
        with database.connect("ledger_dba") as dba:
            for code in _CODES[:-1]:
                dba.execute("SELECT ledger.deposit(ledger.account_id(%s), 1000)", (code,))
        yield database


def _deploy(database: Database, root: Path) -> None:
    """Deploy as an operator does: again, when a lock was not to be had in time."""
    give_up = time.monotonic() + _WAIT
    while True:
        try:
            deploy(database.url, root=root)
        except ChangeFailedError as error:
            if "lock" not in str(error) or time.monotonic() > give_up:
                raise
        else:
            return


def _wait_for(crowd: Crowd, clients: list[Future[None]], postings: int) -> None:
    goal = len(crowd.done) + postings
    give_up = time.monotonic() + _WAIT
    while len(crowd.done) < goal:
        assert time.monotonic() < give_up, "the clients post no more"
        assert not any(client.done() for client in clients), "a client was refused"
        time.sleep(0.01)


def test_nothing_is_lost_or_doubled_while_a_release_is_deployed(old: Database, later: Path) -> None:
    """Transfers, batches, legs and holds before, during and after, in the same sessions."""
    crowd = Crowd(old)
    with ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(crowd.post, number) for number in range(4)]
        try:
            _wait_for(crowd, clients, 50)
            _deploy(old, later)
            _wait_for(crowd, clients, 50)
        finally:
            crowd.over.set()
            for client in clients:
                client.result(_WAIT)
    assert {state.state for state in states(old.url, root=later)} == {"applied"}
    with old.connect() as dba:
        rows = dba.execute(_KEYS).fetchall()
        assert sorted(row[0] for row in rows) == sorted(crowd.done)
        named = dba.execute("SELECT ledger.nickname(ledger.account_id('bob'))").fetchone()
        assert named == (None,)
    assert [check for check in verify(old.url, root=later) if not check.ok] == []


def test_a_door_that_is_missing_for_a_moment_is_noticed(old: Database) -> None:
    """As in an upgrade that takes functions away in one step and brings them in the next."""
    crowd = Crowd(old)
    with ThreadPoolExecutor(1) as pool, old.connect() as connection:
        client = pool.submit(crowd.post, 0)
        _wait_for(crowd, [client], 10)
        connection.execute("ALTER FUNCTION ledger.post_transfer RENAME TO post_transfer_before")
        with pytest.raises(psycopg.errors.UndefinedFunction):
            client.result(_WAIT)


def test_a_release_that_cannot_get_its_lock_gives_up_and_leaves_nothing(
    old: Database, later: Path
) -> None:
    """An open transaction holds it back for as long as the step allows; posting goes on."""
    with old.connect("ledger_dba", autocommit=False) as busy:
        busy.execute(_TRANSFER.encode(), {"from": "alice", "to": "bob", "key": "busy"})
        with pytest.raises(ChangeFailedError, match=r"later_columns: .*lock timeout"):
            deploy(old.url, root=later)
        with old.connect("ledger_dba") as dba:
            dba.execute(_TRANSFER.encode(), {"from": "carol", "to": "shop", "key": "meanwhile"})
        assert [s.name for s in states(old.url, root=later) if s.state == "pending"] == [
            "later_columns",
            "code_9999",
        ]
        busy.commit()
    assert deploy(old.url, root=later).changes == ("later_columns", "code_9999")
