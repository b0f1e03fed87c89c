"""The recipe for SQLAlchemy, as docs/how-to/reporting.md gives it."""

from __future__ import annotations

import re
import runpy
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.docs.blocks import ROOT, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import MetaData

PAGE = ROOT / "docs" / "how-to" / "reporting.md"


@contextmanager
def reflected(url: str, folder: Path) -> Iterator[MetaData]:
    """Run the page's block against a ledger and yield what it has reflected."""
    (block,) = (b for b in blocks_of(PAGE.read_text(encoding="utf-8")) if b.kind == "python")
    here = re.sub(
        r'"postgresql\+psycopg://[^"]*"',
        lambda _: repr(url.replace("postgresql://", "postgresql+psycopg://", 1)),
        block.text,
    )
    program = folder / "recipe.py"
    program.write_text(here, encoding="utf-8")
    said = runpy.run_path(str(program))
    try:
        yield said["ledger"]
    finally:
        said["engine"].dispose()


def keys_of(ledger: MetaData) -> dict[str, set[str]]:
    """Return the columns of each view's key, by the view's name."""
    return {
        view.name: {column.name for column in view.primary_key} for view in ledger.tables.values()
    }


def references_of(ledger: MetaData) -> set[tuple[str, str, str, str]]:
    """Return view and column, and the view and column that they lead to."""
    return {
        (view.name, key.parent.name, key.column.table.name, key.column.name)
        for view in ledger.tables.values()
        for key in view.foreign_keys
    }
