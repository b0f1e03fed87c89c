"""Locks are taken in one order, so opposing and shuffled work waits but never deadlocks."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.concurrency.crowd import at_once, deadlocks, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


def test_opposing_pairs_and_cycles(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Sixteen sessions pay each other round triangles in both directions."""
    ids = funded(3, "1000")

    def pay(calls: LedgerCalls, number: int) -> None:
        step = 1 if number % 2 else 2
        for turn in range(25):
            payer = (number + turn) % 3
            calls.call(
                "post_transfer",
                from_account_id=ids[payer],
                to_account_id=ids[(payer + step) % 3],
                amount="0.01",
            )

    at_once(database, 16, pay, lock_timeout="20s")
    assert deadlocks(database) == 0
    assert sum(ledger.balance(i) for i in ids) == Decimal(3000)


def test_shuffled_batches_with_shared_keys(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Batches of the same accounts and the same keys in different orders: each key posts once."""
    ids = funded(8, "1000")

    def pay(calls: LedgerCalls, number: int) -> Counter[str]:
        order = random.Random(number)
        seen: Counter[str] = Counter()
        for turn in range(5):
            items = [_item(ids, turn, n) for n in range(20)]
            order.shuffle(items)
            rows = calls.post(*items)
            seen.update(f"{row.status} {row.is_replay}" for row in rows)
        return seen

    outcome = sum(at_once(database, 8, pay, lock_timeout="20s"), Counter[str]())
    assert outcome == {"COMPLETED False": 100, "COMPLETED True": 700}
    assert deadlocks(database) == 0
    assert sum(ledger.balance(i) for i in ids) == Decimal(8000)


def test_status_and_limit_changes_against_transfers(
    database: Database, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Administrators and payers meet on two accounts: only rules refuse, nothing deadlocks."""
    ids = funded(2, "1000")

    def act(calls: LedgerCalls, number: int) -> Counter[str]:
        seen: Counter[str] = Counter()
        for turn in range(20):
            first, second = ids if (number + turn) % 2 else reversed(ids)
            if number == 0:
                status = ("SUSPENDED", "ACTIVE")[turn % 2]
                calls.call("set_account_status", account_id=ids[turn // 2 % 2], status=status)
            elif number == 1:
                calls.call("set_account_bounds", account_id=first, max_balance=5000 + turn)
            else:
                pair = {"from_account_id": first, "to_account_id": second, "amount": "1"}
                seen[told(lambda pair=pair: calls.call("post_transfer", **pair))[0]] += 1  # type: ignore[misc]
        return seen

    outcome = sum(at_once(database, 10, act, lock_timeout="20s"), Counter[str]())
    assert set(outcome) <= {"ok", "LG203"}
    assert outcome["ok"]
    assert deadlocks(database) == 0


def _item(ids: list[UUID], turn: int, number: int) -> dict[str, Any]:
    payer = (turn + number) % len(ids)
    payee = (payer + 1 + number % (len(ids) - 1)) % len(ids)
    return {
        "from_account_id": ids[payer],
        "to_account_id": ids[payee],
        "amount": "1",
        "idempotency_key": f"{turn}/{number}",
    }
