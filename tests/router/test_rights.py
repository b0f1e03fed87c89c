"""At the router nobody can do more than in the cells, and nothing is half done."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.router.conftest import Routed
    from tests.support.databases import Database


@contextmanager
def _unreachable(cell: Database) -> Iterator[None]:
    """Let nobody connect to a cell for a while."""
    name = sql.Identifier(cell.name)
    with psycopg.connect(cell.cluster.url(), autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
        try:
            yield
        finally:
            connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))


def test_a_view_is_read_as_the_login_that_asks(towns: Routed) -> None:
    """What it may not read in a cell it does not read here, whoever made the router."""
    query = b"SELECT FROM ledger.users"
    with towns.router.connect("ledger_dba") as router, towns.cells[1].connect() as cell:
        router.execute(query)
        readers = "ledger_operator, ledger_auditor"
        cell.execute(f"REVOKE SELECT ON ledger.users FROM {readers}".encode())
        try:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                router.execute(query)
        finally:
            cell.execute(f"GRANT SELECT ON ledger.users TO {readers}".encode())
        router.execute(query)


def test_a_restricted_key_acts_in_the_cell_that_knows_its_restrictions(towns: Routed) -> None:
    """Elsewhere nobody could say what it is restricted to."""
    account = towns.account("alice")
    call = (
        "SELECT FROM ledger.get_account(%s, ROW(%s, 'customer', NULL, NULL, NULL,"
        " ARRAY['key:01890000-0000-7000-8000-000000000{}', 'key:restricted'])::ledger.actor)"
    )
    asked = (account.account_id, account.user_id)
    # Buckets of cell 0 and of cell 1; cell 0 knows no such key.
    for bucket, code in (("2bd", "LG206"), ("81b", "LG263")):
        with pytest.raises(psycopg.DatabaseError) as caught:
            towns.ledger.connection.execute(call.format(bucket).encode(), asked)
        assert caught.value.sqlstate == code


def test_staff_is_made_in_all_cells_or_in_none(towns: Routed) -> None:
    """A customer is made where its name leads; for staff every cell has to be there."""
    # Two names that lead to cell 0, which is there.
    ((customer, member),) = towns.ledger.connection.execute(
        "SELECT min(n.name), max(n.name) FROM (SELECT 'victor' || g AS name"
        " FROM generate_series(1, 50) AS g) AS n WHERE ledger.bucket_of_username(n.name) < 2048"
    ).fetchall()
    with _unreachable(towns.cells[1]), towns.router.connect("ledger_dba") as session:
        calls = LedgerCalls(session)
        calls.call("create_user", username=customer)
        with pytest.raises(psycopg.OperationalError) as caught:
            calls.call("create_user", username=member, role="operator")
        assert caught.value.sqlstate == "08001"
    with towns.cells[0].connect("ledger_dba") as cell:
        names = {row.username for row in LedgerCalls(cell).rows("list_users", limit=100)}
    assert member not in names
    assert customer in names
