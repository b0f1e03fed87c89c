"""kill -9 at random moments under load: what was acknowledged stays, once, and all adds up."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.crash.clients import Client
from tests.crash.kills import DATABASE, kill, wait_for_progress
from tests.crash.readers import Reader
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from uuid import UUID

    from webapp.embedded import EmbeddedPostgres

pytestmark = pytest.mark.long

_CLIENTS = 4
_KILLS = int(os.environ.get("ZEROSUM_KILLS", "5"))


@pytest.mark.parametrize("victim", ["backend", "postmaster"])
def test_nothing_acknowledged_is_lost_or_doubled(server: EmbeddedPostgres, victim: str) -> None:
    """Clients retry with the same keys through every crash; then the books are compared.

    And the feed: a reader that numbers as it goes on has met each transaction once.
    """
    url = server.url(DATABASE, "ledger_dba")
    with psycopg.connect(url, autocommit=True) as connection:
        calls = LedgerCalls(connection)
        # The last accumulates: what it pays folds what it was paid.
        ids = [
            calls.account(min_balance="-Infinity", accumulates=number == 3).account_id
            for number in range(4)
        ]

    stop = threading.Event()
    clients = [Client(url, number, ids, stop) for number in range(_CLIENTS)]
    reader = Reader(url, stop)
    chance = random.Random()
    with ThreadPoolExecutor(_CLIENTS + 1) as pool:
        running = [pool.submit(client.run) for client in clients]
        running.append(pool.submit(reader.run))
        try:
            for _ in range(_KILLS):
                wait_for_progress(clients)
                time.sleep(chance.uniform(0, 0.2))
                kill(server, victim)
            wait_for_progress(clients)
        finally:
            stop.set()
        for future in running:
            future.result()

    acked: dict[str, UUID] = {}
    for client in clients:
        acked |= client.journal
    _compare(server, ids, acked)
    _compare_feed(server, reader.read)
    print(f"{victim}: {_KILLS} kills, {len(acked)} acked")  # noqa: T201 - shown by pytest -rP
    assert sum(client.retried for client in clients) >= _KILLS


def test_an_answer_before_commit_would_be_noticed(server: EmbeddedPostgres) -> None:
    """A client that counts what is not committed yet loses it: the comparison says so."""
    with psycopg.connect(server.url(DATABASE, "ledger_dba"), autocommit=True) as connection:
        calls = LedgerCalls(connection)
        ids = [calls.account(min_balance="-Infinity").account_id for _ in range(2)]
    hasty = LedgerCalls(psycopg.connect(server.url(DATABASE, "ledger_dba")))
    pair = {"from_account_id": ids[0], "to_account_id": ids[1], "amount": "1"}
    row = hasty.post({**pair, "idempotency_key": "hasty"})[0]
    assert row.status == "COMPLETED"
    kill(server, "postmaster")
    hasty.connection.close()

    with pytest.raises(AssertionError, match="hasty"):
        _compare(server, ids, {"hasty": row.transaction_id})


def _compare(server: EmbeddedPostgres, ids: list[UUID], acked: dict[str, UUID]) -> None:
    """Hold the recovered ledger against the journals."""
    with psycopg.connect(server.url(DATABASE), autocommit=True) as connection:
        for account_id in ids:
            connection.execute("SELECT ledger.fold_account(%s)", (account_id,))
        recorded = connection.execute(
            "SELECT t.idempotency_key, t.transaction_id, t.status FROM ledger_audit.transaction t"
        ).fetchall()
        broken = connection.execute(
            "SELECT v.name, v.detail FROM ledger.verify() AS v WHERE v.ok IS NOT TRUE"
        ).fetchall()
        balances = connection.execute(
            "SELECT a.balance, a.version FROM ledger.accounts AS a WHERE a.account_id = ANY (%s)",
            (ids,),
        ).fetchall()
    times = Counter(key for key, _, _ in recorded)
    found = {key: transaction_id for key, transaction_id, _ in recorded}
    lost = [key for key, transaction_id in acked.items() if found.get(key) != transaction_id]
    assert lost == []
    assert [key for key, count in times.items() if count > 1] == []
    assert set(found) == set(acked)  # every client went on until its last request was acked
    assert {status for _, _, status in recorded} == {"COMPLETED"}
    assert broken == []
    assert sum(balance for balance, _ in balances) == 0
    assert sum(version for _, version in balances) == 2 * len(acked)


def _compare_feed(server: EmbeddedPostgres, read: list[tuple[int, UUID]]) -> None:
    """Hold what a reader was given against the whole feed, and that against what happened."""
    with psycopg.connect(server.url(DATABASE), autocommit=True) as connection:
        (happened,) = connection.execute(
            "SELECT array_agg(h.id) FROM ("
            " SELECT t.transaction_id FROM ledger_audit.transaction AS t"
            " UNION ALL SELECT a.act_id FROM ledger_audit.act AS a) AS h (id)"
        ).fetchall()[0]
        # A page numbers everything, and shows as much as it is asked for.
        connection.execute("SELECT FROM ledger.list_events(p_limit => 1)")
        events = connection.execute(
            "SELECT f.event_position, coalesce(f.transaction_id, f.act_id)"
            " FROM ledger_audit.feed_event AS f ORDER BY 1"
        ).fetchall()
    assert [position for position, _ in events] == list(range(1, len(events) + 1))
    assert {event_id for _, event_id in events} == set(happened)
    assert len(read) > 0
    assert read == events[: len(read)]
