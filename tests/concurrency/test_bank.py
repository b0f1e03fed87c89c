"""Money is neither made nor lost, and nobody sees it half-moved."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.concurrency.crowd import at_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_WRITERS = 6
_READERS = 3
_TURNS = 40

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

    def act(calls: LedgerCalls, number: int) -> tuple[int, int]:
        if number < _WRITERS:
            try:
                _write(calls, ids, random.Random(number))
            finally:
                ended.append(number)
            return 0, 0
        return _read(calls, _READINGS[number % len(_READINGS)], ended)

    outcome = at_once(database, _WRITERS + _READERS, act)
    reads, wrong = (sum(column) for column in zip(*outcome, strict=True))
    assert wrong == 0
    assert reads >= _READERS * 5


def _write(calls: LedgerCalls, ids: list[UUID], chance: random.Random) -> None:
    for _ in range(_TURNS):
        items = [
            {
                "from_account_id": payer,
                "to_account_id": payee,
                "amount": str(chance.randint(1, 30)),
            }
            for payer, payee in (chance.sample(ids, 2) for _ in range(chance.choice((1, 1, 5))))
        ]
        calls.post(*items, atomic=chance.random() < 0.2)


def _read(calls: LedgerCalls, query: str, ended: list[int]) -> tuple[int, int]:
    """Read until every writer has ended; count the readings and the wrong ones."""
    reads = wrong = 0
    while len(ended) < _WRITERS:
        (row,) = calls.connection.execute(query).fetchall()
        reads += 1
        wrong += row.total != 0 or row.lowest < 0
    return reads, wrong
