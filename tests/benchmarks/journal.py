"""Import a large journal: ``python -m tests.benchmarks.journal --megabytes 1000``.

The file is made first: transfers among accounts of which one is the bank's till. With ``--query``
the same rows lie in a table and are read from there. Told are rows a second, and the most memory
that the command ever held.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.command import arguments, begin, keep, on_new_ground, say
from tests.benchmarks.disk import sizes
from tests.benchmarks.ground import books_are_right

if TYPE_CHECKING:
    import argparse

    from tests.support.databases import Database

_ROW = "journal-{n:012},2020-01-{day:02},{payer},customer:{payee},{amount}.25,USD,{text}\n"
_TEXT = "standing order, as agreed; reference of the customer and more of the kind".replace(",", "")


def main() -> int:
    """Make a file and import it."""
    return on_new_ground(run, options())


def options() -> argparse.ArgumentParser:
    """Return what can be asked for."""
    parser = arguments(__doc__)
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--query", action="store_true", help="from a table instead of the file")
    return parser


def run(database: Database, asked: argparse.Namespace) -> int:
    """Import into prepared ground."""
    ran = begin(database, asked)
    with tempfile.TemporaryDirectory(prefix="zs-journal-") as folder:
        rows = _write(Path(folder), asked.megabytes, asked.accounts)
        say(f"a journal of {asked.megabytes:g} MB, {rows:,} rows")
        source = [str(Path(folder) / "journal.csv")]
        if asked.query:
            _load(database, Path(folder))
            source = ["--query", "SELECT * FROM journal ORDER BY reference"]
        began = time.perf_counter()
        summary = _import(database, Path(folder), source)
        seconds = time.perf_counter() - began
    # The largest of the children that have ended is the command: pgbench is smaller.
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    figures: dict[str, Any] = {
        "megabytes": asked.megabytes,
        "rows": rows,
        "seconds": round(seconds, 1),
        "rows_per_second": round(rows / seconds),
        "largest_mb": round(largest),
        "summary": summary,
    }
    say(
        f"imported and verified in {seconds:,.1f} s: {rows / seconds:,.0f} rows/s, at most "
        f"{largest:.0f} MB of memory"
    )
    right = summary["complete"] and books_are_right(database)
    figures["bytes_on_disk"] = sizes(database)
    say(f"ledger.verify(): {'every promise holds' if right else 'BROKEN'}")
    keep(asked, "journal.json", {"ran": ran} | figures)
    return 0 if right else 1


def _write(folder: Path, megabytes: float, accounts: int) -> int:
    """Write accounts.csv and journal.csv; return the number of the journal's rows."""
    with (folder / "accounts.csv").open("w") as stream:
        stream.write("account_code,kind,currency,opened_on,overdraft_limit\n")
        stream.write("till,asset,USD,2020-01-01,unlimited\n")
        stream.writelines(
            f"customer:{n},liability,USD,2020-01-01,unlimited\n" for n in range(1, accounts)
        )
    written = n = 0
    with (folder / "journal.csv").open("w") as stream:
        written += stream.write(
            "reference,effective_on,from_account,to_account,amount,currency,description\n"
        )
        while written < megabytes * 1e6:
            n += 1
            payee = n * 7919 % (accounts - 1) + 1
            payer = "till" if n % 10 == 0 else f"customer:{payee % (accounts - 1) + 1}"
            written += stream.write(
                _ROW.format(
                    n=n, day=n % 28 + 1, payer=payer, payee=payee, amount=n % 997 + 1, text=_TEXT
                )
            )
    return n


def _load(database: Database, folder: Path) -> None:
    """Put the rows of the file into a table that the import's login reads."""
    with database.connect() as connection:
        connection.execute(
            "CREATE TABLE journal (reference text PRIMARY KEY, effective_on date,"
            " from_account text, to_account text, amount numeric, currency text, description text);"
            "GRANT SELECT ON journal TO ledger_dba"
        )
        with (
            (folder / "journal.csv").open("rb") as stream,
            connection.cursor() as cursor,
            cursor.copy("COPY journal FROM STDIN (FORMAT csv, HEADER)") as copy,
        ):
            while chunk := stream.read(1_000_000):
                copy.write(chunk)


def _import(database: Database, folder: Path, source: list[str]) -> dict[str, Any]:
    done = subprocess.run(
        [
            sys.executable, "-m", "webapp.cli", "import", *source,
            "--accounts", str(folder / "accounts.csv"), "--json",
        ],
        env={**os.environ, "ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")},
        stdout=subprocess.PIPE,
        check=True,
    )  # fmt: skip
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


if __name__ == "__main__":
    sys.exit(main())
