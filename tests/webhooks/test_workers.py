"""Workers that are killed, several at once, and one of many endpoints that hangs."""

from __future__ import annotations

import os
import random
import signal
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.waiting import wait_until
from tests.webhooks.receiving import hang
from zerosum_client.webhooks import verify_webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from tests.webhooks.receiving import Receiver

    Endpoint = Callable[..., tuple[Row, str]]

_KILLS = int(os.environ.get("ZEROSUM_KILLS", "4"))
_ENDPOINTS = 200
_EVENTS = 3


@contextmanager
def _worker(database: Database, keys_file: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "work", "--job", "webhooks", "--every", "0.2"],
        env={
            **os.environ,
            "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba"),
            "ZEROSUM_PERSONAL_KEYS": str(keys_file),
            "ZEROSUM_WEBHOOK_ALLOW_PRIVATE": "on",
        },
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.long
def test_killed_workers_lose_nothing(  # noqa: PLR0917
    database: Database,
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    post: Callable[..., list[str]],
    keys_file: Path,
) -> None:
    """Two are killed again and again in the middle; a deduplicating receiver misses none.

    What an account's events are delivered in is the order of the feed, if each counts once.
    """
    _, secret = endpoint()
    posted: list[str] = []
    for _ in range(_KILLS):
        with _worker(database, keys_file) as one, _worker(database, keys_file) as other:
            posted += post(40)
            before = len(receiver.received)
            wait_until(lambda: len(receiver.received) > before + random.randint(1, 20))  # noqa: B023
            for process in (one, other):
                process.send_signal(signal.SIGKILL)
                process.wait()
        with database.connect() as connection:  # no minute's wait for each lease
            connection.execute(
                "UPDATE ledger_private.webhook_endpoint SET lease_expires_at = clock_timestamp()"
                " WHERE lease_id IS NOT NULL"
            )
    with _worker(database, keys_file) as last:
        posted += post(5)
        wait_until(lambda: len({one.id for one in receiver.received}) == len(posted))
        last.send_signal(signal.SIGTERM)
        assert last.wait(30) == 0
    first = list(dict.fromkeys(one.event["data"]["event_id"] for one in receiver.received))
    assert first == posted
    assert all(verify_webhook(secret, one.headers, one.body) for one in receiver.received)
    rows = ledger.rows("list_webhook_deliveries", limit=1000)
    assert {row.state for row in rows} == {"DELIVERED"}
    print(f"{2 * _KILLS} kills, {len(posted)} events in {len(receiver.received)} requests")  # noqa: T201


@pytest.mark.long
def test_one_of_many_hangs_and_the_others_get_everything(  # noqa: PLR0917
    ledger: LedgerCalls,
    receiver: Receiver,
    endpoint: Endpoint,
    database: Database,
    post: Callable[..., list[str]],
    keys_file: Path,
) -> None:
    """199 receivers have all while the one waits; how long it took is told, not asserted."""
    for number in range(_ENDPOINTS):
        endpoint(f"/{number}")
    receiver.answers["/0"] = hang
    with _worker(database, keys_file):
        began, delays = time.monotonic(), []
        for _ in range(_EVENTS):
            start, wanted = time.monotonic(), len(_taken(receiver)) + _ENDPOINTS - 1
            post()
            wait_until(lambda: len(_taken(receiver)) >= wanted)  # noqa: B023
            delays += [one.at - start for one in _taken(receiver)[wanted - _ENDPOINTS + 1 :]]
        took = time.monotonic() - began
    p99 = statistics.quantiles(delays, n=100)[98]
    assert all(len(receiver.of(f"/{number}")) == _EVENTS for number in range(1, _ENDPOINTS))
    (row,) = [r for r in ledger.rows("list_webhook_endpoints", limit=1000) if r.url.endswith("/0")]
    states: list[Any] = ledger.rows("list_webhook_deliveries", endpoint_id=row.endpoint_id)
    assert {one.state for one in states} == {"PENDING"}
    print(f"{_ENDPOINTS} endpoints: p99 {p99:.2f} s, all in {took:.1f} s")  # noqa: T201


def _taken(receiver: Receiver) -> list[Any]:
    return [one for one in list(receiver.received) if one.path != "/0"]
