"""Several calls in one transaction: right or refused at every isolation level, never wrong."""

from __future__ import annotations

import random
import threading
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from psycopg import IsolationLevel

from tests.concurrency.crowd import SECONDS, at_once, deadlocks, told
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database

_LEVELS = (
    IsolationLevel.READ_COMMITTED,
    IsolationLevel.REPEATABLE_READ,
    IsolationLevel.SERIALIZABLE,
)


def _pay(calls: LedgerCalls, payer: UUID, payee: UUID, amount: str) -> None:
    calls.call("post_transfer", from_account_id=payer, to_account_id=payee, amount=amount)


def _split(calls: LedgerCalls, payer: UUID, payee: UUID, fees: UUID, key: str | None) -> None:
    calls.connection.execute(
        """SELECT ledger.post_transaction(
            ARRAY[
                ledger.debit_leg(%s, 2),
                ledger.credit_leg(%s, p_kind => 'percent', p_share => 12.5),
                ledger.credit_leg(%s, p_kind => 'rest')
            ],
            p_idempotency_key => %s
        )""",
        (payer, fees, payee, key),
    )


def _lock(calls: LedgerCalls, *ids: UUID) -> list[Any]:
    return calls.rows("lock_accounts", account_ids=list(ids))


@pytest.mark.parametrize("level", _LEVELS)
def test_several_calls_with_savepoints(
    database: Database,
    ledger: LedgerCalls,
    funded: Callable[[int, str], list[UUID]],
    level: IsolationLevel,
) -> None:
    """Lock, read, split, refuse within a savepoint, pay: each whole or not at all.

    What a session read under its lock is what its own calls then find; at the higher levels
    an account that has moved since is 40001, and after all the money is where the
    transactions that said ok put it.
    """
    payer, payee, fees = funded(3, "100")

    def act(calls: LedgerCalls, number: int) -> Counter[str]:
        calls.connection.isolation_level = level
        seen: Counter[str] = Counter()
        for turn in range(4):
            key = f"{number}/{turn}"
            seen[told(lambda key=key: _story(calls, payer, payee, fees, key))[0]] += 1  # type: ignore[misc]
        return seen

    outcome = sum(at_once(database, 8, act), Counter[str]())
    assert set(outcome) <= ({"ok"} if level is _LEVELS[0] else {"ok", "40001"})
    assert outcome["ok"]
    assert deadlocks(database) == 0
    assert ledger.balance(payer) == Decimal(100) - 3 * outcome["ok"]
    assert ledger.balance(fees) == Decimal(100) + Decimal("0.25") * outcome["ok"]
    with database.connect() as connection:
        kept = connection.execute("SELECT count(*) FROM ledger_private.idempotency_key").fetchone()
    assert kept == (outcome["ok"],)


def _story(calls: LedgerCalls, payer: UUID, payee: UUID, fees: UUID, key: str) -> None:
    with calls.connection.transaction():
        rows = {row.account_id: row for row in _lock(calls, fees, payee, payer)}
        _split(calls, payer, payee, fees, key)
        assert told(lambda: _too_much(calls, payer, payee))[0] == "LG201"
        _pay(calls, payer, payee, "1")
        assert calls.balance(payer) == rows[payer].balance - 3


def _too_much(calls: LedgerCalls, payer: UUID, payee: UUID) -> None:
    with calls.connection.transaction():
        _pay(calls, payer, payee, "0.01")
        _pay(calls, payer, payee, "5000")


@pytest.mark.parametrize("level", _LEVELS)
def test_a_key_in_a_transaction_that_rolls_back_is_free(
    database: Database, funded: Callable[[int, str], list[UUID]], level: IsolationLevel
) -> None:
    """Also back to a savepoint: the same key then posts, once."""
    payer, payee, fees = funded(3, "10")
    with database.connect("ledger_dba") as connection:
        connection.isolation_level = level
        calls = LedgerCalls(connection)
        with connection.transaction(force_rollback=True):
            _split(calls, payer, payee, fees, "k")
        with connection.transaction():
            with connection.transaction(force_rollback=True):
                _split(calls, payer, payee, fees, "k")
            _split(calls, payer, payee, fees, "k")
            _split(calls, payer, payee, fees, "k")
        _split(calls, payer, payee, fees, "k")
        assert calls.balance(payer) == Decimal(8)


def test_whoever_locks_first_never_deadlocks(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Sessions that cross each other's accounts in every order all get through."""
    ids = funded(5, "1000")

    def act(calls: LedgerCalls, number: int) -> Counter[str]:
        chance = random.Random(number)
        seen: Counter[str] = Counter()

        def cross() -> None:
            order = chance.sample(ids, 4)
            with calls.connection.transaction():
                _lock(calls, *order)
                _pay(calls, order[0], order[1], "0.01")
                calls.connection.execute("SELECT pg_sleep(0.002)")
                _split(calls, order[2], order[3], order[0], None)
                calls.post({"from_account_id": order[1], "to_account_id": order[2], "amount": "1"})

        for _ in range(6):
            seen[told(cross)[0]] += 1
        return seen

    outcome = sum(at_once(database, 8, act, lock_timeout="30s"), Counter[str]())
    assert outcome == {"ok": 48}
    assert deadlocks(database) == 0
    assert sum(ledger.balance(i) for i in ids) == Decimal(5000)


def test_whoever_does_not_may_deadlock_but_loses_nothing(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """The fault that lock_accounts is for: 40P01, rolled back whole, and the books are right."""
    ids = funded(4, "1000")
    both_have_paid = threading.Barrier(2)

    def act(calls: LedgerCalls, number: int) -> str:
        mine, theirs = (ids[:2], ids[2:]) if number else (ids[2:], ids[:2])

        def cross() -> None:
            with calls.connection.transaction():
                _pay(calls, mine[0], mine[1], "0.01")
                both_have_paid.wait(SECONDS)
                _split(calls, theirs[0], theirs[1], mine[0], None)

        return told(cross)[0]

    assert Counter(at_once(database, 2, act)) == {"ok": 1, "40P01": 1}
    assert sum(ledger.balance(i) for i in ids) == Decimal(4000)


def test_many_sessions_post_the_same_legs_under_one_key(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """One posts, the others get its answer."""
    payer, payee, fees = funded(3, "10")

    def act(calls: LedgerCalls, _: int) -> str:
        return told(lambda: _split(calls, payer, payee, fees, "once"))[0]

    assert set(at_once(database, 12, act)) == {"ok"}
    assert ledger.balance(payer) == Decimal(8)


def test_the_last_money_is_taken_up_once(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Sixteen sessions take up to 7 of what 20 hold, while others pay in: never below nothing."""
    payer, payee = funded(2, "20")

    def act(calls: LedgerCalls, number: int) -> str:
        if number % 4 == 0:
            return told(lambda: _pay(calls, payee, payer, "1"))[0]
        return told(
            lambda: calls.connection.execute(
                """SELECT ledger.post_transaction(ARRAY[
                    ledger.debit_leg(%s, 7, 'up_to'), ledger.credit_leg(%s, p_kind => 'rest')
                ])""",
                (payer, payee),
            )
        )[0]

    outcome = Counter(at_once(database, 16, act))
    assert set(outcome) <= {"ok", "LG231"}
    assert ledger.balance(payer) >= 0
    assert ledger.balance(payer) + ledger.balance(payee) == Decimal(40)
