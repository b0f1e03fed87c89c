"""Queries as sources, and dry runs: the same columns, the same checks, the same words."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.importer.journals import HEADER, write_accounts, write_journal
from tests.support.databases import Database
from tests.support.ledger_calls import LedgerCalls

GOOD = "r1,1993-01-01,world,alice,5.00,EUR,salary"
REFUSED = "r2,1993-01-01,alice,bob,6.00,EUR,rent"
QUERY = """
SELECT 'r' || n AS reference, DATE '1993-01-01' + n AS effective_on, 'world' AS from_account,
    'alice' AS to_account, n::numeric(10, 2) AS amount, 'EUR' AS currency,
    CASE WHEN n = 2 THEN E'a "quoted", long\\nstory' END AS description
FROM generate_series(1, {rows}) AS n -- as the shop has them
"""
# Accounts that a dry run opens get other ids than those that stay.
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Zerosum = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def zerosum(database: Database, tmp_path: Path) -> Zerosum:
    """Return a function that runs the command on the test's database."""
    settings = {"ZEROSUM_DATABASE_URL": database.url_as("ledger_dba")}

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "webapp.cli", "import", *arguments],
            env=os.environ | settings,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def told(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    """Return the summary without what differs from run to run."""
    summary: dict[str, Any] = json.loads(_ID.sub("id", done.stdout))
    for name in ("seconds", "rows_per_second", "dry_run"):
        del summary[name]
    for check in summary["verify"]:
        del check["detail"]
    return summary


def counts(database: Database) -> tuple[Any, ...]:
    """Return how many rows the ledger has of what an import writes."""
    with database.connect() as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM ledger.transactions),"
            " (SELECT count(*) FROM ledger_private.account),"
            " (SELECT count(*) FROM ledger_private.app_user),"
            " (SELECT count(*) FROM ledger.audit_logs)"
        ).fetchone()
    assert row is not None
    return tuple(row)


def test_a_dry_run_tells_what_the_real_one_does_and_leaves_nothing(
    tmp_path: Path, zerosum: Zerosum, database: Database
) -> None:
    """Accounts, refusals that depend on earlier rows, totals, checks, files and exit code."""
    write_journal(
        tmp_path / "j.csv",
        f"{GOOD},5.00",
        f"{REFUSED},x",
        "r3,1993-01-01,alice,bob,5.00,EUR,all,0",
        "r4,1993-01-01,alice,nobody,5.00,EUR,all,0",
        "r5,1993-01-01,bob,world,5.00,EUR,all,7",
        header=f"{HEADER},reported_balance",
    )
    write_accounts(tmp_path / "a.csv")
    command = ("j.csv", "--accounts", "a.csv", "--json", "--check-balances", "--batch-size", "2")
    before = counts(database)

    dry = zerosum(*command, "--dry-run", "--refused", "dry.csv")
    after = counts(database)
    real = zerosum(*command, "--refused", "real.csv")

    assert (dry.returncode, real.returncode, dry.stderr) == (13, 13, "")
    assert after == before
    assert counts(database) != before
    assert told(dry) == told(real)
    assert json.loads(dry.stdout)["dry_run"] is True
    dry_file, real_file = ((tmp_path / name).read_text() for name in ("dry.csv", "real.csv"))
    assert _ID.sub("id", dry_file) == _ID.sub("id", real_file)


def test_a_dry_run_says_so(tmp_path: Path, zerosum: Zerosum) -> None:
    """The first line tells that nothing was written."""
    write_journal(tmp_path / "j.csv")
    done = zerosum("j.csv", "--dry-run")

    assert (done.returncode, done.stdout.partition(":")[0]) == (0, "dry run")


def test_a_query_is_a_journal(
    tmp_path: Path, zerosum: Zerosum, ledger: LedgerCalls, database: Database
) -> None:
    """Its rows are posted, in its order, under its references, and once."""
    write_accounts(tmp_path / "a.csv")
    (tmp_path / "q.sql").write_text(f"{QUERY.format(rows=5)};\n")

    first = zerosum("--query", QUERY.format(rows=3), "--accounts", "a.csv", "--json")
    second = zerosum("--query-file", "q.sql", "--json", "--batch-size", "2")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert (told(first)["posted"], told(second)["posted"]) == (3, 2)
    assert told(second)["already_there"] == 3
    assert ledger.call("find_account", code="alice").balance == 15
    with database.connect() as connection:
        found = connection.execute(
            "SELECT description FROM ledger.transactions WHERE idempotency_key = 'r2'"
        ).fetchone()
    assert found == ('a "quoted", long\nstory',)


