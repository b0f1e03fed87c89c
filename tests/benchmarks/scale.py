"""Measure a ledger with a long past against an empty one: ``python -m tests.benchmarks.scale``.

Both stand in one server and take turns. Beside them are 90,000 accounts at rest, so lists and the
trial balance read 100,000. The busiest account has a tenth of all that was ever posted.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from tests.benchmarks.case import Case
from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table
from tests.benchmarks.contenders import batch_of_players, transfer_of_players
from tests.benchmarks.disk import sizes
from tests.benchmarks.ground import books_are_right, count_transactions, remember
from tests.benchmarks.measure import measure
from tests.benchmarks.reads import time_reads
from tests.benchmarks.report import figures_of, lines_of, write_chart
from tests.support.databases import Database, create_database

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

_YEARS = 3
_IDLE = """
    SELECT count(*) FROM ledger.open_accounts(ARRAY(
        SELECT jsonb_populate_record(NULL::ledger.account_request, jsonb_build_object(
            'currency', 'USD', 'code', 'idle-' || n, 'metadata',
            jsonb_build_object('branch', n %% 1000)))
        FROM generate_series(%s::int, %s::int) AS n
    ))
"""


def main() -> int:
    """Build the past, then measure posting, reading and proving."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--history", type=int, default=1_000_000, help="transfers in the past")
    parser.add_argument("--players", type=int, default=10_000, help="accounts that move")
    parser.add_argument("--idle", type=int, default=90_000, help="accounts beside them")
    parser.add_argument("--dated", default="never", choices=("never", "in order", "late"))
    parser.add_argument("--only", nargs="*", default=[], help="words that a case's name holds")
    parser.add_argument("--rounds", type=int, default=3, help="after one that warms up")
    parser.add_argument("--seconds", type=int, default=10, help="for each contender in each round")
    parser.add_argument("--reads", type=int, default=200, help="how often each is asked")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Measure on prepared ground, which gets a second database beside it."""
    ran = begin(database, asked)
    with database.connect() as connection:
        for first in range(1, asked.idle + 1, 10_000):
            connection.execute(_IDLE, (first, min(first + 9_999, asked.idle)))
    past = Database(database.cluster, f"{database.name}_past")
    create_database(past.cluster, past.name, database.name)
    began = time.perf_counter()
    remember(
        past,
        asked.history,
        accounts=asked.players,
        years=_YEARS,
        dated=asked.dated,
        progress=_tell(asked.history),
    )
    building = time.perf_counter() - began
    say(f"history of {asked.history:,} transfers built in {building:,.0f} s")

    reads = time_reads(past, times=asked.reads, days=_YEARS * 365)
    table(list(reads[0]), [list(row.values()) for row in reads])
    results = []
    for case in _cases(asked.players):
        if not all(word in case.name for word in asked.only):
            continue
        results.append(
            measure(
                past,
                case,
                rounds=asked.rounds,
                seconds=asked.seconds,
                elsewhere={"empty": database},
            )
        )
        say(*lines_of(results[-1]))

    proofs = [_new_proof(past), _full_proof(past)]
    table(list(proofs[0]), [list(row.values()) for row in proofs])
    right = all(row["ok"] for row in proofs) and books_are_right(database)
    figures = {"ran": ran, "building_seconds": building, "reads": reads, "proofs": proofs}
    figures |= {"bytes_on_disk": sizes(past), "cases": figures_of(results)}
    say(f"bytes on disk: {figures['bytes_on_disk']}")
    name = f"scale-{asked.history}"
    keep(asked, f"{name}.json", figures)
    write_chart(asked.to / f"{name}.svg", results)
    return 0 if right else 1


def _cases(players: int) -> list[Case]:
    # Batches come first: they touch every account, which warms up what follows.
    uniform = transfer_of_players(players)
    loads = (
        ("batches of 500", 1, 500, batch_of_players(500, players)),
        ("one per call, uniform, 8 clients", 8, 1, uniform),
        ("one hot account, 8 clients", 8, 1, transfer_of_players(players, to_busiest=True)),
    )
    return [
        Case(
            name=name,
            clients=clients,
            per_call=size,
            scripts={"long past": script, "empty": script},
            aims={"empty": 0.9},
        )
        for name, clients, size, script in loads
    ]


def _new_proof(database: Database) -> dict[str, Any]:
    with database.connect() as connection:
        began = time.perf_counter()
        row = connection.execute(
            "SELECT transactions, is_ok FROM ledger.verify_new(10000)"
        ).fetchone()
        assert row is not None
        seconds = round(time.perf_counter() - began, 2)
    return {"proof": "ledger.verify_new(10000)", "read": row[0], "seconds": seconds, "ok": row[1]}


def _full_proof(database: Database) -> dict[str, Any]:
    read = count_transactions(database)
    began = time.perf_counter()
    right = books_are_right(database)
    seconds = round(time.perf_counter() - began, 2)
    return {"proof": "ledger.verify()", "read": read, "seconds": seconds, "ok": right}


def _tell(whole: int) -> Callable[[int], None]:
    began = time.perf_counter()

    def tell(done: int) -> None:
        if done % 1_000_000 == 0 or done == whole:
            say(f"  {done:,} transfers after {time.perf_counter() - began:,.0f} s")

    return tell


if __name__ == "__main__":
    sys.exit(main())
