"""Look at what has happened for fraud, and do what cases ask for."""

import threading
from typing import Any

import psycopg
import structlog

from webapp.worker.job import Job

_EVENTS = 500
_CASES = 20  # few, since their accounts are locked together

_log = structlog.get_logger()


def _check(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
    observed = _number(connection, b"SELECT ledger.check_fraud(p_limit => %s)", _EVENTS)
    acted = _number(connection, b"SELECT ledger.act_on_fraud_cases(p_limit => %s)", _CASES)
    if acted:
        _log.info("fraud cases acted on", number=acted)
    return observed > 0 or acted == _CASES


def _number(connection: psycopg.Connection[Any], query: bytes, limit: int) -> int:
    row = connection.execute(query, (limit,)).fetchone()
    return row[0] if row else 0


FRAUD = Job("fraud", _check, follows_events=True, consumer="fraud")
