"""Each unique text has one spelling: the type of every such column refuses any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.support.schemas import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.rig import Rig

_UNIQUE_TEXTS = f"""
    SELECT DISTINCT c.oid::regclass::text, a.attname, a.atttypid::regtype::text
    FROM pg_index AS i
    JOIN pg_class AS c ON c.oid = i.indrelid
    CROSS JOIN LATERAL unnest(i.indkey::smallint[]) AS k (number)
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number
    WHERE i.indisunique AND a.attcollation <> 0
      AND c.relnamespace::regnamespace::text IN {OURS}
    ORDER BY 1, 2
"""
_BAD = {
    "accent apart": "e\u0301",
    "jamo apart": "\u1112\u1161\u11ab",
    "angstrom sign": "\u212b",
    "tab": "a\tb",
    "line feed at the end": "a\n",
    "delete": "a\x7f",
    "next line": "a\x85b",
    "line separator": "a\u2028b",
    "turned round": "a\u202eb",
    "isolated": "a\u2066b",
    "byte order mark": "\ufeffa",
    "space before": " a",
    "space after": "a ",
    "no-break space after": "a\xa0",
    "ideographic space before": "\u3000a",
    "thin space after": "a\u2009",
}
_GOOD = (
    "a",
    "a b",
    "A-1:b/c",
    "\xe9t\xe9",
    "\u0e2b\u0e25",
    "a\xa0b",
    "\u6f22 \u5b57",
    "\U0001f4b3",
)
_TAKES = """
    CREATE FUNCTION pg_temp.takes(p_value text) RETURNS boolean LANGUAGE plpgsql AS $function$
    BEGIN
        RETURN p_value::ledger_private.unique_text IS NOT NULL;
    EXCEPTION WHEN check_violation THEN
        RETURN false;
    END
    $function$
"""
_DISAGREEMENTS = """
    SELECT count(*)
    FROM generate_series(1, 1114111) AS c (point)
    CROSS JOIN LATERAL (VALUES ('%s'), ('a%s'), ('%sa'), ('a%sb')) AS f (form)
    CROSS JOIN LATERAL format(f.form, chr(c.point)) AS v (value)
    WHERE (c.point < 12300 OR c.point % 509 = 0 OR c.point BETWEEN 65000 AND 65600)
      AND c.point NOT BETWEEN 55296 AND 57343
      AND ledger_private.is_plain_text(v.value)
          IS DISTINCT FROM pg_temp.takes(v.value)
"""


@pytest.fixture(scope="module")
def catalog(rig: Rig) -> Iterator[psycopg.Connection[Any]]:
    """Give one deployed database to read."""
    with rig.clone(rig.template) as database, database.connect() as connection:
        yield connection


def _takes(catalog: psycopg.Connection[Any], kind: str, value: str) -> bool:
    try:
        with catalog.transaction():
            catalog.execute(f"SELECT %s::{kind}".encode(), (value,))
    except psycopg.errors.CheckViolation:
        return False
    return True


def _unguarded(catalog: psycopg.Connection[Any]) -> set[str]:
    columns = catalog.execute(_UNIQUE_TEXTS.encode()).fetchall()
    kinds = {kind for _, _, kind in columns}
    loose = {kind for kind in kinds if any(_takes(catalog, kind, bad) for bad in _BAD.values())}
    return {f"{table}.{column}" for table, column, kind in columns if kind in loose}


def test_every_unique_text_refuses_another_spelling(
    catalog: psycopg.Connection[Any],
) -> None:
    """Found in the catalog, so that a new column is held to it too."""
    assert _unguarded(catalog) == set()
    assert len(catalog.execute(_UNIQUE_TEXTS.encode()).fetchall()) >= 10


def test_a_unique_text_without_a_guard_is_noticed(
    catalog: psycopg.Connection[Any],
) -> None:
    """The test could fail."""
    with catalog.transaction(force_rollback=True):
        catalog.execute(
            'CREATE TABLE ledger_private.nickname (nickname text COLLATE "C" PRIMARY KEY)'
        )
        assert _unguarded(catalog) == {"ledger_private.nickname.nickname"}


@pytest.mark.parametrize("name", _BAD)
def test_doors_and_tables_refuse_the_same(catalog: psycopg.Connection[Any], name: str) -> None:
    """What the domain refuses, the function that doors ask refuses."""
    rows = catalog.execute("SELECT ledger_private.is_plain_text(%s)", (_BAD[name],)).fetchall()
    assert rows == [(False,)]
    assert not _takes(catalog, "ledger_private.unique_text", _BAD[name])


@pytest.mark.parametrize("value", _GOOD)
def test_doors_and_tables_take_the_same(catalog: psycopg.Connection[Any], value: str) -> None:
    """Accents, scripts and spaces within a text are fine."""
    rows = catalog.execute("SELECT ledger_private.is_plain_text(%s)", (value,)).fetchall()
    assert rows == [(True,)]
    assert _takes(catalog, "ledger_private.unique_text", value)


def test_doors_and_tables_agree_on_every_character(
    catalog: psycopg.Connection[Any],
) -> None:
    """Each of the first planes' characters, and some of all others: alone, first, last, between."""
    catalog.execute(_TAKES)
    assert catalog.execute(_DISAGREEMENTS.encode()).fetchall() == [(0,)]
