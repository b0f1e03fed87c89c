"""Fold what accumulating accounts have gathered."""

import threading
from typing import Any

import psycopg

from webapp.worker.job import Job


def _fold(connection: psycopg.Connection[Any], stopped: threading.Event) -> bool:
    accumulating = connection.execute(
        "SELECT account_id FROM ledger.accounts WHERE accumulates AND status <> 'CLOSED'"
    ).fetchall()
    # One call each, so that no payer waits for more than one account's folding.
    for (account_id,) in accumulating:
        if stopped.is_set():
            break
        connection.execute(
            "SELECT version FROM ledger.fold_account(p_account_id => %s)", (account_id,)
        )
    return False


ACCUMULATING = Job("accumulating", _fold)
