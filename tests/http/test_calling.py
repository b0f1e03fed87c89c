"""A declaration is all that a call of a stored function needs."""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003 - read when a function is declared
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, cast
from uuid import UUID

import pytest
from pydantic import BaseModel, Field

from webapp.calling import Done, Records, stored
from webapp.shapes.actor import Stranger
from webapp.shapes.arguments import text_of

if TYPE_CHECKING:
    from webapp.db import Database

THING = UUID("0193a1f0-5b2e-7c3d-8e4f-5a6b7c8d9e0f")


class Query(BaseModel):
    """What to look for."""

    name: str | None = None
    limit: int = 50
    cursor: str | None = Field(default=None, exclude=True)


class Item(BaseModel):
    """What to make."""

    thing_id: UUID
    note: str | None = None


@dataclass
class Thing:
    """A row."""

    thing_id: str
    size: int


@dataclass
class Move:
    """A row that has entries."""

    thing_id: str
    entries: list[str]


# mypy: disable-error-code="empty-body"
@stored()
def list_things(query: Query, *, limit: int) -> list[Thing]:
    """Return things."""


@stored()
def get_thing(thing_id: UUID, *, at: datetime | None = None) -> Thing:
    """Return a thing."""


@stored()
def find_thing(thing_id: UUID) -> Thing | None:
    """Return a thing, if there is one."""


@stored(guarded=True)
def change_thing(account_id: UUID, *, revisions: str | None) -> Thing:
    """Change a thing."""


@stored()
def make_things(items: Annotated[Sequence[Item], Records("ledger.item")]) -> list[Thing]:
    """Make things."""


@stored()
def make_thing(thing_id: UUID) -> Done[Thing]:
    """Make a thing."""


@stored(entries=True)
def list_moves(*, with_entries: bool, actor: str) -> list[Move]:
    """Return things that moved."""


class Told:
    """A database that keeps what it is asked, and gives the rows it was made with."""

    def __init__(self, *rows: object) -> None:
        """Know what to answer."""
        self.rows: list[Any] = list(rows)
        self.asked: tuple[Any, str, dict[str, str | None]] | None = None

    def fetch_all(self, row: type, query: str, parameters: dict[str, str | None]) -> list[Any]:
        """Keep the question."""
        self.asked = (row, query, parameters)
        return self.rows


def database(*rows: object) -> tuple[Database, Told]:
    """Return one thing under two types."""
    told = Told(*rows)
    return cast("Database", told), told


def test_the_statement_names_columns_and_arguments() -> None:
    """A column or an argument added later disturbs nothing."""
    asked, told = database(Thing("t", 1))
    assert get_thing(asked, THING) == Thing("t", 1)
    statement = (
        "SELECT thing_id, size FROM ledger.get_thing(p_thing_id => %(thing_id)s, p_at => %(at)s)"
    )
    assert told.asked == (Thing, statement, {"thing_id": str(THING), "at": None})


def test_a_model_is_an_argument_a_member() -> None:
    """One that is excluded is none, and a parameter of its name wins."""
    asked, told = database()
    assert list_things(asked, Query(name="a", cursor="c"), limit=51) == []
    assert told.asked is not None
    assert told.asked[1].endswith("ledger.list_things(p_name => %(name)s, p_limit => %(limit)s)")
    assert told.asked[2] == {"name": "a", "limit": "51"}


def test_the_result_says_how_many_rows_there_are() -> None:
    """One, no more and no less; perhaps one; any number."""
    one, two = Thing("a", 1), Thing("b", 2)
    assert find_thing(database()[0], THING) is None
    assert find_thing(database(one)[0], THING) == one
    assert list_things(database(one, two)[0], Query(name="a"), limit=2) == [one, two]
    for rows in ((), (one, two)):
        with pytest.raises(ValueError, match="to unpack"):
            get_thing(database(*rows)[0], THING)


def test_a_guard_is_part_of_the_statement() -> None:
    """It asks for the revision, and is given it alone."""
    asked, told = database(Thing("t", 1))
    change_thing(asked, THING, revisions="{1}")
    assert told.asked is not None
    assert change_thing.functions == ("ledger.require_revision", "ledger.change_thing")
    assert told.asked[1].endswith("LATERAL ledger.change_thing(p_account_id => guarded_id)")
    assert told.asked[2] == {"account_id": str(THING), "revisions": "{1}"}


def test_records_go_as_one_document() -> None:
    """Members without a value are left out: PostgreSQL reads NULL."""
    asked, told = database()
    make_things(asked, [Item(thing_id=THING), Item(thing_id=THING, note="n")])
    assert told.asked is not None
    assert "jsonb_populate_recordset(NULL::ledger.item, %(items)s::jsonb)" in told.asked[1]
    first, second = f'{{"thing_id":"{THING}"}}', f'{{"thing_id":"{THING}","note":"n"}}'
    assert told.asked[2] == {"items": f"[{first},{second}]"}


def test_what_was_made_says_whether_it_was_made_before() -> None:
    """Beside the row, of which it is no part."""
    asked, told = database((Thing("t", 1), True))
    assert make_thing(asked, THING) == Done(Thing("t", 1), is_replay=True)
    assert told.asked is not None
    assert "current_setting('ledger.is_replay', true)" in told.asked[1]
    assert told.asked[0](*("t", 1, True)) == (Thing("t", 1), True)


def test_transactions_show_their_entries_in_the_same_statement() -> None:
    """Always, or where the caller says so."""
    asked, told = database()
    list_moves(asked, with_entries=True, actor="(7)")
    assert told.asked is not None
    assert list_moves.functions == ("ledger.list_moves", "ledger_gateway.show_entries")
    assert told.asked[1] == (
        "SELECT thing_id, entries FROM ledger.list_moves(p_actor => %(actor)s) AS made"
        " CROSS JOIN LATERAL (SELECT CASE WHEN %(with_entries)s::boolean"
        " THEN ledger_gateway.show_entries(p_transaction_id => made.transaction_id,"
        " p_actor => %(actor)s) END) AS shown (entries)"
    )
    assert told.asked[2] == {"with_entries": "true", "actor": "(7)"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("it's", "it's"),
        (7, "7"),
        (True, "true"),
        (THING, str(THING)),
        (datetime(2026, 1, 31, 12, tzinfo=UTC), "2026-01-31T12:00:00+00:00"),
        (timedelta(days=1, seconds=30), "86430.0 seconds"),
        (b"\x00\xff", "\\x00ff"),
        ({"a": [1, None]}, '{"a": [1, null]}'),
        (['a"b', "c,d"], '{"a\\"b","c,d"}'),
        (Stranger("::1", None, "r"), '(,,"::1",,"r",)'),
    ],
)
def test_values_are_written_as_postgresql_reads_them(value: Any, text: str | None) -> None:  # noqa: ANN401 - any
    """Each kind in one place."""
    assert text_of(value) == text
