"""Tell when what is watched on an account crosses its threshold."""

import threading
from typing import Any

import psycopg

from webapp.worker.job import Job

_AT_ONCE = 1000  # events


def _evaluate(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
    row = connection.execute("SELECT ledger.evaluate_monitors(%s)", (_AT_ONCE,)).fetchone()
    return row is not None and row[0] == _AT_ONCE


MONITORS = Job("monitors", _evaluate, follows_events=True, consumer="monitors")
