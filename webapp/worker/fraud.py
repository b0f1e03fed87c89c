"""Look at what has happened for fraud, do what cases ask for, and forget what is old."""

import threading
from functools import cache
from typing import Any

import psycopg
import structlog

from webapp.config import Config
from webapp.worker.job import Job

_EVENTS = 500
_CASES = 20  # few, since their accounts are locked together

_log = structlog.get_logger()


def _check(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
    observed = _number(connection, b"SELECT ledger.check_fraud(p_limit => %s)", _EVENTS)
    acted = _number(connection, b"SELECT ledger.act_on_fraud_cases(p_limit => %s)", _CASES)
    if acted:
        _log.info("fraud cases acted on", number=acted)
    pruned = _prune(connection)
    return observed > 0 or acted == _CASES or pruned > 0


def _prune(connection: psycopg.Connection[Any]) -> int:
    """Forget as many rows as one turn writes at most, so that no backlog grows."""
    query = b"SELECT ledger.prune_fraud_observations(make_interval(days => %s))"
    return _number(connection, query, _keep_days())


@cache
def _keep_days() -> int:
    return Config.from_environment(serving=False).fraud.keep_days


def _number(connection: psycopg.Connection[Any], query: bytes, argument: int) -> int:
    row = connection.execute(query, (argument,)).fetchone()
    return row[0] if row else 0


FRAUD = Job("fraud", _check, follows_events=True, consumer="fraud")
