"""A true token bucket, in Redis or in the process, as a strategy of the limits package.

"20 per 60 seconds" means a burst of 20 and a refill of one each 3 seconds. All arithmetic is
in whole numbers: a bucket of A tokens in W seconds is kept as a level of 0 to A * W * 10^6,
gains A for each microsecond, and pays W * 10^6 for a token. Nothing is rounded, so nothing
drifts.
"""

import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeAlias, cast

from limits import RateLimitItem
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import STRATEGIES, RateLimiter
from limits.util import WindowStats

NAME = "token-bucket"
MICROSECONDS = 1_000_000
MAXIMUM_BUCKETS = 100_000  # in one process; some 20 MB

Charge: TypeAlias = tuple[RateLimitItem, str]
Clock: TypeAlias = Callable[[], int]

# One clock, the server's, for every process. All buckets are paid or none.
SCRIPT = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local cost, is_dry = tonumber(ARGV[1]), ARGV[2] == '1'
local levels, passes = {}, 1
for n, key in ipairs(KEYS) do
    local amount, seconds = tonumber(ARGV[2 * n + 1]), tonumber(ARGV[2 * n + 2])
    local level = amount * seconds * 1000000
    local kept = redis.call('HMGET', key, 'level', 'at')
    if kept[1] then
        local elapsed = math.max(0, math.min(now - kept[2], seconds * 1000000))
        level = math.min(level, kept[1] + elapsed * amount)
    end
    if level < cost * seconds * 1000000 then passes = 0 end
    levels[n] = level
end
if passes == 1 and not is_dry then
    for n, key in ipairs(KEYS) do
        local amount, seconds = tonumber(ARGV[2 * n + 1]), tonumber(ARGV[2 * n + 2])
        levels[n] = levels[n] - cost * seconds * 1000000
        local missing = amount * seconds * 1000000 - levels[n]
        redis.call('HSET', key, 'level', string.format('%.0f', levels[n]),
            'at', string.format('%.0f', now))
        redis.call('PEXPIRE', key, string.format('%.0f', math.ceil(missing / amount / 1000) + 1000))
    end
end
return {now, passes, unpack(levels)}
"""


class Verdict(NamedTuple):
    """What became of one bucket: whole tokens left, and microseconds to wait."""

    has_enough: bool
    remaining: int
    wait: int
    until_full: int


class Outcome(NamedTuple):
    """Whether the request passes, when (microseconds of the deciding clock), and the buckets."""

    passes: bool
    at: int
    verdicts: list[Verdict]


class Buckets(Protocol):
    """Where buckets are kept."""

    def take(self, charges: Sequence[Charge], *, cost: int = 1, is_dry: bool = False) -> Outcome:
        """Pay from all buckets or, when one has too little, from none."""

    def clear(self, charge: Charge) -> None:
        """Fill a bucket up."""


class RedisBuckets:
    """Buckets that all processes share; redis.RedisError reaches the caller."""

    def __init__(self, storage: RedisStorage) -> None:
        """Use a storage's connections and its prefix."""
        self._client = storage.get_connection()
        self._key = storage.prefixed_key
        # EVALSHA, and EVAL's SCRIPT LOAD when the server has forgotten it (NOSCRIPT).
        self._script = self._client.register_script(SCRIPT.encode())

    def take(self, charges: Sequence[Charge], *, cost: int = 1, is_dry: bool = False) -> Outcome:
        """Pay from all buckets or from none, in one round trip."""
        arguments = [cost, int(is_dry)]
        for item, _ in charges:
            arguments += [item.amount, item.get_expiry()]
        keys = [self._key(key) for _, key in charges]
        at, passes, *levels = cast("list[int]", self._script(keys=keys, args=arguments))
        paid = cost if passes and not is_dry else 0
        return _outcome(charges, levels, at=at, passes=bool(passes), cost=cost, paid=paid)

    def clear(self, charge: Charge) -> None:
        """Fill a bucket up."""
        self._client.delete(self._key(charge[1]))


