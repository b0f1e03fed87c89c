"""Every stored function that keeps a key compares requests by their meaning, all of it.

The functions and the arguments to be spelled in two ways come from the catalog.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.idempotency.scenarios import SCENARIOS, TWINS, about, keyed, world
from tests.idempotency.signatures import (
    SPELLED,
    Catalog,
    at,
    changed,
    places,
    put,
    respelled,
    without_numbers,
)
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.idempotency.signatures import Path, Value
    from tests.support.databases import Database

# Steps of post_transfer_gathered, which is asked in their place; they reserve nothing themselves.
_STEPS = {"queue_transfer", "post_queued"}
# Writes an item down; the batch that it becomes part of keeps its key.
_WORDS = {"transfer_item"}
# Tells what a request under the key would become, and takes none.
_LOOKS = {"preview_transaction"}
# These tell requests apart before they look at the key, so another refusal may come first.
_POSTING = {"deposit", "transfer", "withdraw"} | {
    name for name in SCENARIOS if name.startswith("post_")
}
_CASES = [
    pytest.param(name, number, id=f"{name}-{number}")
    for name, scenarios in SCENARIOS.items()
    for number in range(len(scenarios))
]


class Door:
    """One function with the arguments of a call that succeeds."""

    def __init__(
        self, connection: psycopg.Connection[Any], name: str, arguments: dict[str, Value]
    ) -> None:
        """Take a connection over."""
        self.connection = connection
        self.catalog = Catalog(connection)
        self.name = name
        self.arguments = arguments
        self.kinds = self.catalog.leaves(name)

    def outcome(self, arguments: dict[str, Value]) -> str:
        """Call it under the key; return the code of the refusal or the ids of what was made."""
        statement = self.catalog.statement(self.name, keyed(arguments))
        try:
            rows = self.connection.execute(statement.encode()).fetchall()
        except psycopg.Error as error:
            if not str(error.sqlstate).startswith("LG"):
                raise
            return str(error.sqlstate)
        if self.catalog.doors[self.name].is_procedure or isinstance(rows[0][0], str):
            return str(rows[0][0])
        refusals = [row["failure_code"] for (row,) in rows if row.get("failure_code")]
        if refusals:
            return str(refusals[0])
        name = next(
            n for n in ("transaction_id", "transfer_id", "hold_id", "account_id") if n in rows[0][0]
        )
        return " ".join(row[name] for (row,) in rows)

    def faults(self) -> Iterator[str]:
        """Call once, then with each value in other letters and with each value changed."""
        made = self.outcome(self.arguments)
        assert not made.startswith("LG"), f"{self.name} itself was refused: {made}"
        self.connection.execute("SET timezone = 'Asia/Tokyo'")
        if self.outcome(self.arguments) != made:
            yield "the same call in another time zone"
        for path in places(self.arguments):
            kind, value = self.kinds[without_numbers(path)], at(self.arguments, path)
            if path == ("p_cell_number",):  # says where the payee is, not what is asked
                continue
            if kind in SPELLED:
                answer = self.outcome(put(self.arguments, path, respelled(kind, value)))
                if answer != made:
                    yield f"{path} in other letters: {answer}"
            answer = self.outcome(put(self.arguments, path, changed(kind, value)))
            is_refused = answer.startswith("LG") if self.name in _POSTING else answer == "LG301"
            if not is_refused:
                yield f"{path} changed: {answer}"

    def given(self) -> set[Path]:
        """Return the places in which the call gives a value."""
        return {without_numbers(path) for path in places(self.arguments)}


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection[Any]]:
    """Give a session that may call every function."""
    with database.connect() as connection:
        yield connection


def door_of(connection: psycopg.Connection[Any], name: str, number: int = 0) -> Door:
    """Return a door in a world of its own."""
    ids = world(LedgerCalls(connection))
    connection.row_factory = psycopg.rows.tuple_row
    return Door(connection, name, about(ids, SCENARIOS[name][number]))


@pytest.mark.parametrize(("name", "number"), _CASES)
def test_a_call_is_compared_by_its_meaning(
    connection: psycopg.Connection[Any], name: str, number: int
) -> None:
    """10 is 10.00; noon in London is not another moment in Tokyo; anything else is LG301."""
    assert list(door_of(connection, name, number).faults()) == []


def test_no_door_and_no_argument_is_forgotten(connection: psycopg.Connection[Any]) -> None:
    """Each function that takes a key is called, with each of its arguments given."""
    catalog = Catalog(connection)
    assert catalog.doors.keys() == SCENARIOS.keys() | _STEPS | _WORDS | _LOOKS
    for name, scenarios in SCENARIOS.items():
        given = set().union(*(Door(connection, name, s).given() for s in scenarios))
        assert catalog.leaves(name).keys() - given == set(), name


@pytest.mark.parametrize(("first", "second", "given"), TWINS)
def test_two_functions_do_not_share_an_answer(
    connection: psycopg.Connection[Any], first: str, second: str, given: Value
) -> None:
    """The same arguments under the same key, but another act."""
    ids = world(LedgerCalls(connection))
    connection.row_factory = psycopg.rows.tuple_row
    doors = []
    for name in (first, second):
        names = list(Catalog(connection).doors[name].arguments)
        arguments = given if isinstance(given, dict) else dict(zip(names, given, strict=False))
        doors.append(Door(connection, name, about(ids, arguments)))
    made = doors[0].outcome(doors[0].arguments)
    assert not made.startswith("LG")
    assert doors[1].outcome(doors[1].arguments) == "LG301"
    assert doors[0].outcome(doors[0].arguments) == made


@pytest.mark.parametrize(
    ("name", "whole", "planted", "noticed"),
    [
        ("open_account", "'open_account', v_request", "'x', ROW(v_request::text)", "p_min_balance"),
        ("extend_hold", "p_expires_at), p_i", "p_expires_at::text), p_i", "another time zone"),
        ("hold_funds", "p_group_id, p_description, p_m", "p_description, p_m", "p_group_id"),
        ("capture_hold", "coalesce(p_is_final, false), ", "", "p_is_final"),
        ("release_hold", "ROW(p_hold_id, p_amount)", "ROW(p_hold_id, p_amount::text)", "p_amount"),
    ],
)
def test_a_door_that_spells_or_forgets_is_noticed(
    connection: psycopg.Connection[Any], *, name: str, whole: str, planted: str, noticed: str
) -> None:
    """A digest of texts, a moment as text, an argument left out."""
    rows = connection.execute(
        "SELECT pg_get_functiondef(p.oid) FROM pg_proc AS p WHERE p.proname = %s", (name,)
    ).fetchall()
    source = rows[0][0]
    assert source.count(whole) == 1
    with connection.transaction():
        connection.execute("SET LOCAL ROLE ledger_owner")
        connection.execute(source.replace(whole, planted).encode())
    assert any(noticed in fault for fault in door_of(connection, name).faults())
