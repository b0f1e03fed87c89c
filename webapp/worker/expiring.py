"""Tidy holds whose time is over; balances honour their expiry by themselves."""

import threading
from typing import Any

import psycopg
import structlog

from webapp.worker.job import Job

_AT_ONCE = 1000

_log = structlog.get_logger()


def _expire(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
    expired = connection.execute(
        "SELECT hold_id FROM ledger.expire_holds(p_limit => %s)", (_AT_ONCE,)
    ).fetchall()
    if expired:
        _log.info("holds expired", number=len(expired))
    return len(expired) == _AT_ONCE


EXPIRING = Job("expiring", _expire)
