"""Send events to the endpoints that ask for them."""

import threading
from typing import TYPE_CHECKING, Any

import psycopg
import structlog

from webapp.config import Config
from webapp.worker.job import Job

if TYPE_CHECKING:
    from webapp.webhooks.delivering import Deliverer

_log = structlog.get_logger()


class _Kept(threading.local):
    """What a worker's thread keeps between two turns of one piece of work."""

    connection: "psycopg.Connection[Any] | None" = None
    deliverer: "Deliverer | None" = None


_kept = _Kept()


def _deliver(connection: psycopg.Connection[Any], stopped: threading.Event) -> bool:
    if _kept.deliverer is not None and _kept.connection is not connection:
        _close()
    if _kept.deliverer is None:
        # Asked before there is anything to send by: most turns find nothing.
        row = connection.execute(
            "SELECT EXISTS (SELECT FROM ledger.list_webhook_endpoints(p_limit => 1))"
        ).fetchone()
        if row is None or not row[0]:
            return False
        config = Config.from_environment(serving=False)
        ring = config.keyring()
        if ring is None:
            _log.error("webhooks are not sent", reason="ZEROSUM_PERSONAL_KEYS names no keyring")
            return False
        from webapp.webhooks.delivering import Deliverer

        _kept.connection = connection
        _kept.deliverer = Deliverer(connection, ring, allow_private=config.webhooks.allow_private)
    try:
        is_busy = _kept.deliverer.turn(stopped)
    except BaseException:
        _close()
        raise
    if not is_busy:
        _close()
        _prune(connection)
    return is_busy


def _prune(connection: psycopg.Connection[Any]) -> None:
    """Forget some of what was taken long ago, when there is nothing else to do."""
    days = Config.from_environment(serving=False).webhooks.keep_days
    connection.execute("SELECT ledger.prune_webhook_deliveries(make_interval(days => %s))", (days,))


def _close() -> None:
    if _kept.deliverer is not None:
        _kept.deliverer.close()
    _kept.deliverer = _kept.connection = None


WEBHOOKS = Job("webhooks", _deliver, follows_events=True, consumer="webhooks")
