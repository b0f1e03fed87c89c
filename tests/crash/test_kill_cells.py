"""kill -9 of servers and workers while money goes between two cells: each transfer ends once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from migrations.engine import deploy
from tests.crash.kills import DATABASE, kill
from tests.support.ledger_calls import LedgerCalls
from webapp.cells.comparing import differences

if TYPE_CHECKING:
    from webapp.embedded import EmbeddedPostgres

pytestmark = pytest.mark.long

_OTHER = f"{DATABASE}_other"
_KILLS = int(os.environ.get("ZEROSUM_KILLS", "6"))
_CLIENTS = 2  # in each cell
_ACCOUNTS = 4  # in each cell; the last takes nothing
_START = Decimal(1_000_000)


class Sender:
    """Pays from one cell to the other, again and again under its key until it is answered."""

    def __init__(self, url: str, number: int, pair: list[list[Any]], stop: threading.Event) -> None:
        """Send from the cell of the first accounts to that of the others."""
        self.asked: dict[str, tuple[Any, Any, Decimal]] = {}
        self._url = url
        self._number = number
        self._mine, self._theirs = pair
        self._stop = stop
        self._chance = random.Random(number)

    def run(self, to_cell: int) -> None:
        """Send until it is time to stop; the last one is answered too."""
        connection: psycopg.Connection[Any] | None = None
        while not self._stop.is_set():
            key = f"{self._number}-{len(self.asked)}"
            request = (
                self._chance.choice(self._mine[:-1]),
                self._chance.choice(self._theirs),
                Decimal(self._chance.randint(1, 10_000)) / 100,
            )
            self.asked[key] = request
            is_answered = False
            while not is_answered:
                try:
                    if connection is None or connection.closed:
                        connection = psycopg.connect(self._url, autocommit=True, connect_timeout=5)
                    connection.execute(
                        "SELECT o.status FROM ledger.pay_out(%s, %s, p_cell_number => %s,"
                        " p_amount => %s, p_idempotency_key => %s) AS o",
                        (request[0], request[1], to_cell, request[2], key),
                    )
                    is_answered = True
                except psycopg.OperationalError:
                    if connection is not None:
                        connection.close()
                    time.sleep(0.05)
        if connection is not None:
            connection.close()


def _cell(server: EmbeddedPostgres, name: str, number: int) -> list[Any]:
    with psycopg.connect(server.url(name, "ledger_dba"), autocommit=True) as connection:
        calls = LedgerCalls(connection)
        calls.call("set_cell_number", cell_number=number)
        calls.call("add_cell", cell_number=1 - number)
        ids = [calls.account().account_id for _ in range(_ACCOUNTS)]
        till = calls.account(min_balance="-Infinity").account_id
        for account_id in ids:
            calls.post({"from_account_id": till, "to_account_id": account_id, "amount": _START})
        calls.call("set_account_status", account_id=ids[-1], status="SUSPENDED")
    return ids


def _worker(server: EmbeddedPostgres, names: tuple[str, str], number: int) -> Any:  # noqa: ANN401 - a process
    return subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "work", "--job", "cells", "--every", "0.2"],
        env={
            **os.environ,
            "ZEROSUM_DATABASE_URL": server.url(names[number], "ledger_dba"),
            "ZEROSUM_CELLS": f"{1 - number}={server.url(names[1 - number], 'ledger_dba')}",
        },
        stderr=subprocess.DEVNULL,
    )


def test_each_transfer_between_cells_ends_once(server: EmbeddedPostgres) -> None:
    """Whatever is killed; then balances are held against what the clients asked for."""
    names = DATABASE, _OTHER
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {_OTHER}")
    deploy(server.url(_OTHER))
    ids = [_cell(server, name, number) for number, name in enumerate(names)]
    stop = threading.Event()
    senders = [
        (Sender(server.url(names[n % 2], "ledger_dba"), n, [ids[n % 2], ids[1 - n % 2]], stop), n)
        for n in range(2 * _CLIENTS)
    ]
    threads = [threading.Thread(target=sender.run, args=(1 - n % 2,)) for sender, n in senders]
    workers = [_worker(server, names, number) for number in (0, 1, 0, 1)]
    chance = random.Random(7)
    try:
        for thread in threads:
            thread.start()
        for number in range(_KILLS):
            time.sleep(chance.uniform(0.3, 1.0))
            if number % 2:
                kill(server, "postmaster")
            else:
                victim = chance.randrange(len(workers))
                workers[victim].send_signal(signal.SIGKILL)
                workers[victim].wait()
                workers[victim] = _worker(server, names, victim % 2)
        stop.set()
        for thread in threads:
            thread.join()
        _wait_until_settled(server, names)
    finally:
        stop.set()
        for worker in workers:
            worker.kill()
            worker.wait()
    _compare(server, names, ids, [sender for sender, _ in senders])


def _wait_until_settled(server: EmbeddedPostgres, names: tuple[str, str]) -> None:
    give_up = time.monotonic() + 240
    while True:
        waiting = 0
        with suppress(psycopg.OperationalError):
            for name in names:
                with psycopg.connect(server.url(name, "ledger_dba")) as connection:
                    waiting += len(
                        connection.execute("SELECT FROM ledger.list_pending_transfers()").fetchall()
                    )
            if not waiting:
                return
        assert time.monotonic() < give_up, waiting
        time.sleep(0.3)


def _compare(
    server: EmbeddedPostgres, names: tuple[str, str], ids: list[list[Any]], senders: list[Sender]
) -> None:
    expected = {account_id: _START for cell in ids for account_id in cell}
    found: dict[Any, Decimal] = {}
    statuses: Counter[str] = Counter()
    owed = Decimal(0)
    with (
        psycopg.connect(server.url(names[0]), autocommit=True) as here,
        psycopg.connect(server.url(names[1]), autocommit=True) as there,
    ):
        sent: dict[str, Any] = {}
        for connection in (here, there):
            rows = connection.execute(
                "SELECT t.idempotency_key, o.from_account_id, o.to_account_id, o.amount, o.status"
                " FROM ledger.outgoing_transfers AS o JOIN ledger_audit.transaction AS t"
                " ON t.transaction_id = o.transfer_id"
            ).fetchall()
            assert not sent.keys() & {row[0] for row in rows}
            sent |= {row[0]: row[1:] for row in rows}
            found |= dict(
                connection.execute("SELECT a.account_id, a.balance FROM ledger.accounts AS a")
            )
            broken = "SELECT v.name, v.detail FROM ledger.verify() AS v WHERE v.ok IS NOT TRUE"
            assert connection.execute(broken).fetchall() == []
            (sum_owed,) = connection.execute(
                "SELECT coalesce(sum(c.balance), 0) FROM ledger.clearing_accounts AS c"
            ).fetchall()[0]
            owed += sum_owed
        assert list(differences(here, 0, there, 1)) == list(differences(there, 1, here, 0)) == []
    asked = {key: request for sender in senders for key, request in sender.asked.items()}
    assert sent.keys() == asked.keys()
    for key, (payer, payee, amount) in asked.items():
        assert sent[key][:3] == (payer, payee, amount)
        status = sent[key][3]
        statuses[status] += 1
        assert status == ("RETURNED" if payee in {cell[-1] for cell in ids} else "COMPLETED")
        if status == "COMPLETED":
            expected[payer] -= amount
            expected[payee] += amount
    assert {account_id: found[account_id] for account_id in expected} == expected
    assert owed == 0
    assert statuses["RETURNED"] > 0
    print(f"{_KILLS} kills, {dict(statuses)}")  # noqa: T201 - shown by pytest -rP
