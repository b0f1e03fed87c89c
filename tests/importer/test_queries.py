"""Queries as sources: the same columns and the same checks as a file's."""

import csv
from pathlib import Path

import pytest

from tests.importer.journals import write_accounts
from tests.importer.running import Zerosum, counts, told
from tests.support.databases import Database
from tests.support.ledger_calls import LedgerCalls

QUERY = """
SELECT 'r' || n AS reference, DATE '1993-01-01' + n AS effective_on, 'world' AS from_account,
    'alice' AS to_account, n::numeric(10, 2) AS amount, 'EUR' AS currency,
    CASE WHEN n = 2 THEN E'a "quoted", long\\nstory' END AS description
FROM generate_series(1, {rows}) AS n -- as the shop has them
"""


WRITING = """
SELECT username AS reference, '' AS effective_on, '' AS from_account, '' AS to_account,
    '' AS amount, '' AS currency
FROM ledger.create_user('eve')
"""


def test_a_query_is_a_journal(
    tmp_path: Path, run_zerosum_import: Zerosum, ledger: LedgerCalls, database: Database
) -> None:
    """Its rows are posted, in its order, under its references, and once."""
    write_accounts(tmp_path / "a.csv")
    (tmp_path / "q.sql").write_text(f"{QUERY.format(rows=5)};\n")

    first = run_zerosum_import("--query", QUERY.format(rows=3), "--accounts", "a.csv", "--json")
    second = run_zerosum_import("--query-file", "q.sql", "--json", "--batch-size", "2")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert (told(first)["posted"], told(second)["posted"]) == (3, 2)
    assert told(second)["already_there"] == 3
    assert ledger.call("find_account", code="alice").balance == 15
    with database.connect() as connection:
        found = connection.execute(
            "SELECT description FROM ledger.transactions WHERE idempotency_key = 'r2'"
        ).fetchone()
    assert found == ('a "quoted", long\nstory',)


def test_a_querys_rows_meet_the_same_checks(tmp_path: Path, run_zerosum_import: Zerosum) -> None:
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

    done = run_zerosum_import(
        "--query", query, "--accounts", "a.csv", "--json", "--refused", "r.csv"
    )

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
            WRITING,
            "query: cannot execute",
        ),
    ],
)
def test_a_query_that_cannot_be_used_is_one_clear_line(
    run_zerosum_import: Zerosum, database: Database, query: str, message: str
) -> None:
    """14, and nothing is written: the query's session only reads."""
    before = counts(database)
    done = run_zerosum_import("--query", query)

    assert (done.returncode, done.stdout) == (14, "")
    assert done.stderr.startswith(f"zerosum: {message}")
    assert done.stderr.count("\n") == 1
    assert counts(database) == before


def test_a_query_that_fails_on_its_way_tells_what_was_posted(
    tmp_path: Path, run_zerosum_import: Zerosum
) -> None:
    """What came before it is posted and told; the next run goes on from there."""
    write_accounts(tmp_path / "a.csv")
    query = QUERY.format(rows=20_000).replace("n::numeric", "(1 / (n - 20000) * 0 + 1)::numeric")

    done = run_zerosum_import("--query", query, "--accounts", "a.csv", "--json")

    summary = told(done)
    assert done.returncode == 14
    assert "division by zero" in done.stderr
    assert summary["complete"] is False
    assert 0 < summary["posted"] < 20_000
