"""Callers at higher isolation levels, and inside their own transactions, are safe."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from psycopg import IsolationLevel

from tests.concurrency.crowd import at_once, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_HIGHER = (IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE)


@pytest.mark.parametrize("level", _HIGHER)
def test_a_higher_level_is_right_or_40001(
    database: Database,
    ledger: LedgerCalls,
    funded: Callable[[int, str], list[UUID]],
    level: IsolationLevel,
) -> None:
    """Sessions with old snapshots spend one balance and share keys; nothing is spent twice."""
    spender, shop = funded(2, "20")

    def spend(calls: LedgerCalls, number: int) -> Counter[str]:
        calls.connection.isolation_level = level
        seen: Counter[str] = Counter()
        for turn in range(6):
            item = {
                "from_account_id": spender,
                "to_account_id": shop,
                "amount": "1",
                "idempotency_key": f"{number // 2}/{turn}",
            }
            seen[told(lambda item=item: _with_old_snapshot(calls, item))[0]] += 1  # type: ignore[misc]
        return seen

    outcome = sum(at_once(database, 8, spend), Counter[str]())
    assert set(outcome) <= {"ok", "40001", "LG201"}
    assert outcome["ok"]
    spent = Decimal(20) - ledger.balance(spender)
    assert 0 < spent <= 20
    assert ledger.balance(shop) == Decimal(20) + spent


@pytest.mark.parametrize("level", _HIGHER)
def test_first_use_at_a_higher_level(
    database: Database, ledger: LedgerCalls, level: IsolationLevel
) -> None:
    """Opening the outside world's account, or one account by key, from old snapshots."""
    mine = [ledger.account(currency="SEK").account_id for _ in range(8)]

    def act(calls: LedgerCalls, number: int) -> Counter[str]:
        calls.connection.isolation_level = level
        deposit = {"account_id": mine[number], "amount": 3}
        opening = {"currency": "SEK", "idempotency_key": "till"}
        return Counter(
            (
                told(lambda: calls.call("deposit", **deposit))[0],
                told(lambda: calls.call("open_account", **opening))[0],
            )
        )

    outcome = sum(at_once(database, 8, act), Counter[str]())
    assert set(outcome) <= {"ok", "40001"}
    paid = -ledger.call("find_account", code="world:SEK").balance / 3
    assert paid == sum(1 for i in mine if ledger.balance(i))
    assert len(ledger.rows("list_accounts", currency="SEK")) <= len(mine) + 2


def test_callers_inside_their_own_transactions(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Each session pays twice between BEGIN and COMMIT, and a third of them roll back."""
    payer, payee = funded(2, "100")

    def pay(calls: LedgerCalls, number: int) -> bool:
        pair = {"from_account_id": payer, "to_account_id": payee, "amount": "1"}
        keep = number % 3 != 0
        with calls.connection.transaction(force_rollback=not keep):
            calls.call("post_transfer", **pair)
            calls.post(pair, pair)
        return keep

    kept = sum(at_once(database, 12, pay))
    assert kept == 8
    assert ledger.balance(payer) == Decimal(100 - 3 * kept)


def test_a_balance_read_before_the_lock_decides_nothing(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """A transaction that read a balance that has since been spent is refused, not believed."""
    spender, shop = funded(2, "10")
    pair = {"from_account_id": spender, "to_account_id": shop, "amount": "10"}
    for level, expected in ((None, "LG201"), (_HIGHER[0], "40001"), (_HIGHER[1], "40001")):
        if ledger.balance(spender) == 0:
            ledger.call("deposit", account_id=spender, amount=10)
        with database.connect("ledger_dba") as connection:
            connection.isolation_level = level
            late = type(ledger)(connection)

            def spend(late: LedgerCalls = late) -> None:
                with late.connection.transaction():
                    assert late.balance(spender) == Decimal(10)
                    ledger.call("post_transfer", **pair)
                    late.call("post_transfer", **pair)

            assert told(spend)[0] == expected
        assert ledger.balance(spender) == 0


def _with_old_snapshot(calls: LedgerCalls, item: dict[str, str]) -> None:
    with calls.connection.transaction():
        calls.balance(item["from_account_id"])  # type: ignore[arg-type]
        calls.call("post_transfer", **item)
