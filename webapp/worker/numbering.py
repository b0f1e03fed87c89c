"""Give committed events their positions in the feed, and so wake who follows it."""

import threading
from typing import Any

import psycopg

from webapp.worker.job import Job


def _number(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
    connection.execute("SELECT event_position FROM ledger.list_events(p_limit => 1)")
    return False


NUMBERING = Job("numbering", _number)
