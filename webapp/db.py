"""The pool: borrow a connection, run one statement, hand back rows. Nothing about ledgers."""

import atexit
import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeAlias, TypeVar, cast

from flask import Flask, current_app, g
from psycopg import Connection, OperationalError, errors
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout, TooManyRequests

from webapp import hosts
from webapp.config import Config
from webapp.confirming import Confirming
from webapp.direct import DirectConnection, configure, fetch
from webapp.lifeline import CONFIRM_SECONDS, AwayError, Lifeline, UnconfirmedError
from webapp.repeating import repeated
from webapp.web_login import begin

Row = TypeVar("Row")
Parameters = Mapping[str, str | None]
_Pool: TypeAlias = ConnectionPool[Connection[Any]]

WAIT_SECONDS = 5.0  # for a free connection; a client is told to come back after that
HAND_SECONDS = 300.0  # how long one is kept in hand before the pool may replace it
_OPTIONS = {"autocommit": True, "client_encoding": "utf8"}

logging.getLogger("psycopg.pool").addFilter(lambda said: "stop thread" not in said.getMessage())
_log = logging.getLogger(__name__)


class Database:
    """A pool of autocommit connections, in which every call is one statement.

    The statement is the transaction: there is no BEGIN to send and no COMMIT to wait for.
    """

    def __init__(  # noqa: PLR0913 - each is named by its caller
        self,
        url: str,
        *,
        size: int,
        prepare_threshold: int | None,
        wait_seconds: float = WAIT_SECONDS,
        lifeline: Lifeline | None = None,
        is_traced: bool = False,
        keeps_in_hand: bool = False,
        begin: Callable[[Connection[Any]], None] = configure,
    ) -> None:
        """Prepare a pool of at most `size` connections; `open` starts it.

        A statement is one call of libpq, except where it is `is_traced`, or a pooler forgets
        what was prepared: then psycopg's cursors run it. With `keeps_in_hand` the connections
        stay with whoever calls, and the pool is asked only for more of them and new ones.
        What raises in `begin` refuses a new connection.
        """
        self._begin = begin
        self.connections_made = 0
        self.lifeline = lifeline or Lifeline(url, seconds=1.0)
        self._confirming = Confirming(self.lifeline)
        self._wait_seconds = wait_seconds
        self._is_direct = prepare_threshold is not None and not is_traced
        self._in_hand: deque[tuple[Connection[Any], _Pool, float]] | None = None
        if keeps_in_hand and self._is_direct:
            self._in_hand = deque()
        self._new_pool: Callable[[], _Pool] = partial(
            ConnectionPool,
            lambda: self.lifeline.url,
            connection_class=DirectConnection if self._is_direct else Connection,
            kwargs={"prepare_threshold": prepare_threshold, **_OPTIONS, **hosts.options(url, 5)},
            min_size=1,
            max_size=size,
            configure=self._configure,
            timeout=wait_seconds,
            reconnect_timeout=30.0,
            name="zerosum",
            open=False,
        )
        self._pool = self._new_pool()
        self.running: dict[Connection[Any], float] = {}

    def _configure(self, connection: Connection[Any]) -> None:
        self.connections_made += 1
        connection.add_notice_handler(self._confirming.hear)
        self._begin(connection)

    def open(self) -> None:
        """Start connecting in the background; a database that is away is no error here."""
        self._pool.open(wait=False)
        self.lifeline.join(self)
        atexit.register(self.close)

    def close(self) -> None:
        """Close every connection. May be called twice."""
        atexit.unregister(self.close)
        self.lifeline.leave(self)
        self._pool.close()
        self._give_back()

    def states(self) -> dict[str, int]:
        """Return how many connections are open and free, and how many requests wait for one."""
        stats = self._pool.get_stats()
        return {
            "open": stats.get("pool_size", 0),
            "free": stats.get("pool_available", 0),
            "waiting": stats.get("requests_waiting", 0),
        }

    def fetch_all(self, row: Callable[..., Row], query: str, parameters: Parameters) -> list[Row]:
        """Run one statement and return its rows, each made by `row` from its columns.

        A serialization failure or a deadlock is tried again: what moves money carries a key.
        Every other psycopg.Error reaches the caller, PoolTimeout included.
        """
        return repeated(
            lambda: self._with_one(lambda one: self._fetch(one, row, query, parameters))
        )

    def fetch_one(self, row: Callable[..., Row], query: str, parameters: Parameters) -> Row:
        """Run a statement that gives exactly one row, and return it."""
        (only,) = self.fetch_all(row, query, parameters)
        return only

    def _fetch(
        self,
        connection: Connection[Any],
        row: Callable[..., Row],
        query: str,
        parameters: Parameters,
    ) -> list[Row]:
        if self.lifeline.is_unconfirmed:
            self._confirming.require_reading(connection, query)
        return fetch(connection, row, query, parameters)

    def _with_one(self, ask: Callable[[Connection[Any]], list[Row]]) -> list[Row]:
        """Return what is asked on one connection, and see whether that is lost."""
        try:
            with self._borrowed() as connection:
                self.running[connection] = time.monotonic()
                try:
                    return ask(connection)
                finally:
                    del self.running[connection]
                    if not connection.closed:
                        self.lifeline.heard = time.monotonic()
                    if self._confirming.called_off:
                        self._confirming.require_commit()
        except (PoolTimeout, TooManyRequests, AwayError, UnconfirmedError):
            raise
        except errors.ReadOnlySqlTransaction:
            self.lifeline.moved()
            raise
        except OperationalError as error:
            if error.sqlstate is None or error.sqlstate.startswith(("08", "57P")):
                _log.warning("connection to the database lost: %s", error)
                self._look_at_the_others()
                if self.lifeline.is_unconfirmed:
                    raise UnconfirmedError("no standby has confirmed it") from error
            raise

    def _look_at_the_others(self) -> None:
        """Replace connections that are dead too, and spare the next callers the same answer."""
        self.lifeline.hurry()
        self._give_back()
        if not (pool := self._pool).closed:  # nor yet to be opened
            pool.check()

    @contextmanager
    def _borrowed(self) -> Iterator[Connection[Any]]:
        connection, pool, until = self._take()
        try:
            yield connection
        finally:
            idle = connection.pgconn.transaction_status == TransactionStatus.IDLE
            if self._in_hand is not None and idle and time.monotonic() < until and not pool.closed:
                self._in_hand.append((connection, pool, until))
            else:
                pool.putconn(connection)

    def _take(self) -> tuple[Connection[Any], _Pool, float]:
        """Return a connection, its pool, and how long it may be kept in hand."""
        if self.lifeline.is_away:
            raise AwayError("the database is away")
        if self._in_hand:
            with suppress(IndexError):  # somebody took the last one
                return self._in_hand.pop()
        give_up = time.monotonic() + self._wait_seconds
        while True:
            pool = self._pool
            try:
                left = max(give_up - time.monotonic(), 0.001)
                return pool.getconn(left), pool, time.monotonic() + HAND_SECONDS
            except PoolClosed as error:
                if self.lifeline.is_away:
                    raise AwayError("the database went away") from error
                if self._pool is pool:
                    raise

    def _give_back(self) -> None:
        with suppress(IndexError):  # somebody took the last one
            while self._in_hand:
                connection, pool, _ = self._in_hand.pop()
                pool.putconn(connection)

    def lose(self) -> None:
        """Turn away whoever waits for a connection, while the database is away."""
        _log.error("the database does not answer: requests are refused until it does")
        self._replace_pool(self._new_pool())

    def renew(self) -> None:
        """Connect anew, and not after the pause that a pool makes which has failed to."""
        _log.warning("connecting to the database anew")
        pool = self._new_pool()
        pool.open(wait=False)
        self._replace_pool(pool)

    def _replace_pool(self, pool: _Pool) -> None:
        old, self._pool = self._pool, pool
        old.close(timeout=0)
        self._give_back()


def init_app(app: Flask, config: Config) -> None:
    """Open this application's pool."""
    pool = Database(
        config.web_database_url,
        size=config.database.pool_size,
        prepare_threshold=config.database.prepare_threshold,
        lifeline=Lifeline(
            config.web_database_url,
            seconds=config.database.away_seconds,
            confirm_seconds=min(CONFIRM_SECONDS, config.gathering.seconds / 2),
        ),
        is_traced=config.observe.otlp_url is not None,
        begin=begin,
    )
    pool.open()
    app.extensions["database"] = pool


def database() -> Database:
    """Return where the request that is being answered is asked: the primary, but for reads."""
    place: Database | None = g.get("place")
    return cast("Database", current_app.extensions["database"]) if place is None else place
