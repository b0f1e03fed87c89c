"""The application on a database of the test's own, and people who talk to it."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest

from tests.support.callers import Caller
from tests.support.clocks import Clock, clock_of_identities
from tests.support.declared import watch
from webapp import create_app
from webapp.config import Config
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from tests.support.databases import Database
    from tests.support.declared import Watched
    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.application import Application


# Of a module whose tests all talk to the application: each runs by the straight way and by Flask.
BOTH_WAYS = pytest.mark.parametrize("way", ["straight", "flask"], indirect=True)


def environment_of(database: Database) -> dict[str, str]:
    """Return the settings of an application on a database, through the web's login."""
    return {
        "ZEROSUM_DATABASE_URL": database.url,
        "ZEROSUM_WEB_DATABASE_URL": database.url_as("ledger_web"),
        "ZEROSUM_JWT_SECRET": "a secret of the tests, 32 bytes or more",
        "ZEROSUM_POOL_SIZE": "2",
    }


@pytest.fixture
def config(database: Database, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Return a configuration that points at the test's database, through the web's login."""
    settings = environment_of(database)
    settings["ZEROSUM_DATABASE_SECONDS"] = "10"  # a database that is slow is not away
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return Config.from_environment()


@pytest.fixture
def declarations(monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Return what notices calls and problems that a route does not declare."""
    return watch(monkeypatch)


@pytest.fixture
def way(request: pytest.FixtureRequest) -> str:
    """Return which way hot routes are answered; BOTH_WAYS above a suite tries both."""
    return str(getattr(request, "param", "straight"))


@pytest.fixture
def app(config: Config, declarations: Watched, way: str) -> Iterator[Flask]:
    """Return the application; what its routes answer and call must be declared."""
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    app = create_app(config)
    if way == "flask":
        cast("Application", app).straight_way = None
    app.after_request(declarations.answered)
    yield app
    app.extensions["database"].close()
    app.extensions["gatherer_database"].close()
    assert declarations.undeclared == set()


@pytest.fixture
def clock(app: Flask) -> Clock:
    """Give the clock by which the application remembers who somebody is."""
    return clock_of_identities(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a client without a token."""
    return app.test_client()


@pytest.fixture
def caller(client: FlaskClient, config: Config) -> Callable[[str, int], Caller]:
    """Return what makes a caller of a role and a user id."""

    def make(role: str, user_id: int) -> Caller:
        return Caller(client, issue_token(config, user_id, role, timedelta(minutes=5)))

    return make


@pytest.fixture
def operator(caller: Callable[[str, int], Caller], ledger: LedgerCalls) -> Caller:
    """Return a caller who may do everything."""
    user = ledger.call("create_user", username="olga", role="operator")
    return caller("operator", user.user_id)


@pytest.fixture
def administrator(caller: Callable[[str, int], Caller], ledger: LedgerCalls) -> Caller:
    """Return a caller who may change what others may do."""
    user = ledger.call("create_user", username="root", role="administrator")
    return caller("administrator", user.user_id)


@pytest.fixture
def auditor(caller: Callable[[str, int], Caller], ledger: LedgerCalls) -> Caller:
    """Return a caller who may read everything and change nothing."""
    user = ledger.call("create_user", username="audra", role="auditor")
    return caller("auditor", user.user_id)


@pytest.fixture
def alice(ledger: LedgerCalls) -> Row:
    """Return Alice, a customer."""
    return ledger.call("create_user", username="alice")


@pytest.fixture
def as_alice(caller: Callable[[str, int], Caller], alice: Row) -> Caller:
    """Return a caller with Alice's token."""
    return caller("customer", alice.user_id)


@pytest.fixture
def funded(ledger: LedgerCalls, alice: Row) -> Row:
    """Return Alice's account, which holds 100.00 US dollars."""
    account = ledger.account("alice:main", user_id=alice.user_id)
    ledger.call("deposit", account_id=account.account_id, amount="100.00")
    return account


@pytest.fixture
def shop(ledger: LedgerCalls) -> Row:
    """Return an empty account of a shop, in US dollars."""
    return ledger.account("shop")
