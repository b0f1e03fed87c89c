"""A look at a balance, and whether it came from the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.cache.balances import MICROSECONDS

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.support.callers import Caller
    from tests.support.ledger_calls import Row

HIT = "zerosum; hit"
# The longest there is: no test is slower, whatever else the machine does.
LEASE_SECONDS = 60


def look(caller: Caller, account: Row, query: str = "", **headers: str) -> TestResponse:
    """Ask for a balance."""
    return caller.get(f"/v1/accounts/{account.account_id}/balance{query}", **headers)


def shown(response: TestResponse) -> tuple[str, bool]:
    """Return the balance and whether it came from the cache."""
    assert response.status_code == 200, response.get_data(as_text=True)
    balance: str = response.get_json()["balance"]
    return balance, response.headers.get("Cache-Status") == HIT


def shorten(app: Flask, seconds: int) -> None:
    """Let leases be so long from now on."""
    cache = app.extensions["balance_cache"]
    cache._lease_seconds, cache._lease = seconds, seconds * MICROSECONDS
