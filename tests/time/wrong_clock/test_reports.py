"""Reports of days are right after a repair of times, day by day and on both axes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.property.mutate import mutate
from tests.support.clocks import set_clock

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

# Days before today, the server's and a second clock's, and whether the times are repaired then.
_STEPS = ((-6, -6, False), (-2, -6, False), (-6, -6, True), (-6, -6, False), (0, 0, False))
_WRONG = """
    SELECT d.day, a.account_id, x.axis, o.balance, b.balance AS told, m.balance AS told_of_days
    FROM generate_series(current_date - 8, current_date, '1 day') AS d (day)
    CROSS JOIN (VALUES ('booked'), ('effective')) AS x (axis)
    CROSS JOIN ledger.accounts AS a
    CROSS JOIN LATERAL (
        VALUES (d.day::timestamp AT TIME ZONE 'UTC' + interval '1 day - 1 microsecond')
    ) AS e (at)
    CROSS JOIN LATERAL ledger.get_balance(
        a.account_id, CASE x.axis WHEN 'booked' THEN e.at END,
        CASE x.axis WHEN 'effective' THEN e.at END
    ) AS o
    LEFT JOIN LATERAL reporting.list_account_balances(d.day::date, x.axis) AS b
        ON b.account_id = a.account_id
    LEFT JOIN LATERAL reporting.list_daily_balances(
        current_date - 8, current_date, NULL, x.axis
    ) AS m ON m.account_id = a.account_id AND m.balance_on = d.day::date
    WHERE o.balance <> coalesce(b.balance, 0)
        OR o.balance <> coalesce(m.balance, 0)
"""


def _lived(ledger: LedgerCalls) -> None:
    set_clock(ledger.connection, timedelta(days=-7))
    payer, payee = (ledger.account(min_balance=-100_000).account_id for _ in range(2))
    for number, (clock, true, is_repair) in enumerate(_STEPS):
        set_clock(ledger.connection, timedelta(days=clock))
        if is_repair:
            now = datetime.now(UTC) + timedelta(days=true)
            assert ledger.rows("repair_times", now=now, reason="ahead")
        else:
            ledger.call(
                "post_transfer",
                from_account_id=payer,
                to_account_id=payee,
                amount=str(10**number),
            )


def test_balances_of_days_are_those_of_the_ledger(ledger: LedgerCalls) -> None:
    """And the trial balance of each balances."""
    _lived(ledger)
    assert ledger.connection.execute(_WRONG).fetchall() == []
    unequal = ledger.connection.execute(
        "SELECT d.day FROM generate_series(current_date - 8, current_date, '1 day') AS d (day)"
        " CROSS JOIN LATERAL reporting.get_trial_balance(d.day::date) AS t"
        " GROUP BY d.day HAVING sum(t.debit_balances) <> sum(t.credit_balances)"
    ).fetchall()
    assert unequal == []


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [("inner/booked_totals", "coalesce(r.version, 0)", "0")],
)
def test_a_planted_fault_is_found(
    database: Database, ledger: LedgerCalls, place: str, old: str, new: str
) -> None:
    """Without the repair as a bound, bisection goes astray."""
    _lived(ledger)
    mutate(database, place.rpartition("/")[2], (old, new))
    assert ledger.connection.execute(_WRONG).fetchall() != []
