"""Whoever waits for a session that uses the same key stands where the gateway looks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.idempotency.scenarios import SCENARIOS, about, keyed, world
from tests.idempotency.signatures import Catalog
from tests.support.ledger_calls import LedgerCalls
from webapp.http.handlers import KEY_PLACES, from_database

if TYPE_CHECKING:
    from tests.support.databases import Database

# It commits on its way, so it has no key in use that another session could wait for.
_COMMITS = {"post_transfer_gathered"}


@pytest.mark.parametrize("name", sorted(SCENARIOS.keys() - _COMMITS))
def test_waiting_for_a_key_is_told_from_waiting_for_money(database: Database, name: str) -> None:
    """409 WEB107, not 503 WEB902."""
    with (
        database.connect() as first,
        database.connect(options="-clock_timeout=150ms") as second,
    ):
        catalog = Catalog(first)
        arguments = keyed(about(world(LedgerCalls(first)), SCENARIOS[name][0]))
        statement = catalog.statement(name, arguments).encode()
        with first.transaction():
            first.execute(statement)
            with pytest.raises(psycopg.errors.LockNotAvailable) as waited:
                second.execute(statement)
    assert from_database(waited.value).code == "WEB107"


def test_the_places_exist(database: Database) -> None:
    """Each is a function or the table of keys."""
    with database.connect() as connection:
        for place in KEY_PLACES:
            query = "SELECT to_regproc(%s) IS NOT NULL OR to_regclass(%s) IS NOT NULL"
            name = place.removesuffix("(").strip('"')
            row: Any = connection.execute(query, (name, f"ledger_private.{name}")).fetchone()
            assert row[0], place
