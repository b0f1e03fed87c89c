"""What is asked of a ledger, and how long one asker waits for each answer."""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.benchmarks.ground import LOGIN

if TYPE_CHECKING:
    from tests.support.databases import Database


@dataclass(frozen=True, slots=True)
class Read:
    """A question; its parameters are the account, a past moment and a past effective date."""

    name: str
    ask: str
    aim_ms: float | None = None
    of_busiest: bool = True


_BALANCE = "SELECT * FROM ledger.get_balance(%(account)s::uuid"
_ENTRIES = "SELECT * FROM ledger.list_entries(%(account)s::uuid"
_TRANSACTIONS = "SELECT * FROM ledger.list_transactions(p_account_id => %(account)s::uuid"
_ACCOUNTS = "SELECT * FROM ledger.list_accounts("
READS = (
    Read("balance now, any account", f"{_BALANCE})", 1, of_busiest=False),
    Read("balance as booked at a past moment", f"{_BALANCE}, %(moment)s)", 1),
    Read("balance of a past effective date", f"{_BALANCE}, NULL, %(effective)s)", 1),
    Read("balance on both axes", f"{_BALANCE}, %(moment)s, %(effective)s)", 1),
    Read("statement, the last 50", "SELECT * FROM ledger.get_statement(%(account)s::uuid)", 5),
    Read("entries, the last 50", f"{_ENTRIES})", 5),
    Read("audit trail, the last 50", "SELECT * FROM ledger.list_audit_logs(%(account)s::uuid)", 5),
    Read("transactions of an account, the last 50", f"{_TRANSACTIONS})", 5),
    Read(
        "the same, of a month and an amount",
        f"{_TRANSACTIONS}, p_since => %(moment)s - interval '30 days', p_until => %(moment)s,"
        " p_min_amount => 500)",
        20,
    ),
    Read("the same, of a status that is rare", f"{_TRANSACTIONS}, p_status => 'FAILED')", 20),
    Read(
        "transactions of all accounts, the last 50", "SELECT * FROM ledger.list_transactions()", 20
    ),
    Read("accounts, 50", f"{_ACCOUNTS})", 20),
    Read(
        "accounts of a currency and a status",
        f"{_ACCOUNTS}p_currency => 'USD', p_status => 'ACTIVE')",
        20,
    ),
    Read("accounts of a class that is rare", f"{_ACCOUNTS}p_account_class => 'asset')", 20),
    Read("accounts by metadata", _ACCOUNTS + "p_metadata => '{\"branch\": 7}')", 20),
    Read("account by code", f"{_ACCOUNTS}p_code => 'idle-77')", 20),
    Read("accounts opened since", f"{_ACCOUNTS}p_since => now() - interval '1 second')", 20),
    Read("trial balance of all accounts", "SELECT * FROM reporting.trial_balance", 1000),
    Read(
        "trial balance of a year ago",
        "SELECT * FROM reporting.get_trial_balance(current_date - 365)",
        300,
    ),
    Read(
        "balance sheet of twelve months",
        "SELECT * FROM reporting.get_balance_sheet(current_date - 330, current_date)",
        300,
    ),
    Read("events, the first 1,000", "SELECT * FROM ledger.list_events()", None),
)


def time_reads(database: Database, *, times: int, days: int) -> list[dict[str, Any]]:
    """Ask each question so often, on one connection, and return median and p95 in ms."""
    told = []
    with database.connect(LOGIN, prepare_threshold=1) as connection:
        players = [
            row[0] for row in connection.execute("SELECT account_id FROM bench.player ORDER BY n")
        ]
        for read in READS:
            taken = []
            rows = 0
            for _ in range(times if (read.aim_ms or 0) < 300 else max(3, times // 20)):
                past = [f"{random.uniform(0, days):.6f} days" for _ in range(2)]
                row = connection.execute(
                    "SELECT now() - %s::interval, now() - %s::interval", past
                ).fetchone()
                assert row is not None
                values = {
                    "account": players[0] if read.of_busiest else random.choice(players),
                    "moment": row[0],
                    "effective": row[1],
                }
                began = time.perf_counter()
                rows = len(connection.execute(read.ask.encode(), values).fetchall())
                taken.append((time.perf_counter() - began) * 1000)
            told.append(
                {
                    "read": read.name,
                    "rows": rows,
                    "median_ms": round(statistics.median(taken), 2),
                    "p95_ms": round(sorted(taken)[int(len(taken) * 0.95)], 2),
                    "aim_ms": read.aim_ms,
                }
            )
    return told
