"""Planting a fault in one database: a safety test counts once a fault has made it fail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.databases import Database

_SQL = Path(__file__).resolve().parents[2] / "sql"


def mutate(database: Database, function: str, *changes: tuple[str, str]) -> None:
    """Replace pieces of a function's source in the database."""
    # A door and what it rests on may share a name: the inner one is meant.
    paths = sorted(_SQL.rglob(f"{function}.sql"), key=lambda path: path.parent.name != "inner")
    source = paths[0].read_text(encoding="utf-8")
    for old, new in changes:
        assert source.count(old) == 1, f"{function} has no single {old!r}"
        source = source.replace(old, new)
    with database.connect() as connection:
        connection.execute("SET ROLE ledger_owner")
        connection.execute(source.encode())
