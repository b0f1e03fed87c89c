"""What is kept with a release has rows of every kind, and so has what would be kept today."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.migrations.release.keeping import NEWEST, RELEASES
from tests.migrations.release.life import live
from tests.support.schemas import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.migrations.kept import Kept
    from tests.support.databases import Database
    from tests.support.rig import Rig

pytest_plugins = ["tests.migrations.kept"]

_TABLES = f"""
    SELECT c.oid::regclass::text
    FROM pg_class AS c
    WHERE c.relkind = 'r'
        AND c.relnamespace::regnamespace::text IN {TABLES}
"""
# What a column may hold, where a CHECK of it or of its domain lists that.
_KINDS = f"""
    SELECT a.attrelid::regclass::text, a.attname, coalesce(t.typname, a.attname),
        pg_get_constraintdef(k.oid)
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind = 'r'
    LEFT JOIN pg_type AS t ON t.oid = a.atttypid AND t.typtype = 'd'
    JOIN pg_constraint AS k
        ON k.contypid = t.oid
        OR (k.contype = 'c' AND k.conrelid = a.attrelid AND k.conkey = ARRAY[a.attnum])
    WHERE a.attnum > 0 AND pg_get_constraintdef(k.oid) ~ '= ANY \\(\\(?ARRAY\\['
        AND c.relnamespace::regnamespace::text IN {TABLES}
"""
_LISTED = re.compile(r"'([^']+)'::text")
# No function leaves a row so: the view says of a transaction that it was reversed.
_NEVER = {"PENDING", "REVERSED"}
# What no kept ledger has rows of yet: each line is taken away before the next release is tagged.
_NOT_YET: set[str] = set()


@pytest.fixture(scope="module")
def old(kept: Kept) -> Iterator[Database]:
    """Give the database as it was kept."""
    with kept.clone() as database:
        yield database


@pytest.fixture(scope="module")
def today(rig: Rig) -> Iterator[Database]:
    """Give the database that `make release-tables` would keep now."""
    with rig.clone(rig.template) as database:
        live(database)
        yield database


def empty_tables(database: Database) -> set[str]:
    """Return the tables without a row."""
    with database.connect() as session:
        tables = [row[0] for row in session.execute(_TABLES)]
        assert len(tables) > 30
        return {
            table
            for table in tables
            if session.execute(f"SELECT FROM {table} LIMIT 1".encode()).fetchone() is None
        }


def kinds_not_found(database: Database) -> dict[str, set[str]]:
    """Return what columns may hold by the lists of their conditions, and hold nowhere."""
    listed: dict[str, set[str]] = {}
    found: dict[str, set[str]] = {}
    with database.connect() as session:
        for table, column, kind, definition in session.execute(_KINDS).fetchall():
            if table in _NOT_YET:
                continue
            rows = session.execute(f"SELECT DISTINCT {column}::text FROM {table}".encode())
            listed.setdefault(kind, set()).update(_LISTED.findall(definition))
            found.setdefault(kind, set()).update(row[0] for row in rows)
    assert len(listed) > 10
    missing = {kind: listed[kind] - found[kind] - _NEVER for kind in listed}
    return {kind: words for kind, words in missing.items() if words}


def test_every_table_was_kept_with_rows(old: Database) -> None:
    """A kind of rows that was forgotten would be upgraded by no test."""
    assert empty_tables(old) == set()


def test_every_kind_of_row_was_kept(old: Database) -> None:
    """Each state, class, type and role that a column or its domain lists."""
    assert kinds_not_found(old) == {}


def test_every_kind_would_be_kept_today(today: Database) -> None:
    """Where this fails, release/life.sql or release/watched.sql has to do what is new."""
    assert empty_tables(today) == _NOT_YET
    assert kinds_not_found(today) == {}


def test_nothing_waits_behind_a_release() -> None:
    """What a release has no rows of can't be put into it any more."""
    assert list(RELEASES)[-1] != NEWEST or not _NOT_YET
