"""A dump is restored in another cluster, with other transaction numbers: nobody loses an event."""

from __future__ import annotations

import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
import pytest

from migrations.engine import deploy
from tests.support.rig import Rig

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from tests.support.databases import Database

_PAY = b"SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('bob'), 1)"
_TO_IDA = b"SELECT ledger.post_transfer(ledger_test.id('alice'), ledger_test.id('ida'), 1)"
_BURN = (
    b"DO $$ BEGIN FOR n IN 1 .. 20000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
)


class Event(NamedTuple):
    """What a reader keeps of an event."""

    position: int
    feed_id: UUID
    event_id: UUID


@pytest.fixture
def elsewhere(rig: Rig) -> Iterator[Database]:
    """Give an empty database of another cluster that has the ledger's roles."""
    assert rig
    with closing(Rig()) as other, other.clone(other.template) as ready, other.empty() as database:
        assert ready
        yield database


def _read(connection: psycopg.Connection[Any], read: list[Event]) -> list[Event]:
    """Return the events behind those that were read."""
    last = read[-1] if read else Event(None, None, None)  # type: ignore[arg-type]
    rows = connection.execute(
        "SELECT e.event_position, e.feed_id, e.event_id FROM ledger.list_events(%s, %s) AS e",
        (last.position, last.feed_id),
    )
    return [Event(*row) for row in rows]


def _copy(source: Database, target: Database, file: Path) -> None:
    tool = source.cluster.tool
    command = [tool("pg_dump"), "--file", str(file)]
    subprocess.run(command, env=source.environment(), check=True, capture_output=True)
    subprocess.run(
        [tool("psql"), "-qX", "-v", "ON_ERROR_STOP=1", "--file", str(file)],
        env=target.environment(),
        check=True,
        capture_output=True,
    )


def _proof(connection: psycopg.Connection[Any]) -> tuple[Any, ...] | None:
    return connection.execute(
        "SELECT v.is_ok, v.is_current, v.transactions FROM ledger.verify_new() AS v"
    ).fetchone()


def test_a_restore_loses_and_repeats_nothing(
    town: Database, elsewhere: Database, tmp_path: Path
) -> None:
    """What was numbered keeps its place; what was not, and what is posted there, comes behind."""
    with town.connect() as connection:
        connection.execute(_BURN)
        for _ in range(3):
            connection.execute(_PAY)
        read = _read(connection, [])
        assert _proof(connection) == (True, True, len(_transactions(connection)))
        for _ in range(4):
            connection.execute(_PAY)
        opened = "SELECT ledger.open_account('USD')"
        connection.execute(opened.encode())
        kept = _transactions(connection) | _acts(connection)
        unread = kept - {event.event_id for event in read}
        # Four payments; the proof, and the account.
        assert len(unread & _transactions(connection)) == 4
        assert len(unread & _acts(connection)) == 2
        old_numbers = _newest_number(connection)
    _copy(town, elsewhere, tmp_path / "dump.sql")

    with elsewhere.connect() as connection:
        assert _newest_number(connection) == old_numbers
        for _ in range(5):
            connection.execute(_PAY)
        row = connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
        assert row is not None
        assert row[0] < old_numbers
        before = len(read)
        read += _read(connection, read)
        assert {event.feed_id for event in read[before:]} != {read[0].feed_id}
        connection.execute(_BURN)  # past the numbers that the dump brought
        for _ in range(6):
            connection.execute(_PAY)
        read += _read(connection, read)
        assert [event.position for event in read] == list(range(1, len(read) + 1))
        assert len({event.event_id for event in read}) == len(read)
        assert {event.event_id for event in read} == _transactions(connection) | _acts(connection)
        assert {event.event_id for event in read[before : before + 6]} == unread
        assert _proof(connection) == (True, True, 15)
        # A dump without --create brings no rights on the database: a deploy grants them.
        deploy(elsewhere.url)
        broken = connection.execute("SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok")
        assert broken.fetchall() == []


def test_open_credits_are_restored_and_folded_there(
    town: Database, elsewhere: Database, tmp_path: Path
) -> None:
    """Proved as open here, they count there, become entries and are proved as such."""
    ida = "ledger_test.id('ida')"
    with town.connect() as connection:
        connection.execute(_TO_IDA)
        proof = _proof(connection)
        assert proof is not None
        assert proof[:2] == (True, True)
        connection.execute(_TO_IDA)
    _copy(town, elsewhere, tmp_path / "dump.sql")
    with elsewhere.connect() as connection:
        connection.execute(_TO_IDA)
        shown = connection.execute(
            f"SELECT b.balance, b.version FROM ledger.get_balance({ida}) AS b".encode()
        )
        assert shown.fetchone() == (7, 0)
        folded = connection.execute(
            f"SELECT f.balance, f.version FROM ledger.fold_account({ida}) AS f".encode()
        )
        assert folded.fetchone() == (7, 4)
        assert _proof(connection) == (True, True, 2)
        assert _proof(connection) == (True, True, 0)
        # A dump without --create brings no rights on the database: a deploy grants them.
        deploy(elsewhere.url)
        broken = connection.execute("SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok")
        assert broken.fetchall() == []


def test_who_has_read_more_than_the_dump_holds_is_refused(
    town: Database, elsewhere: Database, tmp_path: Path
) -> None:
    """Its positions were given out anew; who has read less goes on."""
    with town.connect() as connection:
        known = _read(connection, [])
        _copy(town, elsewhere, tmp_path / "dump.sql")
        connection.execute(_PAY)
        read = [*known, *_read(connection, known)]
    assert len(read) == len(known) + 1
    with elsewhere.connect() as connection:
        connection.execute(_PAY)
        assert [event.position for event in _read(connection, known)] == [len(read)]
        with pytest.raises(psycopg.DatabaseError) as refused:
            _read(connection, read)
        assert refused.value.sqlstate == "LG320"


def _transactions(connection: psycopg.Connection[Any]) -> set[UUID]:
    rows = connection.execute("SELECT t.transaction_id FROM ledger_audit.transaction AS t")
    return {row[0] for row in rows}


def _acts(connection: psycopg.Connection[Any]) -> set[UUID]:
    rows = connection.execute("SELECT a.act_id FROM ledger_audit.act AS a")
    return {row[0] for row in rows}


def _newest_number(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute("SELECT max(t.xact_id) FROM ledger_audit.transaction AS t").fetchone()
    assert row is not None
    return int(row[0])
