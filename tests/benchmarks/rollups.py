"""Read a year of 10,000 accounts from the sums by day: ``python -m tests.benchmarks.rollups``.

First the funding of the accounts is added up from the feed, which says what an event costs. Then
the sums of a year are laid down as if so many had been posted, and read as reports read them.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table

if TYPE_CHECKING:
    import argparse

    from tests.support.databases import Database

_TIMES = 7
# Each account moves on each day of the year: more rows than any real ledger's accounts have.
_LAY = """
    INSERT INTO ledger_private.account_day (
        entries, account_id, user_id, rolled_on, money_in, money_out, rise, fall
    )
    SELECT 4, a.account_id, a.user_id, d.day::date, 20.50, 10.25, 20.50, -10.25
    FROM (SELECT * FROM ledger_private.account ORDER BY account_id LIMIT 10000) AS a
    CROSS JOIN generate_series('2024-01-01'::timestamp, '2024-12-31', '1 day') AS d (day);
    INSERT INTO ledger_private.account_month (
        entries, account_id, user_id, month_on, money_in, money_out, fees
    )
    SELECT sum(entries), account_id, user_id, date_trunc('month', rolled_on::timestamp)::date,
        sum(money_in), sum(money_out), 0
    FROM ledger_private.account_day WHERE rolled_on < '2025-01-01'
    GROUP BY account_id, user_id, 4;
    INSERT INTO ledger_private.currency_day (
        entries, rolled_on, currency, transaction_type, money_in, money_out
    )
    SELECT 40000, d.day::date, 'USD', t.kind, 205000, 205000
    FROM generate_series('2024-01-01'::timestamp, '2024-12-31', '1 day') AS d (day)
    CROSS JOIN unnest('{transfer, deposit, withdrawal, fee, salary}'::text[]) AS t (kind);
"""
_YEAR = "'2024-01-01' AND '2024-12-31'"
_READS = {
    "a year by account: in, out, fees, opening and closing (10,000 rows)": """
        SELECT account_id,
            sum(money_in) FILTER (WHERE month_on >= '2024-01-01') AS money_in,
            sum(money_out) FILTER (WHERE month_on >= '2024-01-01') AS money_out,
            sum(fees) FILTER (WHERE month_on >= '2024-01-01') AS fees,
            sum(money_in - money_out) FILTER (WHERE month_on < '2024-01-01') AS opening,
            sum(money_in - money_out) AS closing
        FROM reporting.monthly_totals WHERE month_on <= '2024-12-31' GROUP BY account_id""",
    "a year by month, category and currency": f"""
        SELECT month_on, category, currency, sum(entries), sum(money_in), sum(money_out)
        FROM reporting.monthly_totals WHERE month_on BETWEEN {_YEAR} GROUP BY 1, 2, 3""",
    "a year by day, currency and type (1,830 rows)": f"""
        SELECT * FROM reporting.daily_currency_totals WHERE rolled_on BETWEEN {_YEAR}""",
    "one account's year by day (366 rows)": f"""
        SELECT * FROM reporting.daily_totals WHERE rolled_on BETWEEN {_YEAR} AND account_id = (
            SELECT account_id FROM ledger_private.account_month ORDER BY 1 LIMIT 1)""",
    "a day of all accounts (10,000 rows)": """
        SELECT account_id, money_in, money_out FROM ledger_private.account_day
        WHERE rolled_on = '2024-06-30'""",
    "every account-day of the year, summed (3,660,000 rows)": f"""
        SELECT count(*), sum(money_in), sum(money_out) FROM ledger_private.account_day
        WHERE rolled_on BETWEEN {_YEAR}""",
}


def main() -> int:
    """Add up, lay down, read."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    return arguments(__doc__)


def run(database: Database, asked: argparse.Namespace) -> int:
    """Measure on prepared ground."""
    ran = begin(database, asked)
    added = _add_up(database)
    say(f"added up: {added['events']} events, {added['us_an_event']} us each")
    with database.connect() as owner:
        owner.execute(_LAY.encode())
        owner.execute("VACUUM ANALYZE ledger_private.account_day, ledger_private.account_month")
        read = {name: _milliseconds(owner, query) for name, query in _READS.items()}
    table(["read", "ms"], list(read.items()))
    keep(asked, "rollups.json", {"ran": ran, "added": added, "milliseconds": read})
    return 0


def _add_up(database: Database) -> dict[str, Any]:
    with database.connect("ledger_dba") as worker:
        worker.execute("SELECT ledger.number_events()")
        events, began = 0, time.perf_counter()
        while taken := (worker.execute("SELECT ledger.roll_up()").fetchone() or (0,))[0]:
            events += taken
        seconds = time.perf_counter() - began
    return {"events": events, "us_an_event": round(seconds * 1e6 / max(events, 1), 1)}


def _milliseconds(owner: Any, query: str) -> float:  # noqa: ANN401 - a session
    times = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        owner.execute(query.encode()).fetchall()
        times.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(times), 1)


if __name__ == "__main__":
    sys.exit(main())
