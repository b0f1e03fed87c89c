"""The token bucket of one process, against the ideal bucket in fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from limits import RateLimitItemPerSecond

from webapp.gateway import buckets
from webapp.gateway.buckets import LocalBuckets

if TYPE_CHECKING:
    import pytest

SECOND = 1_000_000


class Clock:
    """Microseconds, moved by hand."""

    def __init__(self) -> None:
        """Start somewhere."""
        self.now = 1_700_000_000 * SECOND

    def __call__(self) -> int:
        """Tell the time."""
        return self.now


def test_a_burst_passes_and_then_the_rate() -> None:
    """20 in 2 seconds: 20 at once, then one each tenth of a second, to the microsecond."""
    clock = Clock()
    bucket = LocalBuckets(clock)
    charge = (RateLimitItemPerSecond(20, 2), "a")
    assert [bucket.take([charge]).passes for _ in range(21)] == [True] * 20 + [False]
    clock.now += SECOND // 10 - 1
    refused = bucket.take([charge])
    assert (refused.passes, refused.verdicts[0].wait) == (False, 1)
    clock.now += 1
    passed = bucket.take([charge])
    assert (passed.passes, passed.verdicts[0].remaining) == (True, 0)
    assert passed.verdicts[0].until_full == 2 * SECOND


@given(
    amount=st.integers(1, 1000),
    seconds=st.integers(1, 3600),
    steps=st.lists(st.tuples(st.integers(0, 10**8), st.integers(1, 5)), max_size=60),
)
def test_it_decides_as_the_ideal_bucket_does(
    amount: int, seconds: int, steps: list[tuple[int, int]]
) -> None:
    """The ideal one counts in fractions of a token and never rounds."""
    clock = Clock()
    bucket = LocalBuckets(clock)
    charge = (RateLimitItemPerSecond(amount, seconds), "a")
    level = Fraction(amount)
    for elapsed, cost in steps:
        clock.now += elapsed
        level = min(Fraction(amount), level + Fraction(elapsed * amount, seconds * SECOND))
        outcome = bucket.take([charge], cost=cost)
        assert outcome.passes == (level >= cost)
        level -= cost if outcome.passes else 0
        assert outcome.verdicts[0].remaining == int(level)


def test_a_client_at_the_rate_is_never_refused() -> None:
    """However long, and at a rate that is no whole number of microseconds."""
    clock = Clock()
    bucket = LocalBuckets(clock)
    charge = (RateLimitItemPerSecond(7, 3), "a")
    start = clock.now
    for number in range(20_000):
        clock.now = start + -(-number * 3 * SECOND // 7)
        assert bucket.take([charge]).passes


def test_a_clock_that_steps_back_gives_nothing_and_takes_nothing() -> None:
    """Elapsed time is never negative, and a step forward again fills no more than is due."""
    clock = Clock()
    bucket = LocalBuckets(clock)
    charge = (RateLimitItemPerSecond(10, 10), "a")
    assert all(bucket.take([charge]).passes for _ in range(5))
    clock.now -= 3600 * SECOND
    assert bucket.take([charge]).verdicts[0].remaining == 4
    clock.now += SECOND
    assert bucket.take([charge], is_dry=True).verdicts[0].remaining == 5


def test_all_buckets_pay_or_none() -> None:
    """A refusal by one costs nothing in another."""
    bucket = LocalBuckets(Clock())
    wide, narrow = (RateLimitItemPerSecond(5), "wide"), (RateLimitItemPerSecond(2), "narrow")
    assert [bucket.take([wide, narrow]).passes for _ in range(4)] == [True, True, False, False]
    verdicts = bucket.take([wide, narrow], is_dry=True).verdicts
    assert [(v.has_enough, v.remaining) for v in verdicts] == [(True, 3), (False, 0)]


def test_a_process_keeps_only_so_many_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Full ones are forgotten first, which changes nothing for anybody."""
    monkeypatch.setattr(buckets, "MAXIMUM_BUCKETS", 100)
    clock = Clock()
    bucket = LocalBuckets(clock)
    item = RateLimitItemPerSecond(2, 10)
    for number in range(90):
        bucket.take([(item, f"old-{number}")])
    clock.now += 10 * SECOND
    bucket.take([(item, "used-up")], cost=2)
    for number in range(1000):
        bucket.take([(item, f"new-{number}")])
        clock.now += 1
    assert len(bucket._kept) <= 101
    assert "old-1" not in bucket._kept
    for number in range(50):
        bucket.take([(item, "used-up")], cost=2)
        bucket.take([(item, f"more-{number}")])
