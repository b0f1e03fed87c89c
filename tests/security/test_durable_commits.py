"""Nothing is acknowledged before it is on disk, whatever a session or its login has set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.idempotency.scenarios import SCENARIOS, about, keyed, world
from tests.idempotency.signatures import Catalog
from tests.property.mutate import mutate
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from tests.support.databases import Database

_WITHOUT = """
    SELECT p.oid::regprocedure::text
    FROM pg_proc AS p
    WHERE p.pronamespace::regnamespace::text IN ('ledger', 'ledger_gateway')
      AND p.provolatile = 'v'
      AND p.prosrc !~ '(resolve_actor|require_gateway)\\('
      AND NOT EXISTS (
          SELECT FROM pg_proc AS o
          WHERE o.pronamespace::regnamespace::text IN ('ledger', 'ledger_gateway')
            AND o.prosrc ~ '(resolve_actor|require_gateway)\\('
            AND p.prosrc ~ format('%s\\.%s\\(', o.pronamespace::regnamespace, o.proname)
      )
"""


def _settings_after_calls(database: Database, wanted: str) -> set[str]:
    """Return what the setting is when each call that moves something is about to commit."""
    found = set()
    with database.connect() as connection:
        ids = world(LedgerCalls(connection))
        connection.row_factory = psycopg.rows.tuple_row
        catalog = Catalog(connection)
        connection.execute(f"SET synchronous_commit = {wanted}".encode())
        for name, scenarios in SCENARIOS.items():
            if catalog.doors[name].is_procedure:
                continue
            for scenario in scenarios:
                with connection.transaction(force_rollback=True):
                    connection.execute(
                        catalog.statement(name, keyed(about(ids, scenario))).encode()
                    )
                    found.add(_shown(connection))
    return found


def _shown(connection: psycopg.Connection[Any]) -> str:
    ((value,),) = connection.execute("SHOW synchronous_commit").fetchall()
    return str(value)


@pytest.mark.parametrize("wanted", ["off", "local"])
def test_what_moves_money_waits_for_the_disk(database: Database, wanted: str) -> None:
    """And for the standby that has to confirm it."""
    assert _settings_after_calls(database, wanted) == {"on"}


@pytest.mark.parametrize("wanted", ["remote_write", "remote_apply"])
def test_who_waits_for_more_goes_on_to(database: Database, wanted: str) -> None:
    """Only less than that is brought up."""
    assert _settings_after_calls(database, wanted) == {wanted}


def test_the_setting_of_a_login_does_not_count(database: Database) -> None:
    """As ALTER ROLE leaves it; and it is as it was once the transaction has ended."""
    with database.connect("ledger_web") as connection:
        connection.row_factory = psycopg.rows.tuple_row
        connection.execute("SET synchronous_commit = off")
        with connection.transaction():
            connection.execute(
                "SELECT ledger_gateway.begin_login('nobody', "
                "ROW(NULL, NULL, '127.0.0.1', NULL, NULL, NULL)::ledger.actor)"
            )
            assert _shown(connection) == "on"
        assert _shown(connection) == "off"


def test_every_function_that_writes_asks_who_acts(database: Database) -> None:
    """There the setting is looked at: by itself, or in another public function that it calls."""
    with database.connect() as connection:
        connection.row_factory = psycopg.rows.tuple_row
        assert [name for (name,) in connection.execute(_WITHOUT.encode()).fetchall()] == []


def test_a_function_that_looks_no_more_is_noticed(database: Database) -> None:
    """The guard taken away, the setting of the session stands."""
    mutate(database, "resolve_actor", ("PERFORM ledger_private.commit_durably();", ""))
    assert _settings_after_calls(database, "off") == {"off"}
