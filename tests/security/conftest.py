"""A small town of accounts to attack, logins to attack it with, and a crowd that wants names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.security.crowd import Crowd
from tests.support.databases import Database, create_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.ledger_calls import LedgerCalls
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


@pytest.fixture
def crowd(database: Database, ledger: LedgerCalls) -> Iterator[Crowd]:
    """Give the crowd, before anything was paid in or out in pounds by the world's account."""
    mallory = ledger.call("create_user", username="mallory").user_id
    service = ledger.call("create_user", username="app", role="service").user_id
    vera = ledger.account(
        "vera", "GBP", user_id=ledger.call("create_user", username="vera").user_id
    ).account_id
    source = ledger.account("mint", "GBP", account_class="asset").account_id
    ledger.call("post_transfer", from_account_id=source, to_account_id=vera, amount=100)
    with database.connect("ledger_web") as web:
        yield Crowd(web, mallory, service, vera)
