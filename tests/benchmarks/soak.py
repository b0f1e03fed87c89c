"""Post at full rate for long and watch vacuum keep up: ``python -m tests.benchmarks.soak``.

Eight clients post single transfers (uniform and to one hot account, some of them gathered),
batches of 50, and holds that are captured. Autovacuum and the tables' settings are as shipped. At
the end: the last quarter's rate against the first's, what a table holds that is dead or free, how
full the leaves of its indexes are, and whether the books are right.
"""

from __future__ import annotations

import statistics
import sys
from typing import TYPE_CHECKING, Any

from psycopg.rows import dict_row

from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say, table
from tests.benchmarks.contenders import GATHERED, HOLD, HOT, UNIFORM, ZEROSUM, batch_of_zerosum
from tests.benchmarks.disk import POSTED, density
from tests.benchmarks.ground import books_are_right
from tests.benchmarks.lines import Line, write_lines
from tests.benchmarks.pgbench import Run, Script, run_scripts

if TYPE_CHECKING:
    import argparse

    from tests.support.databases import Database

_BATCH = 50
_MIX = (
    Script(UNIFORM + ZEROSUM, weight=60),
    Script(HOT + ZEROSUM, weight=10),
    Script(HOT + GATHERED, weight=10),
    Script(batch_of_zerosum(_BATCH), transfers=_BATCH, weight=5),
    Script(UNIFORM + HOLD, weight=15),
)
_STATE = """
    SELECT c.relname AS name, pg_table_size(c.oid) AS heap, pg_indexes_size(c.oid) AS indexes,
        s.n_dead_tup AS dead, s.n_tup_upd AS updates, s.n_tup_hot_upd AS hot_updates,
        s.autovacuum_count AS vacuums,
        extract(epoch FROM clock_timestamp() - s.last_autovacuum)::integer AS vacuumed_ago_s
    FROM pg_class AS c JOIN pg_stat_all_tables AS s ON s.relid = c.oid
    WHERE c.oid = ANY (%s::regclass[])
    ORDER BY c.relname
"""


def main() -> int:
    """Soak, minute by minute."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--minutes", type=int, default=20)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--minute", type=int, default=60, help="seconds that a minute lasts")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Soak on prepared ground."""
    ran = begin(database, asked)
    minutes: list[dict[str, Any]] = []
    before = _state(database)
    for minute in range(1, asked.minutes + 1):
        done = run_scripts(
            database, *_MIX, clients=asked.clients, seconds=asked.minute, logged=True
        )
        after = _state(database)
        minutes.append({"minute": minute} | _told(done) | {"tables": _change(before, after)})
        _say_minute(minutes[-1])
        before = after
    rates = [minute["rate"] for minute in minutes]
    quarter = max(1, len(rates) // 4)
    kept = statistics.mean(rates[-quarter:]) / statistics.mean(rates[:quarter])
    say(f"rate of the last quarter against the first: {kept:.2f}")
    found = density(database)
    table(list(found[0]), [list(row.values()) for row in found])
    right = books_are_right(database)
    say(f"ledger.verify(): {'every promise holds' if right else 'BROKEN'}")
    figures = {"ran": ran, "minutes": minutes, "last_to_first_quarter": kept, "density": found}
    keep(asked, "soak.json", figures | {"books_are_right": right})
    line = Line("transfers", [(float(m["minute"]), m["rate"]) for m in minutes])
    title = f"Soak: {asked.clients} clients, singles, batches and holds"
    write_lines(asked.to / "soak.svg", title, "minute", "transfers a second", [line])
    return 0 if right else 1


def _told(done: Run) -> dict[str, float]:
    return {
        "rate": round(done.rate),
        "transfers": done.transfers,
        "p50_ms": round(done.quantile(0.5), 2),
        "p99_ms": round(done.quantile(0.99), 2),
        "wal_bytes": round(done.wal_bytes),
        "cpu_us": round(done.cpu_us),
        "failed": done.failed,
    }


def _state(database: Database) -> dict[str, dict[str, Any]]:
    with database.connect(row_factory=dict_row) as connection:
        rows = connection.execute(_STATE, (list(POSTED),)).fetchall()
    return {row["name"]: row for row in rows}


def _change(
    before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return the state of each table, with the share of this minute's updates that were HOT."""
    changed = {}
    for name, now in after.items():
        updates = now["updates"] - before[name]["updates"]
        hot = now["hot_updates"] - before[name]["hot_updates"]
        changed[name] = now | {"hot_share": round(hot / updates, 4) if updates else None}
    return changed


def _say_minute(minute: dict[str, Any]) -> None:
    say(
        "minute {minute}: {rate:,}/s, p50 {p50_ms} ms, p99 {p99_ms} ms, {wal_bytes:,} B WAL and "
        "{cpu_us} us CPU a transfer, {failed} calls failed".format(**minute)
    )
    table(
        ("table", "heap MB", "index MB", "dead rows", "vacuums", "last, s ago", "HOT"),
        [
            (
                f"  {name}",
                f"{now['heap'] / 1e6:.1f}",
                f"{now['indexes'] / 1e6:.1f}",
                f"{now['dead']:,}",
                now["vacuums"],
                "-" if now["vacuumed_ago_s"] is None else now["vacuumed_ago_s"],
                "-" if now["hot_share"] is None else f"{now['hot_share']:.1%}",
            )
            for name, now in minute["tables"].items()
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
