"""Planted faults: with one safeguard out, a race must be noticed, and by a named layer."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.concurrency.crowd import at_once, deadlocks, told
from tests.property.mutate import mutate

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

_LOCK_AS_ASKED = """
DECLARE
    v_id uuid;
BEGIN
    FOREACH v_id IN ARRAY p_account_ids LOOP
        PERFORM FROM ledger_private.account WHERE account_id = v_id FOR NO KEY UPDATE;
        PERFORM pg_sleep(0.05);
    END LOOP;
"""
_KEY_INDEX = "ALTER TABLE ledger_private.idempotency_key DROP CONSTRAINT idempotency_key_pkey"


def _spend(
    database: Database, spender: UUID, shop: UUID, *, sessions: int = 16, turns: int = 5
) -> Counter[str]:
    pair = {"from_account_id": spender, "to_account_id": shop, "amount": "1"}

    def spend(calls: LedgerCalls, _: int) -> Counter[str]:
        return Counter(told(lambda: calls.call("post_transfer", **pair))[0] for _ in range(turns))

    return sum(at_once(database, sessions, spend), Counter[str]())


def test_without_the_row_lock_constraints_refuse(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Unlocked postings collide on the entries' key (account, version): refused, never lost.

    The books stay right, as the closing verify() shows; the last-penny tests, which want
    exactly ok and LG201, fail with this fault.
    """
    mutate(database, "lock_accounts", ("FOR NO KEY UPDATE\n", "\n"))
    spender, shop = funded(2, "40")

    outcome = _spend(database, spender, shop)

    assert outcome["23505"], f"the fault went unnoticed: {outcome}"
    assert set(outcome) <= {"ok", "23505", "LG201"}
    assert ledger.balance(spender) == Decimal(40 - outcome["ok"])


def test_without_order_locks_deadlock(
    database: Database, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Locking in the order of the arguments deadlocks opposing pairs; money stays right."""
    # One by one as asked, with a pause between, then as ever.
    mutate(
        database,
        "lock_accounts",
        ("LANGUAGE sql\n", "LANGUAGE plpgsql\n"),
        ("AS $function$\n", f"AS $function${_LOCK_AS_ASKED}"),
        ("    SELECT array_agg(\n", "    RETURN (SELECT array_agg(\n"),
        (") AS a\n$function$", ") AS a);\nEND\n$function$"),
    )
    ids = funded(2, "100")

    def pay(calls: LedgerCalls, number: int) -> Counter[str]:
        first, second = ids if number % 2 else reversed(ids)
        pair = {"from_account_id": first, "to_account_id": second, "amount": "1"}
        return Counter(told(lambda: calls.call("post_transfer", **pair))[0] for _ in range(2))

    outcome = sum(at_once(database, 6, pay), Counter[str]())
    assert outcome["40P01"], f"the fault went unnoticed: {outcome}"
    assert set(outcome) <= {"ok", "40P01"}
    assert deadlocks(database) >= outcome["40P01"]


def test_without_the_unique_key_money_moves_twice(
    database: Database, ledger: LedgerCalls, funded: Callable[[int, str], list[UUID]]
) -> None:
    """Looking first and inserting then is no claim: the same key posts more than once."""
    with database.connect() as connection:
        connection.execute(_KEY_INDEX)
    mutate(
        database,
        "claim_keys",
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
    )
    payer, payee = funded(2, "100")
    item = {"from_account_id": payer, "to_account_id": payee, "amount": "1"}

    def send(calls: LedgerCalls, _: int) -> bool:
        row = calls.post({**item, "idempotency_key": "once"})[0]
        return bool(row.status == "COMPLETED" and not row.is_replay)

    posted = sum(at_once(database, 16, send))
    assert posted > 1, "the fault went unnoticed"
    assert ledger.balance(payer) == Decimal(100 - posted)
