"""What keeps times right, taken away piece by piece."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.property.mutate import mutate
from tests.security.tampering import unguarded
from tests.support.clocks import set_clock
from tests.time.wrong_clock.acts import (
    FIVE_YEARS,
    RIGHT,
    failing_checks,
    outcome,
    refusal,
    repaired,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


@pytest.mark.tampered
@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("DELETE FROM ledger_audit.audit_log WHERE action = 'REPAIR'", "running_balances"),
        (
            "UPDATE ledger_audit.audit_log SET account_version = 1 WHERE action = 'REPAIR'",
            "running_balances",
        ),
        (
            "UPDATE ledger_audit.audit_log SET created_at = '2030-01-01' WHERE action = 'REPAIR'",
            "times_are_past",
        ),
    ],
)
def test_time_steps_back_at_a_repair_and_nowhere_else(
    database: Database, ledger: LedgerCalls, statement: str, check: str
) -> None:
    """Without its row, at another place, or to before it, verify() sees the step."""
    payer, payee = (ledger.account(min_balance=-100).account_id for _ in range(2))
    pay = {"from_account_id": payer, "to_account_id": payee, "amount": "1"}
    for ahead in (RIGHT, FIVE_YEARS, RIGHT):
        set_clock(ledger.connection, ahead)
        if ahead == RIGHT:
            repaired(ledger)
        ledger.call("post_transfer", **pay)
    assert failing_checks(ledger) == set()
    assert ledger.call("verify_new").is_ok
    with database.connect() as connection:
        unguarded(connection, statement)
    assert check in failing_checks(ledger)


class _Fault(NamedTuple):
    """A change of a function's source, and the code that an act is refused with then."""

    function: str
    old: str
    new: str
    code: str


_BOUND = "<= v_now + ledger_private.clock_tolerance()"
_FAULTS = (
    _Fault(
        "pair_is_clear",
        "AND p_pair.moment <= clock_timestamp() + ledger_private.clock_tolerance()",
        "",
        "LG909",
    ),
    _Fault("refusal", "THEN 'LG340'", "THEN NULL", "LG909"),
    _Fault("posting_moment", f"WHERE a.updated_at {_BOUND}", "", "LG909"),
    _Fault("moment_after", "IF p_at >", "IF NULL >", "LG909"),
    _Fault("release_expired_holds", f"AND a.updated_at {_BOUND}", "", "LG340"),
)


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault.function)
def test_each_refusal_is_needed_and_the_guard_stands_behind(
    database: Database, ledger: LedgerCalls, fault: _Fault
) -> None:
    """Planted faults: none lets a row of the future in, and each disturbs the rest of a batch."""
    ahead, payer, payee = (ledger.account(min_balance=-100).account_id for _ in range(3))
    ledger.call("hold_funds", account_id=ahead, amount="1", expires_at=_soon(ledger))
    set_clock(ledger.connection, FIVE_YEARS)
    ledger.call("set_account_bounds", account_id=ahead, max_balance="5")
    set_clock(ledger.connection, timedelta(seconds=30))
    transfers = [
        {"from_account_id": payer, "to_account_id": payee, "amount": "1"},
        {"from_account_id": ahead, "to_account_id": payee, "amount": "1"},
    ]
    acts: list[Callable[[], object]] = [
        lambda: ledger.call("post_transfer", **transfers[1]),
        lambda: ledger.post(*transfers),
        lambda: ledger.call("set_account_bounds", account_id=ahead, max_balance="6"),
    ]
    assert refusal(acts[0])[0] == "LG340"
    assert [row.failure_code for row in ledger.post(*transfers)] == [None, "LG340"]
    assert refusal(acts[2])[0] == "LG340"
    mutate(database, fault.function, (fault.old, fault.new))
    # Without the question that is asked before the locks, too: it hides the one after them.
    sooner = ("ledger_private.clock_tolerance() THEN", "'9 years' THEN")
    mutate(database, "examine_transfers", sooner)
    assert fault.code in [outcome(act) for act in acts]
    repaired(ledger)


def _soon(ledger: LedgerCalls) -> datetime:
    (now,) = ledger.connection.execute("SELECT clock_timestamp()").fetchall()[0]
    soon: datetime = now + timedelta(seconds=10)
    return soon
