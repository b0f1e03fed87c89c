"""Whatever is done to a guard of the catalog is named, and put back by the next deploy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from psycopg.types.json import Jsonb

from migrations.guards import present_guards
from tests.security.guard_tamperings import TAMPERINGS, Tamperings
from tests.security.tampering import rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    from tests.support.rig import Rig

    Connection = psycopg.Connection[Any]

_DECLARED = """
    SELECT d.guards FROM ledger_audit.guard_declaration AS d
    ORDER BY d.declaration_number DESC LIMIT 1
"""
_DIFFERENCES = "SELECT f.parts[1] FROM ledger_private.guard_differences(%s) AS f (parts)"
_REPAIR = "SELECT ledger_private.repair_guards(%s)"


@pytest.fixture(scope="module")
def declared(catalog: Connection) -> Jsonb:
    """Give what the deploy declared."""
    row = catalog.execute(_DECLARED.encode()).fetchone()
    assert row is not None
    return Jsonb(row[0])


@pytest.fixture(scope="module")
def catalog(rig: Rig) -> Iterator[Connection]:
    """Give one database to tamper with; every test rolls back what it did."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        yield connection


def tamper(connection: Connection, tamperings: Tamperings) -> set[str]:
    """Do it to every object that there is, and return the guards that must be named."""
    connection.execute("CREATE ROLE planted")
    rows = connection.execute(tamperings.query.encode()).fetchall()
    assert rows, "the query finds nothing to tamper with"
    for statement, _ in rows:
        connection.execute(statement.encode())
    return {guard for _, guard in rows}


def named(connection: Connection, declared: Jsonb) -> set[str]:
    """Return the guards that the ledger finds not to be in place."""
    connection.execute("SET LOCAL search_path = pg_catalog, pg_temp")
    return {guard for (guard,) in connection.execute(_DIFFERENCES.encode(), (declared,))}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_it_is_named_and_put_back(catalog: Connection, declared: Jsonb, name: str) -> None:
    """For every object of the catalog; the rest is replayed from sql/, or left to a person."""
    tamperings = TAMPERINGS[name]
    assert named(catalog, declared) == set()
    with catalog.transaction(force_rollback=True):
        catalog.execute("SET LOCAL search_path = pg_catalog, pg_temp")
        expected = tamper(catalog, tamperings)
        assert expected - named(catalog, declared) == set()
        if tamperings.is_repaired:
            catalog.execute(_REPAIR.encode(), (declared,))
            assert named(catalog, declared) == set()


def test_every_kind_of_guard_is_tampered_with(catalog: Connection, declared: Jsonb) -> None:
    """And when the comparison leaves a kind out, its tamperings are missed: so they are tests."""
    kinds = {guard.partition(" ")[0] for guard in present_guards(catalog)}
    missed = set()
    for tamperings in TAMPERINGS.values():
        with catalog.transaction(force_rollback=True):
            catalog.execute("SET LOCAL search_path = pg_catalog, pg_temp")
            kind = min(tamper(catalog, tamperings)).partition(" ")[0]
            if kind in missed:
                continue
            rewrite(
                catalog,
                "ledger_private.guard_differences",
                "WHERE d.value",
                f"WHERE coalesce(d.key, p.guard[1]) !~ '^{kind}( |$)' AND d.value",
            )
            assert not [guard for guard in named(catalog, declared) if guard.startswith(kind)]
            missed.add(kind)
    assert kinds - missed == set()
