"""Documents that functions write have amounts as texts, and moments as moment_text spells them.

Refusals, reports of verify() and the audit log are such documents. A number loses digits in a
reader of floats; a time turned to JSON or text by PostgreSQL follows the session's settings.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conventions.details import Types, members
from tests.support.schemas import OURS

if TYPE_CHECKING:
    from tests.support.databases import Database

_ROOT = Path(__file__).resolve().parents[2]
_TYPES = f"""
    SELECT a.attname, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL)
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid
    JOIN pg_type AS t ON t.oid = a.atttypid
    WHERE c.relnamespace::regnamespace::text IN {OURS}
      AND a.attnum > 0 AND NOT a.attisdropped
"""
_FUNCTIONS = """
    SELECT p.proname, format_type(p.prorettype, NULL) FROM pg_proc AS p
    WHERE p.pronamespace = 'ledger_private'::regnamespace
"""
_MOMENT = "timestamp with time zone"
_RECORD = "SELECT n.account_id, {} INTO v_b FROM new_rows AS n; PERFORM f(to_jsonb(v_b));"


@pytest.fixture
def types(database: Database) -> Types:
    """Give the names that hold amounts and moments, in any table or type."""
    with database.connect() as connection:
        columns = connection.execute(_TYPES).fetchall()
        returned = dict(connection.execute(_FUNCTIONS).fetchall())
    return Types(
        frozenset(name for name, kind in columns if kind == "numeric"),
        frozenset(name for name, kind in columns if kind == _MOMENT) | {"clock_timestamp"},
        {name: "timestamptz" if kind == _MOMENT else kind for name, kind in returned.items()},
    )


def test_amounts_are_texts_and_moments_are_spelt_one_way(types: Types) -> None:
    """In every function."""
    found = {
        path.name: values
        for path in sorted((_ROOT / "sql").rglob("*.sql"))
        if (values := list(members(path.read_text(encoding="utf-8"), types)))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("jsonb_build_object('held', round(a.held, 2))", ["round(a.held, 2)"]),
        ("jsonb_build_object('held', round(a.held, 2)::text, 'n', 1)", []),
        ("v_sum numeric; jsonb_build_object('sum', v_sum)", ["v_sum"]),
        ("jsonb_build_object('at', h.expires_at)", ["h.expires_at"]),
        ("jsonb_build_object('at', h.expires_at::text)", ["h.expires_at::text"]),
        ("jsonb_build_object('at', ledger_private.moment_text(h.expires_at))", []),
        ("jsonb_build_object('on', ledger_private.last_closed_day(p.open_from_at))", []),
        ("jsonb_build_object('gone', l.removed_at IS NOT NULL)", []),
        (_RECORD.format("n.effective_at"), ["n.effective_at"]),
        (_RECORD.format("ledger_private.moment_text(n.effective_at) AS effective_at"), []),
        (_RECORD.format("sum(n.amount)::text AS amount"), []),
    ],
)
def test_what_breaks_the_rule_is_found(types: Types, source: str, named: list[str]) -> None:
    """And what keeps it is not."""
    assert list(members(source, types)) == named
