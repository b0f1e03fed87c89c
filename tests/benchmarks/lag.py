"""How far the worker is behind while money moves: ``python -m tests.benchmarks.lag --rate 1000``.

Sessions post transfers at the rate that is asked for, one call a transfer; ``zerosum work`` does
all of its jobs beside them on the same machine. Every fifth of a second each job is asked how old
the oldest event is that it has yet to do.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table
from tests.benchmarks.fraud import OPEN

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from tests.support.databases import Database

_LOOKS = 0.2  # seconds between two looks
_ACCOUNTS = (
    "SELECT a.account_id FROM ledger.accounts AS a WHERE a.code LIKE 'customer-%' ORDER BY 1"
)
_WATCHED = "SELECT ledger.create_monitor(a, 1) FROM unnest(%s::uuid[]) AS a"
_POST = "SELECT status FROM ledger.post_transfer(%s, %s, 0.01, p_idempotency_key => %s)"
_LAGS = "SELECT job_name, lag_events, lag_seconds FROM ledger.list_worker_jobs()"
_PATIENCE = 300.0  # seconds that the worker may take to catch up


def main() -> int:
    """Post, and look."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--rate", type=int, default=1000, help="transfers a second")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--accounts", type=int, default=2000, help="of customers")
    parser.add_argument("--sessions", type=int, default=4, help="that post")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Measure on prepared ground."""
    ran = begin(database, asked)
    with database.connect() as owner:
        owner.execute((OPEN % asked.accounts).encode())
        accounts = [account for (account,) in owner.execute(_ACCOUNTS.encode())]
    with database.connect("ledger_dba") as dba:
        dba.execute(_WATCHED.encode(), (accounts[:20],))
    worker = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "work"],
        env={**os.environ, "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")},
        stdout=subprocess.DEVNULL,
    )
    try:
        _until_idle(database)
        figures = _measure(database, asked, accounts)
        began = time.monotonic()
        _until_idle(database)
        figures["seconds to catch up"] = round(time.monotonic() - began, 1)
    finally:
        worker.terminate()
        worker.wait()
    say(f"{figures['rate']} transfers a second; {figures['seconds to catch up']} s to catch up")
    table(
        ["job", "p50 s", "p99 s", "most s"],
        [(job, *lags.values()) for job, lags in figures["lags"].items()],
    )
    keep(asked, "lag.json", {"ran": ran, **figures})
    return 0


def _measure(
    database: Database, asked: argparse.Namespace, accounts: Sequence[Any]
) -> dict[str, Any]:
    posted = [0] * asked.sessions
    began = time.monotonic()
    ends = began + asked.seconds
    threads = [
        threading.Thread(target=_post, args=(database, asked, accounts, number, posted, ends))
        for number in range(asked.sessions)
    ]
    for thread in threads:
        thread.start()
    seen: dict[str, list[float]] = defaultdict(list)
    with database.connect("ledger_dba") as connection:
        while time.monotonic() < ends:
            for job, seconds in _lags(connection).items():
                seen[job].append(seconds)
            time.sleep(_LOOKS)
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - began
    return {
        "rate": round(sum(posted) / seconds),
        "lags": {job: _summary(lags) for job, lags in sorted(seen.items())},
    }


def _post(  # noqa: PLR0917 - a thread is given all it needs
    database: Database,
    asked: argparse.Namespace,
    accounts: Sequence[Any],
    number: int,
    posted: list[int],
    ends: float,
) -> None:
    """Post at an even pace; who falls behind catches up."""
    pause = asked.sessions / asked.rate
    due = time.monotonic() + pause * number / asked.sessions
    own = accounts[number :: asked.sessions]
    with database.connect("ledger_dba") as session:
        while (now := time.monotonic()) < ends:
            if now < due:
                time.sleep(due - now)
            payer, payee = own[posted[number] % len(own)], own[(posted[number] + 7) % len(own)]
            row = session.execute(
                _POST.encode(), (payer, payee, f"lag-{number}-{posted[number]}"), prepare=True
            ).fetchone()
            assert row == ("COMPLETED",)
            posted[number] += 1
            due += pause


def _lags(connection: Any) -> dict[str, float]:  # noqa: ANN401 - a session
    """Return the age of the oldest event of each job; what has no number yet counts for all."""
    rows = connection.execute(_LAGS.encode()).fetchall()
    ahead = next((float(s or 0) for job, _, s in rows if job == "numbering"), 0.0)
    return {
        job: float(seconds) if events else ahead
        for job, events, seconds in rows
        if seconds is not None
    }


def _until_idle(database: Database) -> None:
    """Wait until nothing is left to do."""
    gives_up = time.monotonic() + _PATIENCE
    with database.connect("ledger_dba") as connection:
        while True:
            lags = _lags(connection)
            if {"analytics", "fraud", "monitors", "numbering"} <= lags.keys() and not any(
                lags.values()
            ):
                return
            if time.monotonic() > gives_up:
                sys.exit(f"the worker is still behind: {lags}")
            time.sleep(_LOOKS)


def _summary(lags: list[float]) -> dict[str, float]:
    ranked = statistics.quantiles(lags, n=100, method="inclusive") if len(lags) > 1 else lags * 99
    return {"p50": round(ranked[49], 2), "p99": round(ranked[98], 2), "most": round(max(lags), 2)}


if __name__ == "__main__":
    sys.exit(main())
