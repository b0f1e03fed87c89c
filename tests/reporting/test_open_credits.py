"""Reports count credits that are not folded yet: folding changes none of their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection

    from tests.support.databases import Database

_SEEN_WHEN_FOLDED = {
    "entries": ["entry_id", "account_version", "balance_after"],
    "statement_lines": ["line_number", "balance"],
    "accounts": ["version", "updated_at"],
}
_MORE = """
    SELECT ledger.update_account(a.account_id, p_accumulates => true)
    FROM ledger.accounts AS a WHERE a.code IN ('fees', 'alice', 'bank');
    SELECT ledger.post_transfer(f.account_id, o.account_id, n / 100.0)
    FROM generate_series(1, 3) AS n, ledger.accounts AS f, ledger.accounts AS o
    WHERE f.code = 'payer' AND o.code IN ('fees', 'alice', 'bob', 'bank');
"""
_DAYS = "current_date - 41, current_date"
_REPORTS = {
    view: f"SELECT to_jsonb(v) - %s::text[] FROM reporting.{view} AS v"
    for view in (
        *("accounts", "postings", "entries", "statement_lines", "daily_movements"),
        *("trial_balance", "category_balances"),
    )
} | {
    f"{name} {axis}": f"SELECT to_jsonb(v) - %s::text[] FROM reporting.{call} AS v"
    for axis in ("booked", "effective")
    for name, call in {
        "account balances": f"list_account_balances(current_date, '{axis}')",
        "account balances of yesterday": f"list_account_balances(current_date - 1, '{axis}')",
        "trial balance": f"get_trial_balance(current_date, '{axis}')",
        "balance sheet": f"get_balance_sheet({_DAYS}, '{axis}')",
        "income statement": f"get_income_statement({_DAYS}, '{axis}')",
        "daily balances": f"list_daily_balances({_DAYS}, NULL, '{axis}')",
        "daily balances of one": f"list_daily_balances({_DAYS}, 'alice', '{axis}')",
        "summary": f"get_statement_summary('alice', {_DAYS}, '{axis}')",
        "summary of tomorrow": f"get_statement_summary('alice', current_date + 1,"
        f" current_date + 1, '{axis}')",
    }.items()
}
_UNMOVED = {"account balances of yesterday booked", "account balances of yesterday effective"}


@pytest.fixture
def ledger(new_story: Database) -> Iterator[Connection[Any]]:
    """Give the story, a category, and who pays; a DBA's session."""
    with new_story.connect("ledger_dba") as connection:
        connection.execute("""
            SELECT ledger.create_category('all');
            SELECT ledger.set_account_category(a.account_id, 'all') FROM ledger.accounts AS a;
            SELECT ledger.open_account('EUR', p_code => 'payer', p_account_class => 'equity');
            SELECT ledger.fold_account(ledger.account_id('bob'));
        """)
        yield connection


def answers(connection: Connection[Any]) -> dict[str, list[str]]:
    """Return what each report says, without what a credit has only once it is folded."""
    return {
        name: sorted(
            str(row)
            for row in connection.execute(
                query.encode(), (_SEEN_WHEN_FOLDED.get(name, []),)
            ).fetchall()
        )
        for name, query in _REPORTS.items()
    }


def test_folding_changes_no_report(ledger: Connection[Any]) -> None:
    """Each says the same before and after, and each had something to say."""
    unpaid = answers(ledger)
    ledger.execute(_MORE.encode())
    paid = answers(ledger)
    assert {name for name in _REPORTS if paid[name] == unpaid[name]} == _UNMOVED
    ledger.execute("SELECT ledger.fold_account(a.account_id) FROM ledger.accounts AS a")
    folded = answers(ledger)
    assert {name for name in _REPORTS if folded[name] != paid[name]} == set()
    broken = ledger.execute("SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok")
    assert broken.fetchall() == []


def test_a_summary_is_that_of_its_lines(ledger: Connection[Any]) -> None:
    """Open credits as lines: as of each moment, on both axes, with head and foot."""
    ledger.execute(_MORE.encode())
    wrong = ledger.execute("""
        SELECT x.axis, x.as_of
        FROM ledger.accounts AS a
        CROSS JOIN (VALUES ('booked'), ('effective')) AS b (axis)
        CROSS JOIN LATERAL (
            SELECT b.axis, t.created_at AS as_of, f.created_at AS from_at
            FROM ledger.transactions AS t, ledger.transactions AS f
        ) AS x
        CROSS JOIN LATERAL ledger.get_statement_summary(
            a.account_id, x.axis, p_as_of => x.as_of, p_from_at => x.from_at
        ) AS s
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(l.amount) FILTER (WHERE l.entry_type = 'CREDIT'), 0) AS money_in,
                count(*) AS lines, (array_agg(l.balance))[1] AS balance
            FROM ledger.get_statement(a.account_id, x.axis, p_as_of => x.as_of,
                p_from_at => x.from_at, p_limit => 1000) AS l
        ) AS l
        WHERE a.code IN ('fees', 'bob')
            AND (s.money_in, s.entries, s.closing_balance) IS DISTINCT FROM
                (l.money_in, l.lines, coalesce(l.balance, s.closing_balance))
    """)
    assert wrong.fetchall() == []
