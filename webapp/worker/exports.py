"""Write out the entries that were asked for as files, part by part."""

import threading
from typing import Any

import psycopg

from webapp.config import Config
from webapp.worker.job import Job


def _write(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
    days = Config.from_environment(serving=False).exports.keep_days
    row = connection.execute(
        "SELECT ledger.write_exports(make_interval(days => %s))", (days,)
    ).fetchone()
    return row is not None and row[0]


EXPORTS = Job("exports", _write, follows_events=True)
