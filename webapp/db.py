"""The pool: borrow a connection, run one statement, hand back rows. Nothing about ledgers."""

import atexit
import logging
import random
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from flask import Flask, current_app
from psycopg import Connection, OperationalError, errors
from psycopg.adapt import Buffer, Loader
from psycopg.pq import TransactionStatus
from psycopg.rows import args_row
from psycopg.types.json import set_json_loads
from psycopg.types.string import TextLoader
from psycopg_pool import ConnectionPool, PoolTimeout, TooManyRequests

from webapp.config import Config
from webapp.direct import DirectConnection
from webapp.shapes import numbers

Row = TypeVar("Row")
Parameters = Mapping[str, str | None]

ATTEMPTS = 4  # the first try and three more
WAIT_SECONDS = 5.0  # for a free connection; a client is told to come back after that
HAND_SECONDS = 300.0  # how long one is kept in hand before the pool may replace it

_log = logging.getLogger(__name__)


class _HexLoader(Loader):
    """Read a bytea as its hexadecimal digits, without the leading backslash-x."""

    def load(self, data: Buffer) -> str:
        return bytes(data)[2:].decode("ascii")


def _configure(connection: Connection[Any]) -> None:
    """Make values arrive as they leave again: decimals and ids as text, times in UTC."""
    for name in ("numeric", "uuid", "inet"):
        connection.adapters.register_loader(name, TextLoader)
    connection.adapters.register_loader("bytea", _HexLoader)
    set_json_loads(numbers.loads, connection)
    connection.execute("SET TIME ZONE 'UTC'")


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
        is_traced: bool = False,
        keeps_in_hand: bool = False,
    ) -> None:
        """Prepare a pool of at most `size` connections; `open` starts it.

        A statement is one call of libpq, except where it is `is_traced`, or a pooler forgets
        what was prepared: then psycopg's cursors run it. With `keeps_in_hand` the connections
        stay with whoever calls, and the pool is asked only for more of them and new ones.
        """
        self.connections_made = 0
        self._is_direct = prepare_threshold is not None and not is_traced
        self._in_hand: deque[tuple[Connection[Any], float]] | None = None
        if keeps_in_hand and self._is_direct:
            self._in_hand = deque()
        self._pool: ConnectionPool[Connection[Any]] = ConnectionPool(
            url,
            connection_class=DirectConnection if self._is_direct else Connection,
            kwargs={
                "autocommit": True,
                "prepare_threshold": prepare_threshold,
                "client_encoding": "utf8",
                "connect_timeout": 5,
            },
            min_size=1,
            max_size=size,
            configure=self._configure,
            timeout=wait_seconds,
            reconnect_timeout=30.0,
            name="zerosum",
            open=False,
        )

    def _configure(self, connection: Connection[Any]) -> None:
        self.connections_made += 1
        _configure(connection)

    def open(self) -> None:
        """Start connecting in the background; a database that is away is no error here."""
        self._pool.open(wait=False)
        atexit.register(self.close)

    def close(self) -> None:
        """Close every connection. May be called twice."""
        atexit.unregister(self.close)
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

        A serialization failure or a deadlock is tried again a few times: both have rolled
        back, and what moves money carries an idempotency key. Every other psycopg.Error
        reaches the caller, PoolTimeout included.
        """
        for attempt in range(1, ATTEMPTS):
            try:
                return self._run(row, query, parameters)
            except (errors.SerializationFailure, errors.DeadlockDetected):
                time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - jitter
        return self._run(row, query, parameters)

    def fetch_one(self, row: Callable[..., Row], query: str, parameters: Parameters) -> Row:
        """Run a statement that gives exactly one row, and return it."""
        (only,) = self.fetch_all(row, query, parameters)
        return only

    def _run(self, row: Callable[..., Row], query: str, parameters: Parameters) -> list[Row]:
        try:
            with self._borrowed() as connection:
                if isinstance(connection, DirectConnection):
                    return connection.fetch(row, query, parameters)
                with connection.cursor(row_factory=args_row(row)) as cursor:
                    return cursor.execute(query, parameters).fetchall()
        except (PoolTimeout, TooManyRequests):
            raise
        except OperationalError as error:
            if error.sqlstate is None or error.sqlstate.startswith(("08", "57P")):
                # The server went away: its other connections are dead too, so replace
                # them now and spare the next callers the same answer.
                _log.warning("connection to the database lost: %s", error)
                self._give_back()
                self._pool.check()
            raise

    @contextmanager
    def _borrowed(self) -> Iterator[Connection[Any]]:
        if self._in_hand is None:
            with self._pool.connection() as connection:
                yield connection
            return
        try:
            connection, until = self._in_hand.pop()
        except IndexError:
            connection, until = self._pool.getconn(), time.monotonic() + HAND_SECONDS
        try:
            yield connection
        finally:
            if connection.pgconn.transaction_status == TransactionStatus.IDLE and (
                time.monotonic() < until and not self._pool.closed
            ):
                self._in_hand.append((connection, until))
            else:
                self._pool.putconn(connection)

    def _give_back(self) -> None:
        while self._in_hand:
            try:
                connection, _ = self._in_hand.pop()
            except IndexError:  # somebody took the last one
                return
            self._pool.putconn(connection)


def init_app(app: Flask, config: Config) -> None:
    """Open this application's pool."""
    pool = Database(
        config.web_database_url,
        size=config.database.pool_size,
        prepare_threshold=config.database.prepare_threshold,
        is_traced=config.observe.otlp_url is not None,
    )
    pool.open()
    app.extensions["database"] = pool


def database() -> Database:
    """Return the pool of the application that is answering."""
    return cast("Database", current_app.extensions["database"])