def test_a_querys_rows_meet_the_same_checks(tmp_path: Path, zerosum: Zerosum) -> None:
    """Refused, named by line, written to be mended, and columns that are not read are told."""
    write_accounts(tmp_path / "a.csv")
    query = """
        SELECT * FROM (VALUES
            ('r1', '1993-01-01', 'world', 'alice', '5', 'EUR', '0.5'),
            ('r2', '01/01/1993', 'world', 'alice', '5', 'EUR', '0.5'),
            ('r3', '1993-01-01', 'world', NULL, '5', 'EUR', '0.5'),
            ('r4', '1993-01-01', 'alice', 'bob', '9', 'EUR', '0.5')
        ) AS v (reference, effective_on, from_account, to_account, amount, currency, fee)
    """

    done = zerosum("--query", query, "--accounts", "a.csv", "--json", "--refused", "r.csv")

    summary = told(done)
    assert done.returncode == 13, done.stderr
    assert [(r["file"], r["line"], r["code"]) for r in summary["first_refusals"]] == [
        ("query", 3, "LG109"),
        ("query", 4, "LG108"),
        ("query", 5, "LG201"),
    ]
    assert summary["ignored_columns"] == {"query": ["fee"]}
    with (tmp_path / "r.csv").open(newline="") as stream:
        assert [row["reference"] for row in csv.DictReader(stream)] == ["r2", "r3", "r4"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELEC 1", "query: syntax error"),
        ("SELECT 1 AS reference", "query: no column effective_on"),
        ("SELECT * FROM ledger_private.account", "query: permission denied"),
        ("SELECT 1; DROP TABLE x", "query: syntax error"),
        ("SELECT 1) TO STDOUT; DROP TABLE x; --", "query: "),
        (
            (
                "SELECT username AS reference, 1 AS effective_on, 1 AS from_account, 1 AS to_account,"
                " 1 AS amount, 1 AS currency FROM ledger.create_user('eve')"
            ),
            "query: cannot execute",
        ),
    ],
)
def test_a_query_that_cannot_be_used_is_one_clear_line(
    zerosum: Zerosum, database: Database, query: str, message: str
) -> None:
    """14, and nothing is written: the query's session only reads."""
    before = counts(database)
    done = zerosum("--query", query)

    assert (done.returncode, done.stdout) == (14, "")
    assert done.stderr.startswith(f"zerosum: {message}")
    assert done.stderr.count("\n") == 1
    assert counts(database) == before


def test_a_query_that_fails_on_its_way_tells_what_was_posted(
    tmp_path: Path, zerosum: Zerosum
) -> None:
    """What came before it is posted and told; the next run goes on from there."""
    write_accounts(tmp_path / "a.csv")
    query = QUERY.format(rows=20_000).replace("n::numeric", "(1 / (n - 20000) * 0 + 1)::numeric")

    done = zerosum("--query", query, "--accounts", "a.csv", "--json")

    summary = told(done)
    assert done.returncode == 14
    assert "division by zero" in done.stderr
    assert summary["complete"] is False
    assert 0 < summary["posted"] < 20_000


@pytest.mark.parametrize("arguments", [[], ["j.csv", "--query", "SELECT 1"]])
def test_one_source_is_named(zerosum: Zerosum, arguments: list[str]) -> None:
    """2: a file or a query, not both and not neither."""
    done = zerosum(*arguments)

    assert done.returncode == 2
    assert "name one of" in done.stderr


def test_the_mapping_of_options_is_kept_and_used(tmp_path: Path, zerosum: Zerosum) -> None:
    """What was told on the command line the first time is a file the next time."""
    write_accounts(tmp_path / "a.csv")
    (tmp_path / "j.csv").write_text("Konto\nTag;An;Betrag;Spesen\n02.01.1993;alice;5,00;0,10\n")
    options = [
        "--delimiter",
        ";",
        "--skip-lines",
        "1",
        "--date-order",
        "dmy",
        "--decimal-mark",
        ",",
    ]
    options += ["--column", "effective_on=Tag", "--column", "to_account=An"]
    options += ["--column", "amount=Betrag", "--value", "from_account=world"]
    options += ["--value", "currency=EUR", "--fee", "Spesen=bob", "--derive-references"]

    first = zerosum("j.csv", "--accounts", "a.csv", *options, "--save-mapping", "m.json", "--json")
    second = zerosum("j.csv", "--mapping", "m.json", "--json")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert (told(first)["posted"], told(second)["already_there"]) == (1, 1)
    assert told(first)["currencies"]["EUR"]["amount_posted"] == "5.10"
    assert told(first)["ignored_columns"] == {}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--refused", "j.csv"], "would overwrite"),
        (["--save-mapping", "j.csv"], "would overwrite"),
        (["--refused", "x.csv", "--report", "x.csv"], "two files would be written"),
        (["--mapping", "absent.json"], "absent.json: No such file"),
        (["--decimal-mark", ";"], "decimal_mark: Input should be"),
        (["--check-balances"], "no column reported_balance"),
    ],
)
def test_options_that_cannot_be_are_one_clear_line(
    tmp_path: Path, zerosum: Zerosum, arguments: list[str], message: str
) -> None:
    """14, before anything is read or written."""
    write_journal(tmp_path / "j.csv", GOOD)
    done = zerosum("j.csv", *arguments)

    assert (done.returncode, done.stdout) == (14, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "j.csv").read_text().endswith(f"{GOOD}\n")


def test_balances_that_do_not_agree_have_an_exit_code(tmp_path: Path, zerosum: Zerosum) -> None:
    """15, with the lines and what is wrong, here and in the report."""
    write_journal(
        tmp_path / "j.csv",
        f"{GOOD},five",
        "r2,1993-01-02,world,alice,5.00,EUR,salary,11.00",
        header=f"{HEADER},reported_balance",
    )
    write_accounts(tmp_path / "a.csv")

    done = zerosum("j.csv", "--accounts", "a.csv", "--check-balances", "--report", "report.csv")

    assert done.returncode == 15, done.stderr
    assert "reported balances: 0 of 1 agree, 1 within 1, 1 unreadable" in done.stdout
    assert "j.csv\t2\tr1\tCSV09\tbalance_unreadable\tfive" in done.stdout
    assert "j.csv\t3\tr2\tCSV10\tbalance_disagrees\treported 11.00, in the ledger 10.00" in (
        done.stdout
    )
    with (tmp_path / "report.csv").open(newline="") as stream:
        assert [row["code"] for row in csv.DictReader(stream)] == ["CSV09", "CSV10"]
