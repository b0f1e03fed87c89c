"""list_events shows what is committed, once, in an order that stays, whoever else is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.security.tampering import rewrite

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.rig import Rig

_PAY = "SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), {})"
_OTHERS = "SELECT ledger.post_transfer(ledger_test.id('frank'), ledger_test.id('greta'), 7)"
_BEGIN = "SELECT pg_current_xact_id()"


def _page(connection: psycopg.Connection[Any], after: tuple[Any, Any], limit: int) -> list[Any]:
    return connection.execute(
        "SELECT e.event_position, e.feed_id, e.event_id, e.amount, e.from_balance,"
        " e.to_balance FROM ledger.list_events(%s, %s, %s) AS e",
        (*after, limit),
    ).fetchall()


def _all(connection: psycopg.Connection[Any], limit: int = 1000) -> list[Any]:
    read: list[Any] = []
    while page := _page(connection, read[-1][:2] if read else (None, None), limit):
        read += page
    return read


def _amounts(rows: list[Any]) -> list[int]:
    return [int(row[3]) for row in rows if row[3] is not None]


def test_pages_hold_every_transaction_once(town: Database) -> None:
    """Whatever the size of a page, all transactions and acts come, each once, with balances."""
    with town.connect() as connection:
        for amount in (3, 4, 5):
            connection.execute(_PAY.format(amount).encode())
        recorded = connection.execute(
            "SELECT t.transaction_id FROM ledger.transactions AS t"
            " UNION ALL SELECT a.act_id FROM ledger_audit.act AS a"
        )
        ids = {row[0] for row in recorded}
        everything = _all(connection)
        assert [row[3:] for row in everything[-3:]] == [(3, 94, 56), (4, 90, 60), (5, 85, 65)]
        assert _all(connection, 1) == _all(connection, 2) == everything
        assert {row[2] for row in everything} == ids
        assert [row[0] for row in everything] == list(range(1, len(ids) + 1))


def test_an_older_transaction_that_is_still_open_comes_later(town: Database) -> None:
    """What is committed is read at once; what commits late is behind it, and not lost."""
    with town.connect() as reader, town.connect(autocommit=False) as slow:
        before = _all(reader)
        slow.execute(_OTHERS.encode())
        reader.execute(_PAY.format(8).encode())
        assert _amounts(_all(reader)[len(before) :]) == [8]
        slow.commit()
        assert _amounts(_all(reader)[len(before) :]) == [8, 7]


def test_nothing_elsewhere_in_the_cluster_holds_events_back(town: Database, rig: Rig) -> None:
    """Neither a transaction of another database nor one that posts nothing."""
    with (
        rig.empty() as other,
        other.connect(autocommit=False) as idle,
        town.connect(autocommit=False) as idle_here,
        town.connect() as reader,
    ):
        idle.execute(_BEGIN)
        idle_here.execute(_BEGIN)
        before = _all(reader)
        reader.execute(_PAY.format(8).encode())
        assert _amounts(_all(reader)[len(before) :]) == [8]
        proof = reader.execute("SELECT is_ok, is_current FROM ledger.verify_new()").fetchone()
        assert proof == (True, True)


def test_who_begins_early_and_posts_late_comes_late(town: Database) -> None:
    """Versions of an account ascend, though the later one has the lower transaction number."""
    with town.connect() as reader, town.connect(autocommit=False) as early:
        before = _all(reader)
        early.execute(_BEGIN)
        reader.execute(_PAY.format(8).encode())
        early.execute(_PAY.format(9).encode())
        early.commit()
        assert _amounts(_all(reader)[len(before) :]) == [8, 9]


def test_by_transaction_number_it_would_come_early(town: Database) -> None:
    """The same with the order of transaction numbers: so the test above can see the fault."""
    with town.connect() as reader, town.connect(autocommit=False) as early:
        rewrite(reader, "ledger_private.number_events", "u.created_at, u.xact_id", "u.xact_id")
        before = _all(reader)
        early.execute(_BEGIN)
        reader.execute(_PAY.format(8).encode())
        early.execute(_PAY.format(9).encode())
        early.commit()
        assert _amounts(_all(reader)[len(before) :]) == [9, 8]


@pytest.mark.parametrize("forgets", [False, True])
def test_who_reads_and_then_posts_is_not_passed_over(town: Database, *, forgets: bool) -> None:
    """A session's own transaction is not open to itself: a pass has to call it open."""
    with town.connect() as reader, town.connect(autocommit=False) as mixed:
        if forgets:
            rewrite(
                reader,
                "ledger_private.number_events",
                "ledger_private.snapshot_without(s.seen, s.own_xact_id)",
                "s.seen",
            )
        before = _all(reader)
        mixed.execute(_PAY.format(2).encode())
        # Whoever ends now lifts the border of what has been above that transaction.
        reader.execute(_OTHERS.encode())
        assert _amounts(_all(mixed)[len(before) :]) == [7]
        mixed.execute(_PAY.format(3).encode())
        mixed.commit()
        assert _amounts(_all(reader)[len(before) :]) == ([7] if forgets else [7, 2, 3])
        broken = reader.execute("SELECT name FROM ledger.verify() WHERE NOT ok").fetchall()
        faults = [("events_are_readable",), ("guards_are_in_place",)]
        assert broken == (faults if forgets else [])


@pytest.mark.parametrize("options", ["-cdefault_transaction_read_only=on", "repeatable read"])
def test_who_cannot_number_reads_what_is_numbered(town: Database, options: str) -> None:
    """In a read-only transaction, as on a standby, and with a snapshot that is kept."""
    if " " in options:
        options = "-cdefault_transaction_isolation=repeatable\\ read"
    with town.connect() as writer, town.connect(options=options) as reader:
        numbered = _all(writer)
        writer.execute(_PAY.format(8).encode())
        assert _all(reader) == numbered
        assert _page(reader, (len(numbered) + 1, numbered[0][1]), 10) == []
        assert _all(writer) == _all(reader) != numbered


def test_while_another_session_numbers_the_numbered_is_read(town: Database) -> None:
    """Nobody waits for a reader that stays in its transaction."""
    with town.connect() as reader, town.connect(autocommit=False) as slow:
        before = _all(slow)
        reader.execute(_PAY.format(8).encode())
        assert _amounts(_all(reader)) == _amounts(before)
        slow.commit()
        assert _all(reader)[:-1] == before


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ((1, None), "LG108"),
        ((1, "00000000-0000-0000-0000-000000000001"), "LG320"),
        ((1_000_000, "own"), "LG320"),
    ],
)
def test_a_cursor_of_another_history_is_refused(
    town: Database, after: tuple[int, str | None], code: str
) -> None:
    """A position means nothing without its feed, nor where the feed has not been."""
    with town.connect() as reader:
        feed_id = _all(reader)[0][1]
        position, given = after
        with pytest.raises(psycopg.DatabaseError) as refused:
            _page(reader, (position, feed_id if given == "own" else given), 10)
        assert refused.value.sqlstate == code
