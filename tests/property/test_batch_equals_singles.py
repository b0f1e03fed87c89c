"""A batch does exactly what its items do one at a time, and what a plain model says."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from hypothesis import HealthCheck, event, given, note, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb
from psycopg.types.string import TextLoader

from tests.property.batches import AccountPlan, Batch, stories
from tests.property.world import World, told, whole
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from tests.support.databases import Database

pytestmark = pytest.mark.long

_EXAMPLES = int(os.environ.get("ZEROSUM_EXAMPLES", "120"))

# One database serves all examples of a test: each opens accounts of its own, and the closing
# ledger.verify() then proves the books of all of them together.
_EACH = settings(
    max_examples=_EXAMPLES,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def books(database: Database) -> Iterator[LedgerCalls]:
    """Give a superuser's session, for it alone may read the tables."""
    with database.connect() as connection:
        # Python's datetime ends before PostgreSQL's does, and knows no infinity.
        connection.adapters.register_loader("timestamptz", TextLoader)
        yield LedgerCalls(connection)


@contextmanager
def _undone(books: LedgerCalls) -> Iterator[None]:
    books.connection.execute("SAVEPOINT before")
    yield
    books.connection.execute("ROLLBACK TO SAVEPOINT before")


@_EACH
@given(story=stories(atomic=st.just(value=False)))
def test_a_batch_equals_its_items_one_at_a_time(
    books: LedgerCalls, story: tuple[list[AccountPlan], list[Batch]]
) -> None:
    """Results, balances, versions, records, entries, audit and keys: all the same."""
    plans, batches = story
    with books.connection.transaction():
        world = World(books, plans)
        asked = [world.spell(batch) for batch in batches]
        singly: list[dict[str, Any]] = []
        numbers: dict[UUID, int] = {}
        with _undone(books):
            rows = [books.post(item)[0] for items in asked for item in items]
            singly = whole(rows, [item for items in asked for item in items])
            labels = told(rows, numbers)
            state = world.state()

        again: dict[UUID, int] = {}
        batched = [books.post(*items) for items in asked]
        note(f"{asked}")
        for items, result in zip(asked, batched, strict=True):
            assert [row.item_number for row in result] == list(range(1, len(items) + 1))
        flat = [row for result in batched for row in result]
        assert whole(flat, [item for items in asked for item in items]) == singly
        assert told(flat, again) == labels
        assert world.state() == state


@_EACH
@given(story=stories(atomic=st.booleans()))
def test_batches_and_atomic_batches_equal_the_model(
    books: LedgerCalls, story: tuple[list[AccountPlan], list[Batch]]
) -> None:
    """Every answer and every balance is the model's; a refused atomic batch leaves no trace."""
    plans, batches = story
    with books.connection.transaction():
        world = World(books, plans)
        numbers: dict[UUID, int] = {}
        for batch in batches:
            items = world.spell(batch)
            before = world.state()
            rows = books.post(*items, atomic=batch.atomic)
            expected = world.model.post_batch(items, atomic=batch.atomic)
            note(f"{batch.atomic} {items}")
            for answer in expected:
                event(f"{answer.code or answer.status} replay={answer.is_replay}")
            assert told(rows, numbers) == expected
            if batch.atomic and any(row.status == "FAILED" for row in rows):
                assert world.state() == before
            for account in world.model.accounts.values():
                row = books.call("get_account", account_id=account.account_id)
                assert (row.balance, row.version) == (account.balance, account.version)


@_EACH
@given(story=stories(atomic=st.just(value=False)))
def test_post_transfer_raises_what_a_batch_would_report(
    books: LedgerCalls, story: tuple[list[AccountPlan], list[Batch]]
) -> None:
    """A refusal raised leaves nothing, so each item is judged as if the refused were not sent."""
    plans, batches = story
    with books.connection.transaction():
        world = World(books, plans)
        for batch in batches:
            for item in world.spell(batch):
                accounts, recorded, keys = (
                    world.model.accounts,
                    list(world.model.recorded),
                    dict(world.model.keys),
                )
                answer = world.model.post(item)
                if answer.status == "FAILED":
                    world.model.accounts = accounts
                    world.model.recorded, world.model.keys = recorded, keys
                assert _raised(books, item) == (answer.code, answer.from_balance)


def _raised(books: LedgerCalls, item: dict[str, Any]) -> tuple[str | None, object]:
    """Call post_transfer and return the SQLSTATE raised and the payer's balance after it."""
    arguments = dict.fromkeys(("from_account_id", "to_account_id", "amount")) | item
    if "metadata" in item:
        arguments["metadata"] = Jsonb(item["metadata"])
    try:
        with books.connection.transaction():
            row = books.call("post_transfer", **arguments)
    except psycopg.Error as error:
        return error.sqlstate, None
    entries = books.rows(
        "list_entries",
        account_id=row.from_account_id,
        before_version=row.from_account_version + 1,
        limit=1,
    )
    return None, entries[0].balance_after
