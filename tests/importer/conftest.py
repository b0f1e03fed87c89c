"""Fixtures of the importer's tests: the bank's half year, and imports into the test's database."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.importer.running import Zerosum, importer_of
from tests.support.databases import Database
from webapp.importer.connection import Session
from webapp.importer.report import RefusalReport
from webapp.importer.run import Plan, run_import
from webapp.importer.summary import Summary

Connect = Callable[[], psycopg.Connection[Any]]
RunImport = Callable[..., Summary]


@pytest.fixture(scope="session")
def bank() -> Path:
    """Return the folder of real transactions of 1993."""
    return Path(__file__).parent / "data" / "pkdd99"


@pytest.fixture
def connect(database: Database) -> Connect:
    """Return how an import connects: as a DBA."""
    return lambda: database.connect("ledger_dba")


@pytest.fixture
def import_into_database(connect: Connect) -> RunImport:
    """Return a function that imports a journal, and perhaps a list of accounts, and sums it up."""
    return importing(connect)


@pytest.fixture
def run_zerosum_import(database: Database, tmp_path: Path) -> Zerosum:
    """Return a function that runs `zerosum import` on the test's database."""
    return importer_of(database, tmp_path)


def importing(connect: Connect) -> RunImport:
    """Return a function that imports through connections made by ``connect``."""

    def run(journal: Path, accounts: Path | None = None, **options: Any) -> Summary:  # noqa: ANN401
        with RefusalReport(None) as refusals, Session(connect) as session:
            summary = Summary(refusals)
            plan = Plan(journal=journal, accounts=accounts, quiet=True, **options)
            run_import(plan, session, summary)
        return summary

    return run
