"""The lock on open credits: who ends the accumulating waits for who pays, and the other way."""

from __future__ import annotations

import threading
import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.concurrency.collecting import entries, pay
from tests.concurrency.crowd import told
from tests.property.mutate import mutate
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database

    Funded = Callable[[int, str], list[UUID]]

_SECONDS = 30


def _close_beside_a_credit(
    database: Database, payer: UUID, fees: UUID, heir: UUID, seconds: float
) -> tuple[str, bool]:
    """Close while a credit is written and not committed; say how it went and if it waited."""
    answer: list[str] = []
    close = {"account_id": fees, "sweep_to_account_id": heir}

    def work() -> None:
        with database.connect("ledger_dba") as connection:
            calls = LedgerCalls(connection)
            answer.append(told(lambda: calls.call("close_account", **close))[0])

    closer = threading.Thread(target=work)
    with database.connect("ledger_dba") as connection, connection.transaction():
        assert pay(LedgerCalls(connection), payer, fees) == "ok"
        closer.start()
        closer.join(seconds)
        has_waited = not answer
    closer.join(_SECONDS)
    return answer[0], has_waited


def test_closing_waits_for_a_credit_in_flight(
    database: Database, ledger: LedgerCalls, funded: Funded, fees: UUID
) -> None:
    """Then it sweeps that credit too."""
    payer, heir = funded(2, "5")
    assert _close_beside_a_credit(database, payer, fees, heir, 1) == ("ok", True)
    assert ledger.balance(heir) == Decimal(6)


_LOCK = "pg_advisory_xact_lock(ledger_private.credit_lock(p_account_id));"
_SHARE = (
    "PERFORM pg_advisory_xact_lock_shared(ledger_private.credit_lock(p_request.to_account_id));"
)
_UNLOCKED = {
    "who folds takes no lock": ("fold_credits", (f"PERFORM {_LOCK}", "")),
    "who folds takes a share": (
        "fold_credits",
        (_LOCK, _LOCK.replace("_lock(", "_lock_shared(", 1)),
    ),
    "who pays takes no share": ("post_credit_unlocked", (_SHARE, "")),
}


@pytest.mark.tampered
@pytest.mark.parametrize("fault", _UNLOCKED)
def test_without_the_credit_lock_closing_does_not_wait(
    database: Database, ledger: LedgerCalls, funded: Funded, fees: UUID, fault: str
) -> None:
    """The test above could fail: the credit stays behind on a closed account."""
    function, change = _UNLOCKED[fault]
    mutate(database, function, change)
    payer, heir = funded(2, "5")
    assert _close_beside_a_credit(database, payer, fees, heir, _SECONDS) == ("ok", False)
    failed = {row.name for row in ledger.rows("verify") if not row.ok}
    assert failed == {"entries_have_owners", "guards_are_in_place"}


def _pay_while_it_is_switched(database: Database, payer: UUID, fees: UUID) -> str:
    """Pay while another session ends the accumulating and has not committed; say how it went."""
    answer: list[str] = []

    def work() -> None:
        with database.connect("ledger_dba") as connection:
            answer.append(pay(LedgerCalls(connection), payer, fees))

    waiting = threading.Thread(target=work)
    with database.connect("ledger_dba") as connection, connection.transaction():
        LedgerCalls(connection).call("update_account", account_id=fees, accumulates=False)
        waiting.start()
        _wait_for_a_waiting_lock(database)
    waiting.join(_SECONDS)
    return answer[0]


def _wait_for_a_waiting_lock(database: Database) -> None:
    give_up = time.monotonic() + _SECONDS
    with database.connect() as connection:
        while connection.execute(
            "SELECT count(*) FROM pg_locks AS l WHERE l.locktype = 'advisory' AND NOT l.granted"
        ).fetchone() != (1,):
            assert time.monotonic() < give_up
            time.sleep(0.01)


def test_who_waited_finds_the_account_as_it_has_become(
    database: Database, ledger: LedgerCalls, funded: Funded, fees: UUID
) -> None:
    """The share of the lock is had when the switch is committed: the credit is an entry."""
    payer = funded(1, "5")[0]
    assert _pay_while_it_is_switched(database, payer, fees) == "ok"
    assert entries(ledger, fees) == [1]


@pytest.mark.tampered
def test_who_does_not_look_again_is_refused_by_the_table(
    database: Database, funded: Funded, fees: UUID
) -> None:
    """The test above could fail."""
    mutate(database, "post_credit_unlocked", ("        AND a.accumulates\n", ""))
    assert _pay_while_it_is_switched(database, funded(1, "5")[0], fees) == "LG904"
