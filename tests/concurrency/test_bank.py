"""Money is neither made nor lost, and nobody sees it half-moved."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from tests.concurrency.crowd import SECONDS, at_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_WRITERS = 6
_READERS = 3
_TURNS = 40
_READS = 5  # so many of each reader, while all write

# Each in one statement: the sum of all balances, and the lowest that a customer has.
_READINGS = (
    """SELECT sum(a.balance) AS total,
        min(a.balance) FILTER (WHERE a.account_class = 'liability') AS lowest
    FROM ledger.list_accounts(p_limit => 1000) AS a""",
    """SELECT sum(a.balance) AS total,
        min(a.balance) FILTER (WHERE a.account_class = 'liability') AS lowest
    FROM reporting.accounts AS a""",
    """SELECT sum(b.credit_balances) - sum(b.debit_balances) AS total, 0 AS lowest
    FROM reporting.trial_balance AS b""",
)


def test_every_reader_sees_zero(
    database: Database, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Writers move money by single posts and batches while readers add up the whole bank."""
    ids = funded(6, "20")
    ended: list[int] = []
    reads = [0] * _READERS

    def act(calls: LedgerCalls, number: int) -> int:
        if number < _WRITERS:
            try:
                _write(calls, ids, random.Random(number), reads)
            finally:
                ended.append(number)
            return 0
        return _read(calls, number - _WRITERS, reads, ended)

    assert sum(at_once(database, _WRITERS + _READERS, act)) == 0
    assert min(reads) >= _READS


def _write(calls: LedgerCalls, ids: list[UUID], chance: random.Random, reads: list[int]) -> None:
    turns, give_up = 0, time.monotonic() + SECONDS / 2
    while turns < _TURNS or (min(reads) < _READS and time.monotonic() < give_up):
        turns += 1
        items = [
            {
                "from_account_id": payer,
                "to_account_id": payee,
                "amount": str(chance.randint(1, 30)),
            }
            for payer, payee in (chance.sample(ids, 2) for _ in range(chance.choice((1, 1, 5))))
        ]
        calls.post(*items, atomic=chance.random() < 0.2)


def _read(calls: LedgerCalls, number: int, reads: list[int], ended: list[int]) -> int:
    """Read until every writer has ended; count the readings, and return how many were wrong."""
    wrong = 0
    while len(ended) < _WRITERS:
        (row,) = calls.connection.execute(_READINGS[number]).fetchall()
        reads[number] += 1
        wrong += row.total != 0 or row.lowest < 0
    return wrong
