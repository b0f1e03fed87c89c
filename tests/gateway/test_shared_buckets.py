"""The token bucket in a real Valkey: exact for eight processes at once, by one clock."""

from __future__ import annotations

import multiprocessing
import time
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask_limiter import Limiter
from limits import RateLimitItemPerSecond
from limits.storage import RedisStorage

from webapp.gateway.buckets import NAME, TokenBucketRateLimiter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.synchronize import Barrier

PROCESSES = 8
SECOND = 1_000_000


@pytest.fixture
def strategy(valkey: str) -> Iterator[TokenBucketRateLimiter]:
    """Return the strategy on an empty Valkey."""
    storage = RedisStorage(valkey)
    storage.storage.flushall()
    yield TokenBucketRateLimiter(storage)
    storage.storage.close()


def hammer(
    url: str, item: RateLimitItemPerSecond, barrier: Barrier, seconds: float
) -> tuple[list[int], list[int]]:
    """Ask as fast as possible, for so long from the first refusal on.

    Return when (the server's clock) requests passed, and when they did not.
    """
    bucket = TokenBucketRateLimiter(RedisStorage(url)).buckets
    barrier.wait()
    until = time.monotonic() + 30
    passed: list[int] = []
    refused: list[int] = []
    while time.monotonic() < until:
        outcome = bucket.take([(item, item.key_for("crowd"))])
        if not (outcome.passes or refused):
            until = time.monotonic() + seconds
        (passed if outcome.passes else refused).append(outcome.at)
    return passed, refused


def _hammer_into(url: str, item: RateLimitItemPerSecond, barrier: Barrier, queue: object) -> None:
    queue.put(hammer(url, item, barrier, 2.0))  # type: ignore[attr-defined]


def most_in_any_window(times: list[int], rate: Fraction) -> Fraction:
    """Return the largest n - rate * t over all windows: at most the burst, when exact."""
    # Each prefix's n - rate * t, and the least one before it: one pass for all windows.
    most, least = Fraction(0), Fraction(0)
    for number, at in enumerate(times):
        level = number - rate * (at - times[0])
        least = min(least, level)
        most = max(most, level + 1 - least)
    return most


def test_eight_processes_together_get_what_the_ideal_bucket_gives(
    valkey: str, strategy: TokenBucketRateLimiter
) -> None:
    """Never more than burst + rate * t in any window, and not one request less."""
    item = RateLimitItemPerSecond(100, 2)
    strategy.clear(item, "crowd")
    context = multiprocessing.get_context("spawn")
    barrier, queue = context.Barrier(PROCESSES), context.Queue()
    workers = [
        context.Process(target=_hammer_into, args=(valkey, item, barrier, queue))
        for _ in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    told = [queue.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join()
    passed, refused = (sorted(at for two in told for at in two[number]) for number in (0, 1))
    rate = Fraction(item.amount, item.get_expiry() * SECOND)
    assert most_in_any_window(passed, rate) <= item.amount
    # At each refusal there was less than one token: what was due between two of them has passed.
    due = rate * (refused[-1] - refused[0])
    assert due > item.amount / 2
    assert abs(due - sum(refused[0] < at <= refused[-1] for at in passed)) < 2


def test_the_measure_notices_a_fixed_window() -> None:
    """Two bursts around the edge of a window, which a counter by the second lets through."""
    times = [999_000] * 20 + [1_001_000] * 20
    assert most_in_any_window(times, Fraction(20, SECOND)) > 39


def test_a_client_at_the_rate_is_never_refused(strategy: TokenBucketRateLimiter) -> None:
    """Whatever the burst: here there is none."""
    item = RateLimitItemPerSecond(1, 1)
    assert strategy.hit(item, "steady")
    previous = strategy.buckets.take([(item, item.key_for("steady"))], is_dry=True)
    for _ in range(3):
        time.sleep(previous.verdicts[0].wait / SECOND)
        previous = strategy.buckets.take([(item, item.key_for("steady"))])
        assert previous.passes
        previous = strategy.buckets.take([(item, item.key_for("steady"))], is_dry=True)


def test_a_server_that_has_forgotten_the_script_is_told_again(
    strategy: TokenBucketRateLimiter,
) -> None:
    """NOSCRIPT after a restart or a SCRIPT FLUSH is nobody's refusal."""
    item = RateLimitItemPerSecond(3, 60)
    assert strategy.hit(item, "a")
    strategy.storage.get_connection().script_flush()  # type: ignore[attr-defined]
    assert strategy.hit(item, "a")
    assert strategy.get_window_stats(item, "a").remaining == 1


def test_a_bucket_is_kept_until_it_is_full(strategy: TokenBucketRateLimiter) -> None:
    """And no longer: an idle client leaves nothing behind."""
    item = RateLimitItemPerSecond(10, 100)
    client = strategy.storage.get_connection()  # type: ignore[attr-defined]
    began = time.monotonic()
    strategy.hit(item, "a", cost=3)
    (key,) = client.keys()
    left = client.pttl(key)
    assert left + (time.monotonic() - began) * 1000 > 30_000
    assert left <= 31_001
    assert client.hget(key, "level") == str(7 * 100 * SECOND).encode()
    strategy.clear(item, "a")
    assert client.keys() == []


def test_a_clock_that_steps_back_gives_nothing(strategy: TokenBucketRateLimiter) -> None:
    """The kept time lies an hour ahead, as after a step back."""
    item = RateLimitItemPerSecond(10, 100)
    client = strategy.storage.get_connection()  # type: ignore[attr-defined]
    strategy.hit(item, "a", cost=3)
    (key,) = client.keys()
    client.hincrby(key, "at", 3600 * SECOND)
    assert strategy.get_window_stats(item, "a").remaining == 7
    assert strategy.hit(item, "a")
    assert strategy.get_window_stats(item, "a").remaining == 6


def test_asking_is_free_and_a_refusal_costs_nothing(strategy: TokenBucketRateLimiter) -> None:
    """`test` pays nothing, and neither does a hit that is refused."""
    item = RateLimitItemPerSecond(2, 100)
    assert all(strategy.test(item, "a") for _ in range(10))
    assert not strategy.hit(item, "a", cost=3)
    assert strategy.get_window_stats(item, "a").remaining == 2


@pytest.mark.parametrize("shared", [True, False])
def test_flask_limiter_uses_it_by_its_name(valkey: str, *, shared: bool) -> None:
    """Its own decorators work with the strategy, on Redis and in memory."""
    app = Flask(__name__)
    limiter = Limiter(
        key_func=lambda: "someone",
        app=app,
        strategy=NAME,
        storage_uri=valkey if shared else "memory://",
        key_prefix=f"decorated-{time.time_ns()}",
    )

    @app.get("/")
    @limiter.limit("3 per 100 second")
    def answer() -> str:
        return "passed"

    client = app.test_client()
    statuses = [client.get("/").status_code for _ in range(5)]
    assert statuses == [200] * 3 + [429] * 2
    if shared:
        limiter.storage.storage.close()  # type: ignore[attr-defined]
