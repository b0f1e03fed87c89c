"""Sheets of months are the sums of what each account held, whichever way they are reckoned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.property.mutate import mutate

if TYPE_CHECKING:
    from psycopg import Connection

    from tests.support.databases import Database

_CLASSES = "ARRAY['asset', 'liability', 'equity', 'income', 'expense']"
# Both ways, whatever the ledger would choose; reckoned from what moved, and account by account.
_APART = {
    "what moved": "ledger_private.accounts_apart('{axis}', {classes})",
    "look-ups": "NULL",
}
_WRONG_TOTALS = """
    WITH day AS (
        SELECT array_agg(d ORDER BY d) AS ends
        FROM (
            SELECT (current_date - n * 29)::date AS d FROM generate_series(-1, 40) AS n
            UNION SELECT current_date - 1
        ) AS d
    )
    SELECT *
    FROM (
        SELECT g.end_number, g.currency, g.account_class, g.category_id::text AS category,
            g.accounts, g.total
        FROM day, ledger_private.group_totals(day.ends, '{axis}', {classes}, {apart}) AS g
    ) AS told
    FULL JOIN (
        SELECT d.end_number, a.currency, a.account_class::text AS account_class,
            a.category_id::text AS category, count(*) AS accounts, sum(t.balance) AS total
        FROM day
        CROSS JOIN unnest(day.ends) WITH ORDINALITY AS d (on_day, end_number)
        CROSS JOIN ledger_private.account AS a
        CROSS JOIN LATERAL (
            VALUES (ledger_private.end_of_day(d.on_day) - interval '1 microsecond')
        ) AS e (at)
        CROSS JOIN LATERAL ledger.get_balance(
            a.account_id, CASE '{axis}' WHEN 'booked' THEN e.at END,
            CASE '{axis}' WHEN 'effective' THEN e.at END
        ) AS t
        GROUP BY 1, 2, 3, 4
    ) AS summed
        ON ROW(told.end_number, told.currency, told.account_class, coalesce(told.category, ''))
            = ROW(summed.end_number, summed.currency, summed.account_class,
                coalesce(summed.category, ''))
    WHERE (told.accounts, told.total) IS DISTINCT FROM (summed.accounts, summed.total)
"""
_MORE = """
    SELECT ledger.create_category('all');
    SELECT ledger.set_account_category(ledger.account_id(c), 'all')
    FROM unnest(ARRAY['history-3', 'history-7', 'alice']) AS c;
    SELECT ledger.update_account(ledger.account_id('bob'), p_accumulates => false);
"""
# An account that nothing was folded into yet.
_OPEN = """
    SELECT ledger.open_account('EUR', p_code => 'carol', p_accumulates => true);
    SELECT ledger.post_transfer(ledger.account_id('bank'), ledger.account_id('carol'), 3);
"""
_SHEET = """
    SELECT s.month_on, s.currency, s.account_class, s.category, s.amount
    FROM reporting.get_balance_sheet(current_date - 400, current_date - 3, '{axis}') AS s
    WHERE s.amount <> 0
    EXCEPT
    SELECT m.month_on, b.currency, k.account_class, k.category, sum(CASE k.account_class
        WHEN 'asset' THEN -b.balance ELSE b.balance END)
    FROM ledger_private.months_of(current_date - 400, current_date - 3) AS m
    CROSS JOIN LATERAL reporting.list_account_balances(m.end_on, '{axis}') AS b
    CROSS JOIN LATERAL (
        SELECT CASE WHEN b.account_class IN ('income', 'expense') THEN 'result'
            ELSE b.account_class END AS account_class,
            CASE WHEN b.account_class NOT IN ('income', 'expense') THEN b.category END AS category
    ) AS k
    GROUP BY 1, 2, 3, 4
"""


def wrong_totals(connection: Connection[Any], axis: str, way: str) -> list[Any]:
    """Return the groups that do not hold what ledger.get_balance tells of their accounts."""
    apart = _APART[way].format(axis=axis, classes=_CLASSES)
    query = _WRONG_TOTALS.format(axis=axis, classes=_CLASSES, apart=apart)
    return connection.execute(query.encode()).fetchall()


@pytest.mark.parametrize("axis", ["booked", "effective"])
@pytest.mark.parametrize("way", _APART)
def test_totals_of_groups_are_those_of_their_accounts(years: Database, axis: str, way: str) -> None:
    """Day by day over more than three years, with legs, open credits and dates of their own."""
    with years.connect() as connection:
        connection.execute("BEGIN")
        assert wrong_totals(connection, axis, way) == []
        # An account that accumulates no more has folded credits still.
        connection.execute(_MORE.encode())
        assert wrong_totals(connection, axis, way) == []
        connection.rollback()


@pytest.mark.parametrize("axis", ["booked", "effective"])
def test_a_balance_sheet_sums_the_balances_of_its_days(years: Database, axis: str) -> None:
    """Of each month's last day, by class and category."""
    with years.connect() as connection:
        connection.execute("BEGIN")
        connection.execute(_MORE.encode())
        assert connection.execute(_SHEET.format(axis=axis).encode()).fetchall() == []
        connection.rollback()


def test_few_accounts_are_looked_up_and_many_are_not(years: Database) -> None:
    """A sheet of a day long ago reads no moves; one of months reads accounts that must be alone."""
    asked = "SELECT ledger_private.apart_or_all({days}, 'booked', {classes})"
    with years.connect() as connection:
        told = [
            connection.execute(asked.format(days=days, classes=_CLASSES).encode()).fetchone()
            for days in ("ARRAY[current_date - 1094]", "ARRAY[current_date - 60, current_date]")
        ]
    assert told[0] == (None,)
    assert told[1] is not None
    assert len(told[1][0]) == 1


@pytest.mark.parametrize(
    ("function", "old", "new", "axis"),
    [
        ("moved_by_legs", "'CREDIT' THEN e.amount ELSE -e.amount", "'C' THEN 0 ELSE 0", "booked"),
        ("group_totals", "-m.amount AS amount", "m.amount AS amount", "booked"),
        ("group_totals", "EXISTS (SELECT FROM moved AS m WHERE m.has_legs)", "false", "booked"),
        ("group_totals", "t.created_at < b.until_at", "true", "booked"),
        ("group_totals", "t.status <> 'FAILED'", "true", "booked"),
        ("accounts_apart", "a.accumulates", "false", "booked"),
        ("accounts_apart", "p_axis = 'effective'", "false", "effective"),
        ("booked_totals", "AND e.created_at < p_before_at", "", "booked"),
    ],
)
def test_a_planted_fault_is_found(
    new_story: Database, function: str, old: str, new: str, axis: str
) -> None:
    """Legs, refusals, months, open credits and dates each change what is reckoned wrongly."""
    with new_story.connect() as connection:
        connection.execute(_OPEN.encode())
        assert [way for way in _APART if wrong_totals(connection, axis, way)] == []
        mutate(new_story, function, (old, new))
        assert [way for way in _APART if wrong_totals(connection, axis, way)]
