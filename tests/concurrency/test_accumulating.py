"""Many pay one account that accumulates, while others take from it, switch it and close it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.concurrency.collecting import entries, pay
from tests.concurrency.crowd import at_once, told
from tests.property.mutate import mutate
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database

    Funded = Callable[[int, str], list[UUID]]


def test_thirty_two_pay_while_others_fold_take_and_verify(
    database: Database, ledger: LedgerCalls, funded: Funded, fees: UUID
) -> None:
    """Every credit counts once; who takes is never told that there is less than nothing."""
    payers = funded(32, "10")

    def work(calls: LedgerCalls, number: int) -> Counter[str]:
        if number == 32:
            return Counter(
                "folded " + told(lambda: calls.call("fold_account", account_id=fees))[0]
                for _ in range(10)
            )
        if number == 35:
            proofs = (calls.rows("verify") for _ in range(3))
            return Counter(f"proved {all(row.ok for row in proof)}" for proof in proofs)
        if number > 32:
            return Counter("took " + pay(calls, fees, payers[number - 33]) for _ in range(10))
        return Counter(pay(calls, payers[number], fees) for _ in range(5))

    outcome = sum(at_once(database, 36, work), Counter[str]())

    assert set(outcome) <= {"ok", "folded ok", "took ok", "took LG201", "proved True"}
    assert (outcome["ok"], outcome["folded ok"], outcome["proved True"]) == (160, 10, 3)
    assert ledger.balance(fees) == Decimal(160 - outcome["took ok"])
    shown = ledger.call("fold_account", account_id=fees)
    assert (shown.version, shown.balance) == (160 + outcome["took ok"], ledger.balance(fees))


def test_opposing_pairs_do_not_deadlock(
    database: Database, ledger: LedgerCalls, funded: Funded, fees: UUID
) -> None:
    """Paying in and out between the same two accounts, refused ones too."""
    payer = funded(1, "3")[0]

    def work(calls: LedgerCalls, number: int) -> Counter[str]:
        pair = (payer, fees) if number % 2 else (fees, payer)
        return Counter(pay(calls, *pair) for _ in range(10))

    outcome = sum(at_once(database, 16, work), Counter[str]())
    assert set(outcome) <= {"ok", "LG201"}
    assert ledger.balance(fees) + ledger.balance(payer) == Decimal(3)


def test_accounts_that_accumulate_pay_one_another(
    database: Database, ledger: LedgerCalls, funded: Funded, fees: UUID
) -> None:
    """While others pay both: each folds what it gives, and nobody waits in a circle."""
    more = ledger.account(accumulates=True).account_id
    payers = funded(8, "10")

    def work(calls: LedgerCalls, number: int) -> Counter[str]:
        pairs = [(fees, more), (more, fees), (payers[number], fees), (payers[number], more)]
        return Counter(pay(calls, *pairs[(number + turn) % 4]) for turn in range(12))

    outcome = sum(at_once(database, 8, work), Counter[str]())
    assert set(outcome) <= {"ok", "LG201"}
    assert ledger.balance(fees) + ledger.balance(more) == Decimal(48)


@pytest.mark.parametrize("act", ["close", "switch", "suspend"])
def test_an_account_changes_under_its_payers(
    database: Database, ledger: LedgerCalls, funded: Funded, fees: UUID, act: str
) -> None:
    """A credit is in before, or finds the account as it has become."""
    heir, *payers = funded(21, "10")
    changes: dict[str, tuple[str, dict[str, object]]] = {
        "close": ("close_account", {"sweep_to_account_id": heir}),
        "switch": ("update_account", {"accumulates": False}),
        "suspend": ("set_account_status", {"status": "SUSPENDED"}),
    }
    function, arguments = changes[act]

    def work(calls: LedgerCalls, number: int) -> Counter[str]:
        if number == 20:
            change = {"account_id": fees, **arguments}
            return Counter([told(lambda: calls.call(function, **change))[0]])
        return Counter(pay(calls, payers[number], fees) for _ in range(5))

    *paid, changed = at_once(database, 21, work)

    outcome = sum(paid, Counter[str]())
    refusal = {"close": "LG204", "suspend": "LG203"}.get(act, "ok")
    assert changed == {"ok": 1}
    assert set(outcome) <= {"ok", refusal}
    gained = ledger.balance(heir) - 10 if act == "close" else ledger.balance(fees)
    assert gained == outcome["ok"]


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_an_older_snapshot_takes_the_lock(
    database: Database, ledger: LedgerCalls, funded: Funded, fees: UUID, level: str
) -> None:
    """Its credit is an entry at once, after all that it can see."""
    payer = funded(1, "5")[0]
    assert pay(ledger, payer, fees) == "ok"
    options = f"-cdefault_transaction_isolation={level.replace(' ', chr(92) + ' ')}"
    with database.connect("ledger_dba", options=options) as connection:
        assert pay(LedgerCalls(connection), payer, fees) == "ok"
    assert entries(ledger, fees) == [2, 1]


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_an_older_snapshot_ends_no_accumulating(
    database: Database, ledger: LedgerCalls, funded: Funded, fees: UUID, level: str
) -> None:
    """It could not see a credit that was committed since."""
    payer, heir = funded(2, "5")
    changes: dict[str, dict[str, object]] = {
        "close_account": {"sweep_to_account_id": heir},
        "update_account": {"accumulates": False},
        "set_account_status": {"status": "CLOSED"},
    }
    with database.connect("ledger_dba") as connection:
        connection.execute("BEGIN ISOLATION LEVEL " + level)
        calls = LedgerCalls(connection)
        assert calls.balance(fees) == 0
        assert pay(ledger, payer, fees) == "ok"
        for act, change in changes.items():
            with connection.transaction(force_rollback=True):
                call = partial(calls.call, act, account_id=fees, **change)
                assert told(call)[0] == "LG330"
        connection.execute("ROLLBACK")
    assert ledger.call("close_account", account_id=fees, sweep_to_account_id=heir).balance == 0
    assert ledger.balance(heir) == Decimal(6)


@pytest.mark.tampered
def test_without_the_refusal_the_trigger_keeps_the_credit(
    database: Database, ledger: LedgerCalls, funded: Funded, fees: UUID
) -> None:
    """The test above could fail; the table's own guard is left."""
    mutate(database, "require_all_credits", ("IF p_accumulates AND", "IF false AND"))
    payer, heir = funded(2, "5")
    with database.connect("ledger_dba") as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        calls = LedgerCalls(connection)
        assert calls.balance(fees) == 0
        assert pay(ledger, payer, fees) == "ok"
        close = {"account_id": fees, "sweep_to_account_id": heir}
        assert told(lambda: calls.call("close_account", **close))[0] == "LG905"
        connection.execute("ROLLBACK")
