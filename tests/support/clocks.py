"""A clock that tests set, where waiting for the real one would prove no more."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import timedelta

    import psycopg
    from flask import Flask

    from tests.support.databases import Database

# The planner puts the body where the clock is asked for, in every function and trigger.
_WRONG_CLOCK = """
    CREATE FUNCTION pg_catalog.right_clock() RETURNS timestamptz
    LANGUAGE internal VOLATILE AS 'clock_timestamp';
    CREATE OR REPLACE FUNCTION pg_catalog.clock_timestamp() RETURNS timestamptz
    LANGUAGE sql VOLATILE AS $$
        SELECT pg_catalog.right_clock() + coalesce(
            nullif(pg_catalog.current_setting('ledger_test.clock', true), ''), '0'
        )::pg_catalog.interval
    $$
"""


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        """Start at the real one's time."""
        self._now = time.monotonic()

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self._now

    def go_on(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds


def clock_of_identities(app: Flask) -> Clock:
    """Put a clock into an application, by which it remembers who somebody is; return it."""
    clock = Clock()
    app.extensions["identities"]._clock = clock
    return clock


def let_clock_be_wrong(database: Database) -> None:
    """Give PostgreSQL in this database a clock that each session may set; it begins right."""
    with database.connect() as connection:
        connection.execute(_WRONG_CLOCK.encode())


def set_clock(connection: psycopg.Connection[Any], ahead: timedelta) -> None:
    """Set the clock of a session so far ahead of the right one; below zero, behind it."""
    connection.execute(
        "SELECT set_config('ledger_test.clock', %s, false)", (f"{ahead.total_seconds()} s",)
    )