class LocalBuckets:
    """Buckets of this process alone."""

    def __init__(self, clock: Clock = lambda: time.monotonic_ns() // 1000) -> None:
        """Start with every bucket full."""
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[int, int, int]] = {}

    def take(self, charges: Sequence[Charge], *, cost: int = 1, is_dry: bool = False) -> Outcome:
        """Pay from all buckets or from none."""
        with self._lock:
            now = self._clock()
            levels = [self._level(item, key, now) for item, key in charges]
            passes = all(
                level >= cost * item.get_expiry() * MICROSECONDS
                for level, (item, _) in zip(levels, charges, strict=True)
            )
            paid = cost if passes and not is_dry else 0
            for number, (item, key) in enumerate(charges):
                if paid:
                    levels[number] -= cost * item.get_expiry() * MICROSECONDS
                    missing = item.amount * item.get_expiry() * MICROSECONDS - levels[number]
                    self._kept[key] = (levels[number], now, now - -missing // item.amount)
            if len(self._kept) > MAXIMUM_BUCKETS:
                self._prune(now)
        return _outcome(charges, levels, at=now, passes=passes, cost=cost, paid=paid)

    def clear(self, charge: Charge) -> None:
        """Fill a bucket up."""
        with self._lock:
            self._kept.pop(charge[1], None)

    def _level(self, item: RateLimitItem, key: str, now: int) -> int:
        full = item.amount * item.get_expiry() * MICROSECONDS
        if key not in self._kept:
            return full
        level, at, _ = self._kept[key]
        return min(full, level + max(0, now - at) * item.amount)

    def _prune(self, now: int) -> None:
        """Forget buckets that are full again; when that is not enough, those nearest to it."""
        by_fullness = sorted(self._kept, key=lambda key: self._kept[key][2])
        full = sum(until <= now for _, _, until in self._kept.values())
        for key in by_fullness[: max(full, MAXIMUM_BUCKETS // 10)]:
            del self._kept[key]


class TokenBucketRateLimiter(RateLimiter):
    """The strategy "token-bucket" of limits and Flask-Limiter."""

    def __init__(self, storage: object) -> None:
        """Keep buckets where the storage is: in Redis, or in memory."""
        super().__init__(storage)  # type: ignore[arg-type]
        if isinstance(storage, RedisStorage):
            self.buckets: Buckets = RedisBuckets(storage)
        elif isinstance(storage, MemoryStorage):
            self.buckets = LocalBuckets()
        else:
            raise TypeError(f"no token buckets in {type(storage).__name__}")

    def hit(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        """Pay, and say whether there was enough."""
        return self.buckets.take([(item, item.key_for(*identifiers))], cost=cost).passes

    def test(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        """Say whether there is enough, and pay nothing."""
        charges = [(item, item.key_for(*identifiers))]
        return self.buckets.take(charges, cost=cost, is_dry=True).passes

    def get_window_stats(self, item: RateLimitItem, *identifiers: str) -> WindowStats:
        """Return when (Unix time) the bucket is full again, and its whole tokens."""
        charges = [(item, item.key_for(*identifiers))]
        (verdict,) = self.buckets.take(charges, is_dry=True).verdicts
        return WindowStats(time.time() + verdict.until_full / MICROSECONDS, verdict.remaining)

    def clear(self, item: RateLimitItem, *identifiers: str) -> None:
        """Fill the bucket up."""
        self.buckets.clear((item, item.key_for(*identifiers)))


# Flask-Limiter looks strategies up here.
cast("dict[str, type[RateLimiter]]", STRATEGIES)[NAME] = TokenBucketRateLimiter


def _outcome(  # noqa: PLR0913 - the parts of one decision
    charges: Sequence[Charge], levels: Sequence[int], *, at: int, passes: bool, cost: int, paid: int
) -> Outcome:
    verdicts = []
    for level, (item, _) in zip(levels, charges, strict=True):
        token = item.get_expiry() * MICROSECONDS
        missing = max(0, cost * token - level) if not paid else 0
        full = item.amount * token
        verdicts.append(
            Verdict(
                has_enough=missing == 0,
                remaining=level // token,
                wait=-(-missing // item.amount),
                until_full=-(-(full - level) // item.amount),
            )
        )
    return Outcome(passes, at, verdicts)
