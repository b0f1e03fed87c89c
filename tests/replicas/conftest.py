"""One standby for all: it takes seconds to make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from psycopg import sql

from tests.replicas.pair import LONG, Pair, people
from tests.support.databases import Database
from tests.support.plugin import assert_books_are_right
from tests.support.standby import standby_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.replicas.pair import People
    from tests.support.rig import Rig


@pytest.fixture(scope="module")
def pair(rig: Rig) -> Iterator[Pair]:
    """Give a database and its standby, and prove its books at the end."""
    with rig.clone(rig.template) as database, standby_of(database.cluster) as standby:
        # As a ledger runs: the tests' cluster does not wait for its disk.
        with database.connect() as connection:
            name = sql.Identifier(database.name)
            on = "ALTER DATABASE {} SET synchronous_commit = on"
            connection.execute(sql.SQL(on).format(name))
        made = Pair(database, Database(standby, database.name))
        made.catch_up()
        yield made
        assert_books_are_right(database)


@pytest.fixture
def town(pair: Pair) -> Iterator[People]:
    """Give an application on both servers, and two people."""
    with people(pair) as made:
        yield made


@pytest.fixture
def patient(pair: Pair) -> Iterator[People]:
    """Give the same, where a read waits for the standby even on a busy machine."""
    with people(pair, ZEROSUM_READ_WAIT=LONG) as made:
        yield made
