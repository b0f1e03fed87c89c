"""Prove what was booked since the last proof, and that the guards are in place."""

import threading
from typing import Any

import psycopg
import structlog

from webapp.worker.job import Job

_AT_ONCE = 10_000  # transactions

_log = structlog.get_logger()


def _prove(connection: psycopg.Connection[Any], _stopped: threading.Event) -> bool:
    row = connection.execute(
        "SELECT is_ok, is_current, transactions, broken, broken_guards"
        " FROM ledger.verify_new(p_limit => %s)",
        (_AT_ONCE,),
    ).fetchone()
    is_ok, is_current, transactions, broken, guards = row or (True, True, 0, None, None)
    if guards:
        _log.error("guards are not in place", broken=guards)
    if not is_ok:
        _log.error("the books are wrong", broken=broken)
    elif transactions:
        _log.info("proved", transactions=transactions)
    return is_ok and not is_current


PROVING = Job("proving", _prove)
