"""What a transfer to another cell costs: ``python -m tests.benchmarks.cells``.

Two cells in two databases of one server, one connection to each. A transfer within the cell is one
call, one to the other cell is three: each a prepared statement with a key, in turn, and what is
compared is the processor time of the servers' processes.
"""

from __future__ import annotations

import random
import statistics
from typing import TYPE_CHECKING, Any

import psutil

from migrations.engine import deploy
from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table
from tests.support.databases import create_database

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    import psycopg

    from tests.support.databases import Database

_ACCOUNTS = 1000
_OTHER = "benchmark_other_cell"
_OPEN = """
    SELECT array_agg(o.account_id)
    FROM generate_series(1, %s) AS n
    CROSS JOIN LATERAL ledger.open_account(
        'USD', p_code => 'sender-' || n, p_min_balance => '-Infinity'
    ) AS o
"""
_WITHIN = "SELECT t.status FROM ledger.post_transfer(%s, %s, 1, p_idempotency_key => %s) AS t"
_OUT = "SELECT o.transfer_id FROM ledger.pay_out(%s, %s, 1, 1, p_idempotency_key => %s) AS o"
_IN = "SELECT i.transaction_id FROM ledger.pay_in(%s, 0, %s, %s, 1, 'USD') AS i"
_SETTLE = "SELECT o.status FROM ledger.settle(%s, %s) AS o"


def main() -> int:
    """Send within the cell and to the other one, in turn."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--transfers", type=int, default=1000, help="a round")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Measure on prepared ground."""
    ran = begin(database, asked)
    create_database(database.cluster, _OTHER)
    other = type(database)(database.cluster, _OTHER)
    deploy(other.url)
    with database.connect() as here, other.connect() as there:
        here.execute("SELECT ledger.add_cell(1)")
        there.execute("SELECT ledger.set_cell_number(1), ledger.add_cell(0)")
        mine, theirs = _ids(here), _ids(there)
        number = iter(range(1_000_000_000))

        def within() -> None:
            payer, payee = random.sample(mine, 2)
            here.execute(_WITHIN, (payer, payee, f"w{next(number)}"), prepare=True)

        sent: list[tuple[Any, Any, Any]] = []
        paid: list[tuple[Any, Any]] = []

        def pay_out() -> None:
            payer, payee = random.choice(mine), random.choice(theirs)
            key = f"a{next(number)}"
            ((transfer,),) = here.execute(_OUT, (payer, payee, key), prepare=True).fetchall()
            sent.append((transfer, payer, payee))

        def pay_in() -> None:
            transfer = sent.pop()
            ((taken,),) = there.execute(_IN, transfer, prepare=True).fetchall()
            paid.append((transfer[0], taken))

        def settle() -> None:
            ((status,),) = here.execute(_SETTLE, paid.pop(), prepare=True).fetchall()
            assert status == "COMPLETED"

        steps: dict[str, Callable[[], None]] = {
            "within": within,
            "pay_out": pay_out,
            "pay_in": pay_in,
            "settle": settle,
        }
        spent: dict[str, list[float]] = {name: [] for name in steps}
        for number_of_round in range(asked.rounds):
            for name, step in steps.items():
                before = _seconds(here) + _seconds(there)
                for _ in range(asked.transfers):
                    step()
                after = _seconds(here) + _seconds(there)
                spent[name].append((after - before) / asked.transfers * 1e6)
            say(f"round {number_of_round + 1} of {asked.rounds}")
    parts = (spent["pay_out"], spent["pay_in"], spent["settle"])
    spent["across"] = [sum(times) for times in zip(*parts, strict=True)]
    ratios = [a / w for a, w in zip(spent["across"], spent["within"], strict=True)]
    table(
        ["us of processor time a transfer", "least", "median"],
        [
            [name, f"{min(times):.0f}", f"{statistics.median(times):.0f}"]
            for name, times in spent.items()
        ],
    )
    say(f"across costs {statistics.median(ratios):.2f} times within, median of {len(ratios)}")
    keep(asked, "cells.json", {"ran": ran, "us": spent, "ratio": statistics.median(ratios)})
    return 0


def _ids(connection: psycopg.Connection[Any]) -> list[Any]:
    (row,) = connection.execute(_OPEN, (_ACCOUNTS,)).fetchall()
    ids: list[Any] = row[0]
    return ids


def _seconds(connection: psycopg.Connection[Any]) -> float:
    times = psutil.Process(connection.info.backend_pid).cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    raise SystemExit(main())
