"""Reports of a day and of months: the same as the ledger's own answers, account by account."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

if TYPE_CHECKING:
    from psycopg import Connection

    from tests.support.databases import Database

_DAYS = ("1200", "900", "500", "41", "39", "1", "0")
_ASKED_SINGLY = {
    "booked": "ledger.get_balance(a.account_id, d.at)",
    "effective": "ledger.get_balance(a.account_id, NULL, d.at)",
}
_DIFFERENT = """
    SELECT a.code, b.balance, o.balance
    FROM (VALUES ((current_date - {days} + 1)::timestamp AT TIME ZONE 'UTC'
        - interval '1 microsecond')) AS d (at)
    CROSS JOIN ledger.accounts AS a
    CROSS JOIN LATERAL {single} AS o
    LEFT JOIN reporting.list_account_balances(current_date - {days}, '{axis}') AS b
        ON b.account_id = a.account_id
    WHERE o.balance <> coalesce(b.balance, 0)
"""


@pytest.mark.parametrize("axis", _ASKED_SINGLY)
@pytest.mark.parametrize("days", _DAYS)
def test_balances_of_a_day_are_those_of_each_account(years: Database, days: str, axis: str) -> None:
    """As ledger.get_balance tells them, on both axes."""
    query = _DIFFERENT.format(days=days, single=_ASKED_SINGLY[axis], axis=axis)
    with years.connect("ledger_dba") as connection:
        assert connection.execute(query.encode()).fetchall() == []


@pytest.mark.parametrize("axis", _ASKED_SINGLY)
def test_a_trial_balance_of_a_day_balances(past: Connection[Any], axis: str) -> None:
    """Debit and credit balances of each currency are equal; today's is the view's."""
    for days in _DAYS:
        rows = past.execute(
            "SELECT sum(t.debit_balances) - sum(t.credit_balances)"
            " FROM reporting.get_trial_balance(current_date - %s::int, %s) AS t"
            " GROUP BY t.currency",
            (days, axis),
        ).fetchall()
        assert {row[0] for row in rows} <= {Decimal(0)}
    today = past.execute(
        "SELECT t FROM reporting.get_trial_balance(current_date) AS t WHERE t.currency = 'EUR'"
    ).fetchall()
    view = past.execute("SELECT t FROM reporting.trial_balance AS t WHERE t.currency = 'EUR'")
    assert sorted(today) == sorted(view.fetchall())


@pytest.mark.parametrize("axis", _ASKED_SINGLY)
def test_a_balance_sheet_balances_in_every_month(past: Connection[Any], axis: str) -> None:
    """What there is equals where it came from, with the result of what was earned."""
    rows = past.execute(
        "SELECT s.month_on, s.currency, sum(s.amount) FILTER (WHERE s.account_class = 'asset'),"
        " sum(s.amount) FILTER (WHERE s.account_class <> 'asset')"
        " FROM reporting.get_balance_sheet(current_date - 100, current_date, %s) AS s"
        " GROUP BY 1, 2",
        (axis,),
    ).fetchall()
    assert rows
    assert all((assets or 0) == (others or 0) for *_, assets, others in rows)


def test_an_income_statement_has_its_idle_months(past: Connection[Any]) -> None:
    """The fee is in the last month; the months before are there, with nothing."""
    rows = past.execute(
        "SELECT s.amount FROM reporting.get_income_statement(current_date - 70, current_date) AS s"
        " WHERE s.account_class = 'income' ORDER BY s.month_on"
    ).fetchall()
    amounts = [amount for (amount,) in rows]
    assert len(amounts) in {3, 4}
    assert amounts == [Decimal(0)] * (len(amounts) - 1) + [Decimal(1)]


@pytest.mark.parametrize("axis", _ASKED_SINGLY)
def test_daily_balances_leave_no_account_out(past: Connection[Any], axis: str) -> None:
    """Each day has each account, and its balances sum to zero; the last is that of the account."""
    rows = past.execute(
        "SELECT b.balance_on, count(*), sum(b.balance)"
        " FROM reporting.list_daily_balances(current_date - 44, current_date, NULL, %s) AS b"
        " WHERE b.currency = 'EUR' GROUP BY 1",
        (axis,),
    ).fetchall()
    assert len(rows) == 45
    assert {(count, total) for _, count, total in rows} == {(4, Decimal(0))}
    one = past.execute(
        "SELECT b.balance FROM reporting.list_daily_balances("
        "current_date - 44, current_date, 'alice', %s) AS b ORDER BY b.balance_on",
        (axis,),
    ).fetchall()
    now = past.execute("SELECT a.balance FROM reporting.accounts AS a WHERE a.code = 'alice'")
    assert one[-1] == now.fetchone()
    assert one[20] == (Decimal(7) if axis == "effective" else Decimal(0),)


@pytest.mark.parametrize("axis", _ASKED_SINGLY)
@pytest.mark.parametrize("days", [(1300, 1200), (900, 500), (500, 0), (41, 39), (20, 10)])
def test_a_statement_has_a_head_and_a_foot(
    years: Database, axis: str, days: tuple[int, int]
) -> None:
    """They agree with its lines and with the balances of its bounds; also without a line."""
    with years.connect("ledger_dba") as connection:
        for code in ("history-1", "history-7", "alice", "fees"):
            row = connection.execute(
                "SELECT s.opening_balance, s.money_in, s.money_out, s.entries, s.closing_balance,"
                " (SELECT sum(b.balance) FROM reporting.list_daily_balances("
                "current_date - %(f)s - 1, current_date - %(f)s - 1, %(c)s, %(x)s) AS b),"
                " (SELECT sum(b.balance) FROM reporting.list_daily_balances("
                "current_date - %(t)s, current_date - %(t)s, %(c)s, %(x)s) AS b),"
                " (SELECT count(*) FROM ledger.get_statement(s.account_id, %(x)s,"
                " p_from_at => (current_date - %(f)s)::timestamp AT TIME ZONE 'UTC',"
                " p_limit => 1000) AS l WHERE CASE %(x)s WHEN 'booked' THEN l.booked_at"
                " ELSE l.effective_at END"
                " < (current_date - %(t)s + 1)::timestamp AT TIME ZONE 'UTC')"
                " FROM reporting.get_statement_summary("
                "%(c)s, current_date - %(f)s, current_date - %(t)s, %(x)s) AS s",
                {"c": code, "x": axis, "f": days[0], "t": days[1]},
            ).fetchone()
            assert row is not None
            opening, money_in, money_out, entries, closing, before, after, lines = row
            assert (opening, closing, entries) == (before, after, lines)
            assert closing == opening + money_in - money_out


@pytest.mark.parametrize(
    "call",
    [
        "get_balance_sheet(current_date, current_date - 1)",
        "get_income_statement(NULL, current_date)",
        "list_daily_balances(current_date - 4000, current_date)",
        "get_statement_summary('alice', current_date, current_date - 1)",
        "list_account_balances(NULL)",
        "get_balance_sheet('infinity', 'infinity')",
        "get_income_statement('-infinity', '-infinity')",
        "list_daily_balances(current_date, 'infinity')",
        "list_account_balances('294276-12-31')",
    ],
)
def test_days_that_make_no_range_are_refused(past: Connection[Any], call: str) -> None:
    """Backwards, missing, or for ever."""
    with pytest.raises(psycopg.DatabaseError) as refused:
        past.execute(f"SELECT * FROM reporting.{call}".encode())
    assert refused.value.sqlstate == "LG170"


def test_an_axis_that_there_is_not_is_refused(past: Connection[Any]) -> None:
    """By its name."""
    with pytest.raises(psycopg.DatabaseError) as refused:
        past.execute("SELECT * FROM reporting.get_trial_balance(current_date, 'sideways')")
    assert refused.value.sqlstate == "LG109"
