"""Give what was committed its place in the feed, and so wake those who follow it."""

import threading
from typing import Any

import psycopg

from webapp.worker.job import Job

# Posting tells nobody, so somebody has to look; an idle look takes less than a millisecond.
_EVERY = 0.2


def _number(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
    connection.execute("SELECT ledger.number_events()")
    return False


NUMBERING = Job("numbering", _number, every=_EVERY)
