"""Add what was posted to the sums by day, from which reports read."""

import threading
from typing import Any

import psycopg

from webapp.worker.job import Job

_AT_ONCE = 1000  # events


def _roll_up(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
    row = connection.execute("SELECT ledger.roll_up(%s)", (_AT_ONCE,)).fetchone()
    return row is not None and row[0] == _AT_ONCE


ANALYTICS = Job("analytics", _roll_up, follows_events=True, consumer="rollups")
