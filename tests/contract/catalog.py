"""What SQL promises, a line a promise: functions, views, types, errors and known values."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from tests.contract.compare import LEFT_OUT
from tests.support.schemas import FACES
from webapp.problems.errors import PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

    Connection = psycopg.Connection[tuple[str, ...]]

_FUNCTIONS = f"""
    SELECT p.pronamespace::regnamespace || '.' || p.proname,
        coalesce(pg_get_function_result(p.oid), 'nothing'),
        coalesce(p.proargnames, '{{}}'),
        ARRAY(
            SELECT format_type(a.type, NULL)
            FROM unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY
                AS a (type, n)
            ORDER BY a.n
        ),
        coalesce(p.proargmodes::text[], '{{}}'), p.pronargdefaults
    FROM pg_proc AS p
    WHERE p.pronamespace::regnamespace::text IN {FACES}
"""
_COLUMNS = f"""
    SELECT CASE c.relkind WHEN 'v' THEN 'view' ELSE 'type' END,
        c.relnamespace::regnamespace || '.' || c.relname,
        row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum)::text,
        a.attname::text, format_type(a.atttypid, a.atttypmod)
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('v', 'c')
        AND c.relnamespace::regnamespace::text IN {FACES}
"""
# Words that columns and arguments hold, as the domains of the tables know them.
_WORDS = """
    SELECT t.typname::text, w[1]
    FROM pg_type AS t
    JOIN pg_constraint AS k ON k.contypid = t.oid,
    LATERAL regexp_matches(pg_get_constraintdef(k.oid), '''([A-Z_]+)''::text', 'g') AS w
    WHERE t.typnamespace = 'ledger_private'::regnamespace
"""


def promises(connection: Connection) -> set[str]:
    """Return a line for each promise of the catalog."""
    found: set[str] = set()
    rows: list[Any] = connection.execute(_FUNCTIONS).fetchall()
    for row in rows:
        found.update(_function(*row))
    for kind, name, place, column, type_name in connection.execute(_COLUMNS).fetchall():
        found.add(f"{kind} {name}: column {place} is {column} {type_name}")
    for domain, word in connection.execute(_WORDS).fetchall():
        found.add(f"value {domain}: can be {word}")
    for code, problem in PROBLEMS.items():
        found.add(f"error {code}: is {problem.name}")
        found.add(f"error {code}: has status {int(problem.status)}")
    return found


def _function(  # noqa: PLR0917 - columns of a row
    name: str,
    result: str,
    names: list[str],
    types: list[str],
    modes: list[str],
    defaults: int,
) -> Iterator[str]:
    """Say what a function is called with and returns; p_actor stays the last of its arguments."""
    yield f"function {name}: returns {result}"
    modes = modes or ["i"] * len(types)
    given = [one for one in zip(names, types, modes, strict=False) if one[2] in "iobv"]
    places = count(1)
    for number, (argument, kind, mode) in enumerate(given):
        place = "last" if argument == "p_actor" else str(next(places))
        what = f"function {name}: argument {place} is {argument} {kind}"
        yield what + (" (also told)" if mode == "b" else "")
        if number >= len(given) - defaults:
            yield f"function {name}: argument {argument} {LEFT_OUT}"
