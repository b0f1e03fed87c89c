"""The balance cache: written through, with fences, short leases, and no trust.

    Read    a fence is up: ask PostgreSQL. A balance within its lease: that. Otherwise take the
            token, ask PostgreSQL, and put the answer in if the token still stands; the lease
            counts from before the question.
    Write   put up a fence and commit; then, if the answer says what a balance was right before
            and is now, put the new one over the old one, else drop it; drop the token, take the
            fence down, and only then answer. When the last step fails, answer a lease later. Who
            does not learn whether it was committed leaves the fence: it ends when no transaction
            can be under way any more.

What is written through goes over the one version that came before it and nowhere else, and lives
no longer than that would have: what is held the answer does not tell, so it is done where nothing
is. So no read that begins after a write was answered lacks it. A write made in psql is seen after
a lease at the latest. Who may see a balance is PostgreSQL's to say: its leave is kept for each
reader beside the balance, for as long. Decisions about money never look here.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias, TypeVar, cast
from uuid import UUID

from flask import Flask, current_app
from redis import Redis

from webapp.cache import scripts
from webapp.cache.moves import Move, has_ended
from webapp.cache.rows import BALANCE, Balance
from webapp.config import Config
from webapp.gateway.away import Breaker, RedisAwayError
from webapp.gateway.connecting import options, redis_scheme
from webapp.replicas.placing import of_primary
from webapp.shapes.actor import Actor

MICROSECONDS = 1_000_000
# The longest transaction of the web's login, and time to get there: see webapp.cli.logins.
FENCE_SECONDS = 60
MARGIN_SECONDS = 0.05

# A script that takes longer would hold up everybody; beyond this, everything is fenced.
MAXIMUM_ACCOUNTS = 1000

Answer = TypeVar("Answer")
Moves: TypeAlias = Mapping[UUID, Move]
Tell: TypeAlias = Callable[[Callable[[], Moves]], None]
Touches: TypeAlias = Callable[[Any], Sequence[UUID] | None]


def everything(_body: object) -> None:
    """Say that a write may change any balance: its accounts are known only to the ledger."""


def nothing(_body: object) -> Sequence[UUID]:
    """Say that a write changes no balance, or sees to the cache itself."""
    return ()


class BalanceCache:
    """Balances in one Redis, shared by all processes that use the same prefix."""

    def __init__(
        self,
        client: "Redis",
        *,
        lease_seconds: float,
        quarantine_seconds: float = FENCE_SECONDS,
        prefix: str = "zerosum:{balance}:",
    ) -> None:
        """Keep a balance for so long; after a loss of everything keep none for the quarantine."""
        self._lease_seconds = lease_seconds
        self._lease = round(lease_seconds * MICROSECONDS)
        self._quarantine = round(quarantine_seconds * MICROSECONDS)
        self._prefix = prefix
        self._all = f"{prefix}all"
        self._life = round((FENCE_SECONDS + lease_seconds) * 1000)
        self._breaker = Breaker("balances are read from PostgreSQL, and writes wait a lease")
        self._read = client.register_script(scripts.READ)
        self._fill = client.register_script(scripts.FILL)
        self._fence = client.register_script(scripts.FENCE)
        self._done = client.register_script(scripts.DONE)
        self._settled_at = 0.0

    def balance(
        self, account_id: str, reader: str, ask: Callable[[], Balance]
    ) -> tuple[Balance, bool]:
        """Return an account's balance as this reader may see it, and whether `ask` was spared."""
        token = secrets.token_hex(8)
        keys = [self._all, self._prefix + account_id]
        arguments = [reader, token, self._lease, self._quarantine, self._life]
        try:
            found = self._call(self._read, keys, arguments)
        except RedisAwayError:
            return ask(), False
        if found[0] == b"hit":
            return BALANCE.validate_json(found[1]), True
        if found[0] != b"fill":
            return ask(), False
        row: list[Any] = [0, b"", "", 0]
        try:
            # A standby's may be older than the fence.
            balance = of_primary(ask, "kept")
            is_free = int(balance.available == balance.balance)
            row = [balance.version, BALANCE.dump_json(balance), balance.balance, is_free]
        finally:
            with suppress(RedisAwayError):  # the next reader asks again
                self._call(self._fill, keys, [reader, token, self._lease, *row])
        return balance, False

    @contextmanager
    def writing(self, account_ids: Sequence[UUID] | None) -> Iterator[Tell]:
        """Fence accounts while they are written to; None stands for all there are.

        Yields what to tell how balances moved, once that is committed. Whoever answers a client
        for the write calls `settle` first.
        """
        if account_ids is not None and not account_ids:
            yield _ignore
            return
        moved: dict[UUID, Move] = {}
        writer = secrets.token_hex(8)
        accounts = list(dict.fromkeys(account_ids or ()))
        if len(accounts) > MAXIMUM_ACCOUNTS:
            accounts = []
        keys = [self._all, *(f"{self._prefix}{account_id}" for account_id in accounts)]
        # Without the fence the promise stands on the last step, or the wait in its place.
        self._put_up(keys, writer)
        try:
            yield lambda moves: moved.update(moves())
        except BaseException as error:
            if has_ended(error):
                self._end(keys, [writer, *_told(accounts, {})])
            else:
                self._put_up(keys, writer)
            raise
        self._end(keys, [writer, *_told(accounts, moved)])

    def _put_up(self, keys: list[str], writer: str) -> None:
        with suppress(RedisAwayError):
            self._call(self._fence, keys, [writer, FENCE_SECONDS * MICROSECONDS, self._life])

    def _end(self, keys: list[str], arguments: list[Any]) -> None:
        try:
            self._call(self._done, keys, arguments)
        except RedisAwayError:
            # What is in there now was asked for before this moment: it lasts no longer.
            wait = self._lease_seconds + MARGIN_SECONDS
            self._settled_at = time.monotonic() + wait

    def settle(self) -> None:
        """Return once no balance is left that is older than the writes of this process."""
        wait = self._settled_at - time.monotonic()
        if wait > 0:
            time.sleep(wait)

    def _call(self, script: Any, keys: list[str], arguments: list[Any]) -> Any:  # noqa: ANN401
        return self._breaker.call(lambda: script(keys=keys, args=arguments))


