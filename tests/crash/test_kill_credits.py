"""kill -9 while many pay an account that accumulates: what is folded, and what is not, stays."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
import pytest

from tests.crash.kills import DATABASE, kill, wait_for_progress
from tests.crash.tellers import Prover, Teller
from tests.support.ledger_calls import LedgerCalls
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from webapp.embedded import EmbeddedPostgres

pytestmark = pytest.mark.long

_TELLERS = 6
_KILLS = int(os.environ.get("ZEROSUM_KILLS", "4"))


@pytest.mark.parametrize("victim", ["backend", "postmaster"])
def test_no_credit_is_lost_or_doubled(server: EmbeddedPostgres, victim: str) -> None:
    """Each balance is what the journals add up to, before folding and after; all is proved."""
    url = server.url(DATABASE, "ledger_dba")
    with psycopg.connect(url, autocommit=True) as connection:
        calls = LedgerCalls(connection)
        fees = calls.account(min_balance="-Infinity", accumulates=True).account_id
        own = [calls.account(min_balance="-Infinity").account_id for _ in range(_TELLERS)]
    stop = threading.Event()
    tellers = [Teller(url, number, own[number], fees, stop) for number in range(_TELLERS)]
    prover = Prover(url, stop)
    with ThreadPoolExecutor(_TELLERS + 1) as pool:
        running = [pool.submit(worker.run) for worker in tellers]
        running.append(pool.submit(prover.run))
        try:
            for _ in range(_KILLS):
                wait_for_progress(tellers)
                time.sleep(random.uniform(0, 0.2))
                kill(server, victim)
            wait_for_progress(tellers)
            wait_until(
                lambda: prover.proofs and sum(teller.folded for teller in tellers),
                "nothing is proved, or nothing folded",
            )
        finally:
            stop.set()
        for future in running:
            future.result()

    acked: dict[str, UUID] = {}
    moved = Counter[UUID]()
    for teller in tellers:
        acked |= teller.journal
        moved.update(teller.moved)
    assert prover.broken == []
    assert sum(teller.retried for teller in tellers) >= _KILLS
    _compare(server, fees, acked, moved)
    print(f"{victim}: {_KILLS} kills, {len(acked)} acked")  # noqa: T201 - shown by pytest -rP


def _compare(
    server: EmbeddedPostgres, fees: UUID, acked: dict[str, UUID], moved: Counter[UUID]
) -> None:
    with psycopg.connect(server.url(DATABASE), autocommit=True) as connection:
        calls = LedgerCalls(connection)
        posted = connection.execute(
            "SELECT t.idempotency_key, t.transaction_id FROM ledger_audit.transaction AS t"
            " WHERE t.idempotency_key IS NOT NULL"
        ).fetchall()
        assert sorted(posted) == sorted(acked.items())
        for _ in range(2):
            assert {key: calls.balance(key) for key in moved} == {
                key: Decimal(amount) for key, amount in moved.items()
            }
            assert [row.name for row in calls.rows("verify") if not row.ok] == []
            calls.call("fold_account", account_id=fees)
        (entries,) = connection.execute(
            "SELECT count(*) FROM ledger_audit.transaction AS t"
            " WHERE %s IN (t.from_account_id, t.to_account_id)",
            (fees,),
        ).fetchall()[0]
        assert calls.call("get_account", account_id=fees).version == entries
        proof = calls.call("verify_new", limit=100_000)
        assert (proof.is_ok, proof.is_current) == (True, True)
