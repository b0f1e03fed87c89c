"""The sums by day, added up a second time, in Python and from the entries themselves."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date

    import psycopg

    from tests.support.ledger_calls import LedgerCalls

_LINES = """
    SELECT e.account_id, e.signed_amount, e.effective_at, e.transaction_type, f.event_position
    FROM reporting.entries AS e
    JOIN ledger_audit.feed_event AS f USING (transaction_id)
    ORDER BY f.event_position
"""
_SAID = """
    SELECT account_id, rolled_on, entries, opening_balance, money_in, money_out, fees,
        closing_balance, high_balance, low_balance
    FROM reporting.daily_totals
"""
_ZERO = Decimal(0)


def expected(owner: psycopg.Connection[Any], zone: str = "UTC") -> set[tuple[Any, ...]]:
    """Return each day with movements as reporting.daily_totals must say it."""
    by_account: dict[Any, dict[date, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in owner.execute(_LINES).fetchall():
        day = row[2].astimezone(ZoneInfo(zone)).date()
        by_account[row[0]][day].append(row)
    said = set()
    for account_id, days in by_account.items():
        balance = _ZERO
        for day in sorted(days):
            opening, path = balance, [balance]
            moved: dict[int, Decimal] = defaultdict(Decimal)
            for _, amount, _, _, position in days[day]:
                moved[position] += amount
            for position in sorted(moved):
                balance += moved[position]
                path.append(balance)
            lines = days[day]
            said.add(
                (
                    account_id,
                    day,
                    len(lines),
                    opening,
                    sum((line[1] for line in lines if line[1] > 0), _ZERO),
                    -sum((line[1] for line in lines if line[1] < 0), _ZERO),
                    -sum((line[1] for line in lines if line[1] < 0 and line[3] == "fee"), _ZERO),
                    balance,
                    max(path),
                    min(path),
                )
            )
    return said


def said(owner: psycopg.Connection[Any]) -> set[tuple[Any, ...]]:
    """Return what reporting.daily_totals says."""
    return set(owner.execute(_SAID).fetchall())


def roll_up(ledger: LedgerCalls, limit: int = 1000) -> int:
    """Add everything up that is committed; return how many events that were."""
    added = 0
    while step := ledger.call("roll_up", limit=limit).r:
        added += step
    return added


def broken(ledger: LedgerCalls) -> Any:  # noqa: ANN401 - a document
    """Return what ledger.verify finds wrong with the sums, or None."""
    (check,) = [row for row in ledger.rows("verify") if row.name == "rollups_equal_entries"]
    return None if check.ok else check.detail
