"""list_events shows what is committed, in order, once, and nothing that could still move."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

    from tests.support.databases import Database

_PAY = "SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), {})"


def _page(connection: psycopg.Connection[Any], after: tuple[Any, Any], limit: int) -> list[Any]:
    return connection.execute(
        "SELECT e.xact_id, e.transaction_id, e.amount, e.from_balance, e.to_balance"
        " FROM ledger.list_events(%s, %s, %s) AS e",
        (*after, limit),
    ).fetchall()


def _all(connection: psycopg.Connection[Any], limit: int) -> list[Any]:
    read: list[Any] = []
    while page := _page(connection, read[-1][:2] if read else (None, None), limit):
        read += page
    return read


def _count(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute("SELECT count(*) FROM ledger.transactions").fetchone()
    assert row is not None
    return int(row[0])


def _settled(connection: psycopg.Connection[Any], count: int) -> list[Any]:
    """Read until ``count`` events are there: any transaction of the server holds them back."""
    deadline = time.monotonic() + 20
    while len(read := _all(connection, 1000)) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    return read


def test_pages_hold_every_transaction_once(town: Database) -> None:
    """Whatever the size of a page, all transactions come, each once, with their balances."""
    with town.connect() as connection:
        for amount in (3, 4, 5):
            connection.execute(_PAY.format(amount).encode())
        recorded = connection.execute("SELECT t.transaction_id FROM ledger.transactions AS t")
        ids = {row[0] for row in recorded}
        everything = _settled(connection, len(ids))
        assert [row[2:] for row in everything[-3:]] == [(3, 94, 56), (4, 90, 60), (5, 85, 65)]
        assert _all(connection, 1) == _all(connection, 2) == everything
        assert {row[1] for row in everything} == ids


def test_waits_for_an_older_transaction_that_is_still_open(town: Database) -> None:
    """A later commit is held back until the earlier one has ended: a cursor misses nothing."""
    with town.connect() as reader, town.connect(autocommit=False) as slow, town.connect() as fast:
        before = _settled(reader, _count(reader))
        slow.execute(
            b"SELECT ledger.post_transfer(ledger_test.id('frank'), ledger_test.id('greta'), 7)"
        )
        fast.execute(_PAY.format(8).encode())
        assert _all(reader, 1000) == before
        slow.commit()
        after = _settled(reader, len(before) + 2)
        assert [row[2] for row in after[len(before) :]] == [7, 8]
