"""Planted faults: with one safeguard out, a race must be noticed, and by a named layer."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.concurrency.crowd import at_once, deadlocks, told
from tests.concurrency.staging import BARRIER, before, staged
from tests.property.mutate import mutate
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


class Fault(NamedTuple):
    """A function's faulty form, and the extra fields with which a transfer goes through it."""

    way: dict[str, str]
    function: str
    changes: list[tuple[str, str]]


# One plain transfer goes the short way; one with a date of its own goes as a batch does.
_SHORT: dict[str, str] = {}
_GENERAL = {"effective_at": "2020-02-29 12:00:00+00"}
_IN_ORDER = "\n        FOR NO KEY UPDATE OF f, o;"
_TURNED = "\n        FOR NO KEY UPDATE OF o, f;"
_UNLOCKED = [
    Fault(_SHORT, "lock_pair", [(_IN_ORDER, ";"), (_TURNED, ";"), before("    RETURN v_pair;\n")]),
    Fault(
        _GENERAL,
        "lock_accounts",
        [("FOR NO KEY UPDATE\n", "\n"), before("    RETURN v_accounts;\n")],
    ),
]
_LOCK_AS_ASKED = f"""BEGIN
    FOREACH v_id IN ARRAY p_account_ids LOOP
        PERFORM FROM ledger_private.account WHERE account_id = v_id FOR NO KEY UPDATE;
        {BARRIER}
    END LOOP;
"""
_KEY_INDEX = "ALTER TABLE ledger_private.idempotency_key DROP CONSTRAINT idempotency_key_pkey"


def _spend(database: Database, way: dict[str, str], spender: UUID, shop: UUID) -> Counter[str]:
    pair = {"from_account_id": spender, "to_account_id": shop, "amount": "1", **way}

    def spend(calls: LedgerCalls, _: int) -> Counter[str]:
        return Counter(told(lambda: calls.call("post_transfer", **pair))[0] for _ in range(5))

    return sum(at_once(database, 16, spend), Counter[str]())


@pytest.mark.parametrize("fault", _UNLOCKED)
def test_without_the_row_lock_the_tables_refuse(
    database: Database,
    ledger: LedgerCalls,
    funded: Callable[[int, str], list[UUID]],
    fault: Fault,
) -> None:
    """Unlocked postings collide on an entry's key or break its running balance: never lost.

    The books stay right, as the closing verify() shows; the last-penny tests, which want
    exactly ok and LG201, fail with this fault.
    """
    mutate(database, fault.function, *fault.changes)
    spender, shop = funded(2, "40")

    outcome = staged(database, lambda: _spend(database, fault.way, spender, shop))

    caught = {"23505", "LG901", "LG903", "LG904"}
    assert caught & set(outcome), f"the fault went unnoticed: {outcome}"
    assert set(outcome) <= {"ok", "LG201", *caught}
    assert ledger.balance(spender) == Decimal(40 - outcome["ok"])


_DISORDERED = [
    Fault(
        _SHORT,
        "lock_pair",
        [
            (
                "    IF p_from_account_id < p_to_account_id THEN\n",
                f"""    PERFORM FROM ledger_private.account AS a
    WHERE a.account_id = p_from_account_id FOR NO KEY UPDATE;
    {BARRIER}
    IF p_from_account_id < p_to_account_id THEN
""",
            ),
        ],
    ),
    # One by one as asked, then as ever.
    Fault(
        _GENERAL,
        "lock_accounts",
        [
            ("BEGIN\n", _LOCK_AS_ASKED),
            ("DECLARE\n", "DECLARE\n    v_id uuid;\n"),
        ],
    ),
]


@pytest.mark.parametrize("fault", _DISORDERED)
def test_without_order_locks_deadlock(
    database: Database,
    funded: Callable[[int, str], list[UUID]],
    fault: Fault,
) -> None:
    """Locking in the order of the arguments deadlocks opposing pairs; money stays right."""
    mutate(database, fault.function, *fault.changes)
    ids = funded(2, "100")

    def pay(calls: LedgerCalls, number: int) -> Counter[str]:
        first, second = ids if number % 2 else reversed(ids)
        pair = {"from_account_id": first, "to_account_id": second, "amount": "1", **fault.way}
        return Counter(told(lambda: calls.call("post_transfer", **pair))[0] for _ in range(2))

    # One waits there with each of the two.
    outcome = sum(staged(database, lambda: at_once(database, 6, pay)), Counter[str]())
    assert outcome["40P01"], f"the fault went unnoticed: {outcome}"
    assert set(outcome) <= {"ok", "40P01"}
    # A session that is gone may not have counted its own yet.
    wait_until(lambda: deadlocks(database) >= outcome["40P01"])


@pytest.mark.parametrize("way", [_SHORT, _GENERAL])
def test_without_the_unique_key_money_moves_twice(
    database: Database,
    ledger: LedgerCalls,
    funded: Callable[[int, str], list[UUID]],
    way: dict[str, str],
) -> None:
    """Looking first and inserting then is no reservation: the same key posts more than once."""
    with database.connect() as connection:
        connection.execute(_KEY_INDEX)
    mutate(
        database,
        "reserve_keys",
        ("ON CONFLICT (user_id, idempotency_key) DO NOTHING", ""),
        (
            "FROM asked AS a\n",
            """FROM asked AS a
        WHERE NOT EXISTS (
            SELECT FROM ledger_private.idempotency_key AS k
            WHERE k.user_id = p_scope AND k.idempotency_key = a.idempotency_key
        )
""",
        ),
        before("    IF v_reserved = v_asked THEN\n"),
    )
    mutate(
        database,
        "post_one",
        ("ON CONFLICT (user_id, idempotency_key) DO NOTHING", ""),
        before("    v_pair := ledger_private.lock_pair(\n"),
    )
    payer, payee = funded(2, "100")
    pair = {"from_account_id": payer, "to_account_id": payee, "amount": "1"}
    item = {**pair, "idempotency_key": "first", **way}

    def send(calls: LedgerCalls, _: int) -> bool:
        row = calls.post(item)[0]
        return bool(row.status == "COMPLETED" and not row.is_replay)

    posted = sum(staged(database, lambda: at_once(database, 16, send)))
    assert posted > 1, "the fault went unnoticed"
    assert ledger.balance(payer) == Decimal(100 - posted)
