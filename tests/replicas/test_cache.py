"""The balance cache beside a standby: what is kept for others is the primary's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.replicas.pair import LONG, people

if TYPE_CHECKING:
    from tests.replicas.pair import Pair


def test_the_cache_is_never_filled_by_a_standby(pair: Pair, valkey: str) -> None:
    """Who may be shown an old balance must not leave it there for who may not."""
    with people(
        pair,
        ZEROSUM_REDIS_URL=valkey,
        ZEROSUM_READ_AGE="60",
        ZEROSUM_READ_WAIT=LONG,
        ZEROSUM_CACHE_SECONDS="60",
    ) as town:
        # Redis is taken to have been there for long.
        town.app.extensions["balance_cache"]._quarantine = 0
        _, told = town.balance(town.payee, town.target, Cache_Control="no-cache")
        assert "Zerosum-Replica-Age" in told
        with pair.paused():
            town.pay()
            old = {"Zerosum_Position": told["Zerosum-Position"]}
            uncached, _ = town.balance(town.payee, town.target, Cache_Control="no-cache", **old)
            kept, told = town.balance(town.payee, town.target, **old)
            hit, again = town.balance(town.payee, town.target)
    assert (uncached, kept, hit) == ("0.00", "1.00", "1.00")
    assert told["Zerosum-Position"] == "latest"
    assert again["Cache-Status"] == "zerosum; hit"


def test_what_is_written_through_is_no_standbys(pair: Pair, valkey: str) -> None:
    """The payer reads its own write from the cache while no standby has it yet."""
    with people(
        pair, ZEROSUM_REDIS_URL=valkey, ZEROSUM_READ_AGE="60", ZEROSUM_CACHE_SECONDS="60"
    ) as town:
        town.app.extensions["balance_cache"]._quarantine = 0
        town.balance(town.payer, town.source)
        with pair.paused():
            town.pay()
            kept, told = town.balance(town.payer, town.source)
    assert (kept, told["Cache-Status"]) == ("999.00", "zerosum; hit")
