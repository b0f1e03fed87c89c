"""Carry transfers to other cells on; a cell that is away keeps none waiting but its own."""

import threading
from typing import Any

import psycopg
import structlog

from webapp.cells.carrying import carry, own_number, pending
from webapp.cells.peers import Peers, UnknownCellError
from webapp.config import Config
from webapp.worker.job import Job

_AT_ONCE = 1000

_log = structlog.get_logger()


def _carry(connection: psycopg.Connection[Any], stopped: threading.Event) -> bool:
    waiting = pending(connection, limit=_AT_ONCE)
    if not waiting:
        return False
    number = own_number(connection)
    urls = Config.from_environment(serving=False).cells.urls
    away: set[int] = set()
    settled = 0
    with Peers(urls, application_name="zerosum work") as peers:
        for transfer in waiting:
            if stopped.is_set():
                return False
            if transfer.cell_number in away:
                continue
            try:
                carry(connection, number, peers, transfer)
                settled += 1
            except UnknownCellError as error:
                away.add(transfer.cell_number)
                _log.error("transfers wait", cell=transfer.cell_number, reason=str(error))
            except psycopg.Error as error:
                if connection.closed:
                    raise
                if error.sqlstate is None or not error.sqlstate.startswith("LG"):
                    away.add(transfer.cell_number)
                _log.warning(
                    "transfer waits",
                    cell=transfer.cell_number,
                    transfer_id=str(transfer.transfer_id),
                    sqlstate=error.sqlstate,
                )
    return settled > 0 and len(waiting) == _AT_ONCE


CELLS = Job("cells", _carry, every=1.0, follows_events=True)
"""Woken by events as well: what is sent is carried on as soon as it is numbered."""