class NoCache(BalanceCache):
    """In place of a cache where there is none."""

    def __init__(self) -> None:
        """Need nothing."""

    def balance(
        self,
        account_id: str,  # noqa: ARG002 - as above
        reader: str,  # noqa: ARG002 - as above
        ask: Callable[[], Balance],
    ) -> tuple[Balance, bool]:
        """Ask."""
        return ask(), False

    @contextmanager
    def writing(self, account_ids: Sequence[UUID] | None) -> Iterator[Tell]:  # noqa: ARG002
        """Do nothing."""
        yield _ignore

    def settle(self) -> None:
        """Do nothing."""


def _ignore(_moves: Callable[[], Moves]) -> None:
    """Ask for nothing."""


def _told(accounts: Sequence[UUID], moved: Moves) -> list[Any]:
    told: list[Any] = []
    for account in accounts:
        told += moved[account].arguments() if account in moved else [""] * 5
    return told


def init_app(app: Flask, config: Config) -> None:
    """Give the application its cache."""
    app.extensions["balance_cache"] = connect(config.cache.redis_url, config.cache.seconds)


def balance_cache() -> BalanceCache:
    """Return the cache of the application that is answering."""
    return cast("BalanceCache", current_app.extensions["balance_cache"])


def written(account_ids: Sequence[UUID] | None, write: Callable[[], Answer]) -> Answer:
    """Return what a write returns, once no balance in the cache is older than it."""
    cache = balance_cache()
    with cache.writing(account_ids):
        answer = write()
    cache.settle()
    return answer


def settled(write: Callable[[], Answer]) -> Answer:
    """Return what a write returns that fences its accounts itself."""
    answer = write()
    balance_cache().settle()
    return answer


def reader_of(actor: Actor) -> str:
    """Return for whom PostgreSQL's leave to see a balance is kept: a user and its scopes."""
    scopes = "*" if actor.scopes is None else ",".join(sorted(actor.scopes))
    return f"{actor.user_id}:{actor.role}:{scopes}"


def connect(redis_url: str | None, lease_seconds: float) -> BalanceCache:
    """Return the cache in this Redis; without a Redis or a lease, one that keeps nothing."""
    if redis_url is None or not lease_seconds:
        return NoCache()
    client = Redis.from_url(redis_scheme(redis_url), **options())
    return BalanceCache(client, lease_seconds=lease_seconds)
