"""What the fraud checks take of an event: ``python -m tests.benchmarks.fraud``.

Customers pay each other and some shops for forty days by a clock that is set, and a worker sees it
all. Then transfers are posted at the real time, both sides of which are accounts of customers, and
``ledger.check_fraud`` is called until nothing is left: the processor time of its session counts.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import psutil

from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table
from tests.support.clocks import let_clock_be_wrong, set_clock

if TYPE_CHECKING:
    import argparse

    import psycopg

    from tests.support.databases import Database

OPEN = """
    DO $$ BEGIN
        FOR i IN 1..%d LOOP
            PERFORM FROM ledger.create_user('customer-' || i) AS u, ledger.open_account(
                'USD', u.user_id, p_code => u.username, p_min_balance => '-Infinity'
            ) AS a;
        END LOOP;
    END $$
"""
# A third goes to one of five whom the payer knows, a tenth to one of twenty shops, a hundredth of
# it all to the same one.
_PAY = """
    DO $$ DECLARE
        v_ids uuid[] := ARRAY(
            SELECT a.account_id FROM ledger.accounts AS a WHERE a.code LIKE 'customer-%%'
            ORDER BY a.code
        );
        v_all integer := cardinality(v_ids) - 20;
        v_first timestamptz := clock_timestamp();
    BEGIN
        FOR i IN 1..%(calls)d LOOP
            IF %(days)d > 0 THEN
                PERFORM set_config('ledger_test.clock', ((i - %(calls)d - 1)
                    * interval '%(days)d days' / %(calls)d)::text, false);
            END IF;
            PERFORM FROM ledger.post_transfers(ARRAY(
                SELECT ROW(v_ids[20 + p.payer], v_ids[CASE
                    WHEN p.kind < 0.33
                        THEN 20 + (p.payer + 1 + floor(p.which * 5)::integer) %% v_all
                    WHEN p.kind < 0.34 THEN 1
                    WHEN p.kind < 0.44 THEN 1 + floor(p.which * 20)::integer
                    ELSE 20 + (p.payer + 1 + floor(p.which * (v_all - 2))::integer) %% v_all
                END], round((1 + 200 * p.amount)::numeric, 2),
                    NULL, NULL, NULL, NULL, NULL, NULL, NULL
                )::ledger.transfer_request
                FROM (
                    SELECT 1 + floor(random() * (v_all - 1))::integer AS payer, random() AS which,
                        random() AS kind, random() AS amount
                    FROM generate_series(1, %(at_once)d) AS n
                ) AS p
            ));
        END LOOP;
    END $$
"""
_RIGHT_CLOCK = """
    CREATE OR REPLACE FUNCTION pg_catalog.clock_timestamp() RETURNS timestamptz
    LANGUAGE internal VOLATILE STRICT AS 'clock_timestamp'
"""
_SIZES = """
    SELECT c.relname, pg_total_relation_size(c.oid) FROM pg_class AS c
    WHERE c.relkind = 'r' AND c.relname LIKE 'fraud%' ORDER BY 1
"""


def main() -> int:
    """Live, then measure."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--accounts", type=int, default=4000)
    parser.add_argument("--history", type=int, default=100_000, help="transfers in forty days")
    parser.add_argument("--transfers", type=int, default=5000, help="a round")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--at-once", type=int, default=500, help="events a call")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Measure on prepared ground."""
    ran = begin(database, asked)
    with database.connect() as poster, database.connect() as worker:
        _check(worker, 1000)
        # What the ground has posted at the real time is forgotten: no event counts as older.
        poster.execute("UPDATE ledger_private.fraud_progress SET observed_at = '-infinity'")
        let_clock_be_wrong(database)
        set_clock(poster, timedelta(days=-41))
        poster.execute((OPEN % asked.accounts).encode())
        _pay(poster, asked.history, days=40)
        poster.execute(_RIGHT_CLOCK.encode())
        # A plan that is kept still has the clock that was set.
        poster.execute("DISCARD PLANS")
        set_clock(poster, timedelta())
        poster.execute("VACUUM ANALYZE")
        before = _check(worker, asked.at_once)
        say(f"history: {before['us']:.0f} us an event, {before['events']} events")
        poster.execute("VACUUM ANALYZE")
        poster.execute("CHECKPOINT")
        rounds = []
        for number in range(asked.rounds):
            _pay(poster, asked.transfers)
            rounds.append(_check(worker, asked.at_once))
            say(f"round {number + 1} of {asked.rounds}: {rounds[-1]}")
        sizes = dict(poster.execute(_SIZES.encode()).fetchall())
    figures = {
        "least": min(r["us"] for r in rounds),
        "median": statistics.median(r["us"] for r in rounds),
        "bytes of log": statistics.median(r["wal"] for r in rounds),
        "events a second by the clock": statistics.median(r["rate"] for r in rounds),
    }
    table(["an event", ""], [[name, f"{value:.0f}"] for name, value in figures.items()])
    say(f"bytes on disk: {sizes}")
    keep(asked, "fraud.json", {"ran": ran, "us": figures, "history": before, "bytes": sizes})
    return 0


def _pay(connection: psycopg.Connection[Any], transfers: int, days: int = 0) -> None:
    at_once = 100
    values = {"calls": transfers // at_once, "at_once": at_once, "days": days}
    connection.execute((_PAY % values).encode())
    connection.execute("SELECT ledger.number_events()")


def _check(connection: psycopg.Connection[Any], at_once: int) -> dict[str, float]:
    """Let the worker see all that there is; return what an event took."""
    process = psutil.Process(connection.info.backend_pid)
    written = _written(connection)
    before, began, events = process.cpu_times(), time.perf_counter(), 0
    while found := (
        connection.execute("SELECT ledger.check_fraud(%s)", (at_once,)).fetchone() or (0,)
    )[0]:
        events += found
    after, seconds = process.cpu_times(), time.perf_counter() - began
    spent = after.user + after.system - before.user - before.system
    return {
        "events": events,
        "us": round(1e6 * spent / max(events, 1), 1),
        "rate": round(events / seconds, 1),
        "wal": round((_written(connection) - written) / max(events, 1)),
    }


def _written(connection: psycopg.Connection[Any]) -> int:
    row = connection.execute("SELECT pg_current_wal_insert_lsn() - '0/0'").fetchone()
    assert row is not None
    return int(row[0])


if __name__ == "__main__":
    sys.exit(main())
