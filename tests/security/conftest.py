"""A small town of accounts to attack, and logins to attack it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.databases import Database, create_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.rig import Rig


@pytest.fixture(scope="session")
def town_template(rig: Rig) -> str:
    """Return the name of a database with the town and every attack on it in ledger_test."""
    name = "zerosum_town_template"
    create_database(rig.cluster, name, rig.pgtap_template)
    with Database(rig.cluster, name).connect() as connection:
        connection.execute("SELECT ledger_test.given_town()")
        connection.execute("SELECT ledger.list_events()")
    return name


@pytest.fixture
def town(rig: Rig, town_template: str) -> Iterator[Database]:
    """Give a town of the test's own."""
    with rig.clone(town_template) as database:
        yield database
