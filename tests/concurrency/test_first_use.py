"""Accounts opened on the way: whoever comes second uses what the first one opened."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.concurrency.crowd import at_once, deadlocks, told

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_SESSIONS = 12
_ROUNDS = ("USD", "EUR", "JPY", "CHF", "KWD")

_OPEN_MANY = """
    SELECT a.code, a.account_id
    FROM ledger.open_accounts(
        (SELECT array_agg(ROW('USD', 0, 'liability', c, NULL, NULL, NULL, NULL, NULL)
                ::ledger.account_request ORDER BY n)
        FROM unnest(%s::text[]) WITH ORDINALITY AS x (c, n))
    ) WITH ORDINALITY AS a
    ORDER BY a.ordinality
"""


def test_first_deposits_at_once(database: Database, ledger: LedgerCalls) -> None:
    """The account of the outside world is opened once, and no caller sees the race."""
    for currency in _ROUNDS:
        mine = [ledger.account(currency=currency).account_id for _ in range(_SESSIONS)]

        def deposit(calls: LedgerCalls, number: int, mine: list[Any] = mine) -> str:
            arguments = {"account_id": mine[number], "amount": 5}
            return told(lambda: calls.call("deposit", **arguments))[0]

        assert Counter(at_once(database, _SESSIONS, deposit)) == {"ok": _SESSIONS}
        world = ledger.call("find_account", code=f"world:{currency}")
        assert world.balance == Decimal(-5 * _SESSIONS)


def test_one_code_opened_by_many(database: Database) -> None:
    """open_account gives a code to one account; the others are told that it is taken."""

    def open_one(calls: LedgerCalls, _: int) -> str:
        return told(lambda: calls.account("till"))[0]

    outcome = Counter(at_once(database, _SESSIONS, open_one))
    assert outcome == {"ok": 1, "LG303": _SESSIONS - 1}


def test_the_same_accounts_opened_in_bulk(database: Database) -> None:
    """open_accounts can be repeated, at once and in any order: all get the same accounts."""
    codes = [f"customer {number}" for number in range(60)]

    def open_all(calls: LedgerCalls, number: int) -> frozenset[Any]:
        order = random.Random(number).sample(codes, len(codes))
        rows = calls.connection.execute(_OPEN_MANY, (order,)).fetchall()
        assert [row.code for row in rows] == order
        return frozenset((row.code, row.account_id) for row in rows)

    outcome = at_once(database, 8, open_all)
    assert len(set(outcome)) == 1
    assert len(outcome[0]) == len(codes)
    assert deadlocks(database) == 0
