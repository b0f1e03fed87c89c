"""What the suites of both clients share: a real server, and a proxy in front of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.sdks.proxy import Proxy, proxy
from tests.support.serving import granian
from zerosum_client import Client, Retrying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls
    from webapp.config import Config


@dataclass(frozen=True, slots=True)
class Served:
    """A server, an operator's token, the proxy in front of it and the ledger behind it."""

    url: str
    token: str
    proxy: Proxy
    ledger: LedgerCalls


@pytest.fixture
def served(
    config: Config, database: Database, ledger: LedgerCalls, operator: Caller
) -> Iterator[Served]:
    """Serve a ledger with budgets that a test uses up: ten requests that move money a second."""
    with (
        granian(config, database, ZEROSUM_LOG="off", ZEROSUM_RATE_MONEY="10/1") as port,
        proxy(port) as between,
    ):
        yield Served(f"http://127.0.0.1:{port}", operator.token, between, ledger)


@pytest.fixture
def staff(served: Served) -> Iterator[Client]:
    """Return an operator's client."""
    with Client(served.url, token=served.token) as client:
        yield client


@pytest.fixture
def shaken(served: Served) -> Iterator[Client]:
    """Return an operator's client behind the proxy, which soon gives up and soon tries again."""
    retrying = Retrying(attempts=4, seconds=60.0, seconds_for_one=5.0, first_wait=0.01)
    with Client(served.proxy.url, token=served.token, retrying=retrying) as client:
        yield client
