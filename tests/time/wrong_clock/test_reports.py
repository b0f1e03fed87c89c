"""Reports of days are right after a repair of times, day by day and on both axes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.property.mutate import mutate
from tests.support.clocks import set_clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

# Days before today, the server's and a second clock's, and whether the times are repaired then.
_STEPS = ((-6, -6, False), (-2, -6, False), (-6, -6, True), (-4, -4, False), (0, 0, False))
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
_CLASSES = "ARRAY['asset', 'liability', 'equity', 'income', 'expense']"
# Both ways to reckon, whatever the ledger would choose; what is paid lies in a class of its own.
_WRONG_SUMS = f"""
    SELECT d.day, x.axis, w.apart, g.account_class, g.total
    FROM generate_series(current_date - 8, current_date + 1, '1 day') AS d (day)
    CROSS JOIN (VALUES ('booked'), ('effective')) AS x (axis)
    CROSS JOIN LATERAL (
        VALUES (ledger_private.accounts_apart(x.axis, {_CLASSES})), (NULL)
    ) AS w (apart)
    CROSS JOIN LATERAL (
        VALUES (d.day::timestamp AT TIME ZONE 'UTC' + interval '1 day - 1 microsecond')
    ) AS e (at)
    CROSS JOIN LATERAL ledger_private.group_totals(
        ARRAY[d.day::date], x.axis, {_CLASSES}, w.apart
    ) AS g
    WHERE g.total IS DISTINCT FROM (
        SELECT sum(o.balance)
        FROM ledger_private.account AS a
        CROSS JOIN LATERAL ledger.get_balance(
            a.account_id, CASE x.axis WHEN 'booked' THEN e.at END,
            CASE x.axis WHEN 'effective' THEN e.at END
        ) AS o
        WHERE a.account_class = g.account_class
            AND a.currency = g.currency
    )
"""


def _lived(ledger: LedgerCalls) -> None:
    set_clock(ledger.connection, timedelta(days=-7))
    payer = ledger.account(min_balance=-100_000).account_id
    payee = ledger.account(account_class="income").account_id
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


def _folded(ledger: LedgerCalls) -> None:
    """A credit that a wrong clock dated, folded by now; only its payer's times are repaired."""
    payer = ledger.account(min_balance=-100).account_id
    payee = ledger.account(account_class="income", accumulates=True).account_id
    set_clock(ledger.connection, timedelta(days=2))
    ledger.call("post_transfer", from_account_id=payer, to_account_id=payee, amount="1")
    set_clock(ledger.connection, timedelta())
    assert len(ledger.rows("repair_times", now=datetime.now(UTC), reason="ahead")) == 1
    ledger.call("update_account", account_id=payee, accumulates=False)


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
    """Without the repair as a bound, what a wrong clock dated is not there in the days after it."""
    _lived(ledger)
    mutate(database, place.rpartition("/")[2], (old, new))
    assert ledger.connection.execute(_WRONG).fetchall() != []


@pytest.mark.parametrize(
    ("life", "condition"), [(_lived, "r.action = 'REPAIR'"), (_folded, "e.is_folded")]
)
def test_sums_of_groups_are_those_of_the_ledger(
    database: Database, ledger: LedgerCalls, life: Callable[[LedgerCalls], None], condition: str
) -> None:
    """Whichever way; but not when such an account is reckoned from what was moved."""
    life(ledger)
    with database.connect() as connection:
        assert connection.execute(_WRONG_SUMS).fetchall() == []
        mutate(database, "accounts_apart", (condition, "false"))
        assert connection.execute(_WRONG_SUMS).fetchall() != []
