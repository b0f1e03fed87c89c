"""The worker: tidies expired holds, proves new bookings, and tells monitoring what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


def _figures(ledger: LedgerCalls) -> dict[str, float]:
    return {row.name: float(row.value) for row in ledger.rows("metrics") if row.label is None}


def test_a_turn_tidies_and_proves(
    work: Callable[..., int], ledger: LedgerCalls, expired_hold: Row
) -> None:
    """An expired hold is closed; all that was booked is proved, and monitoring knows when."""
    assert "zerosum_verify_age_seconds" not in _figures(ledger)
    assert work("--once") == 0
    assert ledger.call("get_hold", hold_id=expired_hold.hold_id).status == "EXPIRED"
    figures = _figures(ledger)
    assert figures["zerosum_verify_failed_checks"] == 0
    assert 0 <= figures["zerosum_verify_age_seconds"] < 600


@pytest.mark.tampered
def test_a_fault_is_found_by_the_next_turn(
    work: Callable[..., int], ledger: LedgerCalls, database: Database
) -> None:
    """A cent out of nowhere becomes a failed check in the metrics."""
    account = ledger.account("someone")
    ledger.call("deposit", account_id=account.account_id, amount="10.00")
    with database.connect() as connection:
        connection.execute("ALTER TABLE ledger_private.account DISABLE TRIGGER ALL")
        connection.execute(
            "UPDATE ledger_private.account SET balance = balance + 0.01 WHERE account_id = %s",
            (account.account_id,),
        )
    assert work("--once") == 0
    assert _figures(ledger)["zerosum_verify_failed_checks"] >= 1


@pytest.mark.tampered
def test_a_missing_guard_is_found_by_the_next_turn(
    work: Callable[..., int], ledger: LedgerCalls, database: Database
) -> None:
    """It is counted beside the books, which go on being proved; a look is good for a minute."""
    with database.connect() as connection:
        connection.execute(
            "ALTER TABLE ledger_private.account DISABLE TRIGGER account_10_refuse_removal"
        )
    assert work("--once") == 0
    figures = _figures(ledger)
    assert figures["zerosum_guards_broken"] == 1
    assert figures["zerosum_verify_failed_checks"] == 0
    recent = {row.name: row for row in ledger.rows("verify_recent")}
    assert not recent["last_guard_check"].ok
    assert recent["last_guard_check"].detail["broken"]["guards"][0]["guard"] == (
        "trigger account_10_refuse_removal ON ledger_private.account"
    )
    assert work("--once") == 0
    looks = ledger.connection.execute(
        "SELECT v.broken_guards IS NOT NULL AS has_looked FROM ledger.verifications AS v"
        " ORDER BY v.verification_number"
    ).fetchall()
    assert [look.has_looked for look in looks] == [True, False]
