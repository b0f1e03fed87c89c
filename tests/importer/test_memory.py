"""Memory does not grow with the journal."""

import tracemalloc
from pathlib import Path

import pytest

from tests.importer.conftest import Connect
from tests.importer.journals import HEADER
from tests.support.databases import Database
from webapp.importer.journal import Journal
from webapp.importer.mapping import Mapping
from webapp.importer.refusals import Refusal, refuse
from webapp.importer.report import KEPT, RefusalReport
from webapp.importer.sources import open_query

MEGABYTE = 1_000_000


@pytest.mark.long
def test_reading_takes_as_little_for_a_large_file_as_for_a_small_one(tmp_path: Path) -> None:
    """Good lines, broken lines and open quotes by the ten thousand are never held together."""
    path = tmp_path / "journal.csv"
    with path.open("w") as stream:
        stream.write(HEADER + "\n")
        for number in range(30_000):
            stray = '"' if number % 2_000 == 0 else ""
            stream.write(f"r{number},1993-01-01,a,b,{number}.00,CZK,{stray}cash deposit\n")
    rows = refused = 0

    tracemalloc.start()
    try:
        journal = Journal(path)
        with journal.table:
            for row in journal:
                rows += 1
                refused += isinstance(row, Refusal)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert (rows, refused) == (30_000, 15)
    assert path.stat().st_size > MEGABYTE
    assert peak < MEGABYTE


@pytest.mark.long
def test_a_query_streams(connect: Connect) -> None:
    """Its rows are neither held here nor read ahead, and references take no memory of Python."""
    query = """
        SELECT DATE '1993-01-01' AS effective_on, 'a' AS from_account, 'b' AS to_account,
            n AS amount, 'CZK' AS currency, repeat('x', 40) AS description
        FROM generate_series(1, 30000) AS n
    """
    references = set()

    tracemalloc.start()
    try:
        journal = Journal(open_query(connect(), query), Mapping(references="derive"))
        with journal.table:
            rows = 0
            for row in journal:
                rows += 1
                if rows % 10_000 == 0:
                    references.add(row.reference)
        read = journal.table.bytes_read
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert (rows, len(references)) == (30_000, 3)
    assert read > MEGABYTE
    assert peak < MEGABYTE


def test_a_query_that_is_not_read_to_its_end_is_stopped(
    connect: Connect, database: Database
) -> None:
    """Closing waits for no row of an endless query, nor leaves it running."""
    source = open_query(connect(), "SELECT generate_series(1, 1000000000000) AS reference")
    assert source.stream.readline() == b"reference\n"

    source.close()

    with database.connect() as connection:
        left = "SELECT FROM pg_stat_activity WHERE query LIKE 'COPY%%' AND datname = %s"
        while connection.execute(left, (database.name,)).fetchall():
            connection.execute("SELECT pg_sleep(0.01)")


def test_a_report_keeps_few_refusals_and_writes_all(tmp_path: Path) -> None:
    """The file has every line, the memory the first ones and a count for each code."""
    path = tmp_path / "report.csv"

    with RefusalReport(path) as report:
        for line in range(1_000):
            report.add(refuse("CSV01", file="j.csv", line=line, reference="a,b", detail='"x"'))

    assert (report.count, len(report.first)) == (1_000, KEPT)
    lines = path.read_text().splitlines()
    assert len(lines) == 1 + 1_000
    assert lines[0] == "file,line,reference,code,name,detail"
    assert lines[1] == 'j.csv,0,"a,b",CSV01,too_few_fields,"""x"""'
