"""The generated pages say what the catalog says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.docs.blocks import ROOT
from tests.docs.reference import pages

if TYPE_CHECKING:
    from tests.support.databases import Database


def stale(database: Database) -> list[str]:
    """Return the pages that differ from what would be written now."""
    with database.connect() as connection:
        return [
            name
            for name, text in pages(connection).items()
            if not (ROOT / name).is_file() or (ROOT / name).read_text(encoding="utf-8") != text
        ]


def test_the_pages_are_fresh(database: Database) -> None:
    """Run make docs after a change of functions, views, tables, comments or errors."""
    assert stale(database) == []


def test_a_stale_page_is_noticed(database: Database) -> None:
    """A comment, a column, a function that the pages do not know."""
    with database.connect() as connection:
        connection.execute("COMMENT ON COLUMN ledger.holds.amount IS 'Something else.'")
        connection.execute("ALTER TABLE ledger_private.hold ADD COLUMN colour text")
        connection.execute("COMMENT ON FUNCTION ledger.version() IS 'Something else.'")
        connection.execute("GRANT EXECUTE ON FUNCTION ledger.rewrap_person TO ledger_auditor")
    assert stale(database) == [
        "docs/reference/functions.md",
        "docs/reference/views.md",
        "docs/reference/rights.md",
        "migrations/tables.sql",
    ]
