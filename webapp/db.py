"""The pool: borrow a connection, run one statement, hand back rows. Nothing about ledgers."""

import atexit
import json
import logging
import random
import time
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar, cast

from flask import Flask, current_app
from psycopg import Connection, OperationalError, errors
from psycopg.adapt import Buffer, Loader
from psycopg.rows import args_row
from psycopg.types.json import set_json_loads
from psycopg.types.string import TextLoader
from psycopg_pool import ConnectionPool, PoolTimeout, TooManyRequests

from webapp.config import Config

Row = TypeVar("Row")
Parameters = Mapping[str, str | None]

ATTEMPTS = 4  # the first try and three more
WAIT_SECONDS = 5.0  # for a free connection; a client is told to come back after that

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
    # A fraction inside stored JSON would become a float: it becomes its own text instead.
    set_json_loads(partial(json.loads, parse_float=str), connection)
    connection.execute("SET TIME ZONE 'UTC'")


class Database:
    """A pool of autocommit connections, in which every call is one statement.

    The statement is the transaction: there is no BEGIN to send and no COMMIT to wait for.
    """

    def __init__(
        self,
        url: str,
        *,
        size: int,
        prepare_threshold: int | None,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        """Prepare a pool of at most `size` connections; `open` starts it."""
        self.connections_made = 0
        self._pool = ConnectionPool(
            url,
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

    def states(self) -> dict[str, int]:
        """Return how many connections are open and free, and how many requests wait for one."""
        stats = self._pool.get_stats()
        return {
            "open": stats.get("pool_size", 0),
            "free": stats.get("pool_available", 0),
            "waiting": stats.get("requests_waiting", 0),
        }

    def fetch_all(self, row: type[Row], query: str, parameters: Parameters) -> list[Row]:
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

    def fetch_one(self, row: type[Row], query: str, parameters: Parameters) -> Row:
        """Run a statement that gives exactly one row, and return it."""
        (only,) = self.fetch_all(row, query, parameters)
        return only

    def _run(self, row: type[Row], query: str, parameters: Parameters) -> list[Row]:
        try:
            with (
                self._pool.connection() as connection,
                connection.cursor(row_factory=args_row(row)) as cursor,
            ):
                return cursor.execute(query, parameters).fetchall()
        except (PoolTimeout, TooManyRequests):
            raise
        except OperationalError as error:
            if error.sqlstate is None or error.sqlstate.startswith(("08", "57P")):
                # The server went away: its other connections are dead too, so replace
                # them now and spare the next callers the same answer.
                _log.warning("connection to the database lost: %s", error)
                self._pool.check()
            raise


def init_app(app: Flask, config: Config) -> None:
    """Open this application's pool."""
    pool = Database(
        config.web_database_url,
        size=config.database.pool_size,
        prepare_threshold=config.database.prepare_threshold,
    )
    pool.open()
    app.extensions["database"] = pool


def database() -> Database:
    """Return the pool of the application that is answering."""
    return cast("Database", current_app.extensions["database"])
