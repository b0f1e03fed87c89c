"""A reader that follows list_events gets every committed transaction once, whoever is slow."""

from __future__ import annotations

import random
import threading
import time
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.concurrency.crowd import SECONDS, at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_WRITERS = 8
_TURNS = 15

# What an outbox must not do: ids are given when a transfer is posted, not when it commits.
_BY_ID = """
    SELECT t.* FROM ledger_audit.transaction AS t
    WHERE t.transaction_id > %s ORDER BY t.transaction_id LIMIT 1000
"""


@pytest.mark.parametrize("page", [1000, 7])
def test_every_commit_is_read_once(
    database: Database, funded: Callable[[int, str], list[UUID]], page: int
) -> None:
    """Slow and fast writers commit, others roll back; the reader misses and repeats nothing."""
    ids = funded(5, "1000")
    seen = _race(database, ids, lambda calls, last: _follow(calls, last, page))

    events = [event.event_id for event in seen]
    assert len(events) == len(set(events))
    assert {event.transaction_id for event in seen} - {None} == _committed(database)
    assert [event.event_position for event in seen] == list(range(1, len(seen) + 1))
    for account_id in ids:
        versions = [
            version
            for event in seen
            for party, version in (
                (event.from_account_id, event.from_account_version),
                (event.to_account_id, event.to_account_version),
            )
            if party == account_id and version is not None
        ]
        assert versions == list(range(1, len(versions) + 1))
        assert len(versions) > 1


def test_many_number_at_once_without_a_gap(
    database: Database, funded: Callable[[int, str], list[UUID]]
) -> None:
    """All post and number, some wait and some do not, some roll back: each event once."""
    ids = funded(4, "1000")

    def act(calls: LedgerCalls, number: int) -> None:
        chance = random.Random(number)
        for _ in range(_TURNS):
            with calls.connection.transaction(force_rollback=chance.random() < 0.2):
                calls.post(_item(chance, ids))
            with calls.connection.transaction(force_rollback=chance.random() < 0.2):
                calls.rows(*chance.choice((("list_events",), ("verify_new",))))

    at_once(database, _WRITERS, act)
    with database.connect() as connection:
        rows = connection.execute("SELECT e.* FROM ledger.list_events() AS e").fetchall()
        checks = connection.execute("SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok")
        assert checks.fetchall() == []
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert {row[1] for row in rows} - {None} == _committed(database)


def test_following_ids_would_miss_events(
    database: Database, funded: Callable[[int, str], list[UUID]]
) -> None:
    """The same race read by "id > last id" loses events: so the test above can see a loss."""
    ids = funded(5, "1000")
    seen = _race(database, ids, _follow_ids, overtaken=len(_committed(database)) + 3)

    events = {event.transaction_id for event in seen}
    assert events < _committed(database)


def _race(
    database: Database,
    ids: list[UUID],
    follow: Callable[[LedgerCalls, Row | None], list[Row]],
    overtaken: int = 0,
) -> list[Row]:
    """Let writers write while one reader follows until all is written and read.

    The slow writer's first transaction stays open until the reader has seen more than so many.
    """
    ended: list[int] = []
    seen: list[Row] = []
    first_slow = threading.Event()

    def pause() -> None:
        first_slow.set()
        time.sleep(0.05)
        give_up = time.monotonic() + SECONDS / 2
        while len(seen) <= overtaken and time.monotonic() < give_up:
            time.sleep(0.01)

    def act(calls: LedgerCalls, number: int) -> None:
        if number < _WRITERS:
            try:
                _write(calls, ids, number, first_slow, pause)
            finally:
                ended.append(number)
            return
        # A superuser stands for the relay: the wrong reader needs the view itself.
        with database.connect() as connection:
            reader = type(calls)(connection)
            done = False
            while not done:
                done = len(ended) == _WRITERS
                while page := follow(reader, seen[-1] if seen else None):
                    seen.extend(page)
                time.sleep(0.002)

    at_once(database, _WRITERS + 1, act)
    return seen


def _write(
    calls: LedgerCalls,
    ids: list[UUID],
    number: int,
    first_slow: threading.Event,
    pause: Callable[[], None],
) -> None:
    chance = random.Random(number)
    # One writer posts between accounts of its own, so that it holds nobody up, and sleeps.
    slow = number == 0
    mine = ids[:2] if slow else ids[2:]
    for turn in range(_TURNS // 3 if slow else _TURNS):
        if not slow and turn == 0:
            first_slow.wait(SECONDS / 2)
        with calls.connection.transaction(force_rollback=chance.random() < 0.25 and not slow):
            calls.post(*(_item(chance, mine) for _ in range(chance.randint(1, 3))))
            if slow:
                pause()


def _item(chance: random.Random, accounts: list[UUID]) -> dict[str, Any]:
    payer, payee = chance.sample(accounts, 2)
    amount = chance.choice(("1", "1", "99999"))
    return {"from_account_id": payer, "to_account_id": payee, "amount": amount}


def _follow(calls: LedgerCalls, last: Row | None, page: int) -> list[Row]:
    if last is None:
        return calls.rows("list_events", limit=page)
    return calls.rows(
        "list_events",
        after_position=last.event_position,
        feed_id=last.feed_id,
        limit=page,
    )


def _follow_ids(calls: LedgerCalls, last: Row | None) -> list[Row]:
    after = UUID(int=0) if last is None else last.transaction_id
    return calls.connection.execute(_BY_ID, (after,)).fetchall()


def _committed(database: Database) -> set[UUID]:
    with database.connect() as connection:
        rows = connection.execute("SELECT t.transaction_id FROM ledger_audit.transaction AS t")
        return {row[0] for row in rows}
