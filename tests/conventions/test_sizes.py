"""Whatever is far too large is refused by its name, before anything is done with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.conventions.oversize import Doors, Place
from tests.idempotency.scenarios import world
from tests.support.ledger_calls import LedgerCalls
from tests.support.schemas import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.rig import Rig

    Connection = psycopg.Connection[Any]

# What a session has read, written and called so far, in the ledger's own schemas.
_DONE = f"""
    SELECT 'reads ' || relname, coalesce(seq_scan, 0) + coalesce(idx_scan, 0)
    FROM pg_stat_xact_all_tables WHERE schemaname LIKE 'ledger%'
    UNION ALL
    SELECT 'writes ' || relname, n_tup_ins + n_tup_upd + n_tup_del
    FROM pg_stat_xact_all_tables WHERE schemaname LIKE 'ledger%'
    UNION ALL
    SELECT 'calls ' || funcname, calls
    FROM pg_stat_xact_user_functions
    WHERE schemaname IN {TABLES}
        AND funcname !~ '^(require_|(resolve_actor|accounts_of_key|known_roles|is_large_json)$)'
"""
_TOO_LATE = """
    BEGIN
        PERFORM FROM ledger_private.account;
        PERFORM ledger_private.require_short('text', p_text);
    END
"""
_COUNTED = {"LG109", "LG110", "LG131"}


@pytest.fixture(scope="module")
def connection(rig: Rig) -> Iterator[Connection]:
    """Give a session that counts what it does."""
    with rig.clone(rig.template) as database, database.connect() as opened:
        yield opened


@pytest.fixture(scope="module")
def doors(connection: Connection) -> Doors:
    """Give the public functions, and a world that their arguments are about."""
    ids = world(LedgerCalls(connection))
    connection.row_factory = psycopg.rows.tuple_row
    connection.execute("SET track_functions = 'all'")
    return Doors(connection, ids)


def verdict(connection: Connection, call: str) -> tuple[str | None, dict[str, Any]]:
    """Make a call and undo it; return the code and the detail of its refusal."""
    try:
        with connection.transaction(force_rollback=True):
            result = connection.execute(call.encode()).fetchone()
    except psycopg.Error as error:
        detail = error.diag.message_detail or ""
        return error.sqlstate, json.loads(detail) if detail.startswith("{") else {}
    row = result[0] if result else None
    if not isinstance(row, dict):
        return None, {}
    return row.get("failure_code"), row.get("failure_detail") or {}


def faults(connection: Connection, place: Place) -> list[str]:
    """Return what is wrong with how a value that is far too large is refused."""
    with connection.transaction(force_rollback=True):
        before = dict(connection.execute(_DONE).fetchall())
        code, detail = verdict(connection, place.call)
        after = dict(connection.execute(_DONE).fetchall())
    field = next(step for step in reversed(place.path) if step != "*").removeprefix("p_")
    named = code in {"LG110", "LG131"} if detail.get("field") is None else detail["field"] == field
    done = sorted(what for what, times in after.items() if times != before.get(what, 0))
    if place.is_in_a_batch:
        # An item is refused alone, when its neighbours have been looked at.
        done = [what for what in done if what.startswith("writes ")]
    where = f"{place.function} {'.'.join(place.path)}"
    return [
        *([] if code in _COUNTED and named else [f"{where}: {code} {str(detail)[:80]}"]),
        *(f"{where}: {what}" for what in done),
    ]


def test_each_argument_has_a_bound(connection: Connection, doors: Doors) -> None:
    """A text or document of ten megabytes, a list of a million: each place, by the catalog."""
    places = list(doors.places())
    wrong = [fault for place in places for fault in faults(connection, place)]
    assert not wrong, f"{len(places)} places\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("BEGIN END", "ledger.unbounded p_text: None {}"),
        (_TOO_LATE, "ledger.unbounded p_text: reads account"),
    ],
)
def test_an_argument_without_a_bound_is_noticed(
    connection: Connection, doors: Doors, body: str, found: str
) -> None:
    """Planted: a door that takes anything, and one that looks at its bound too late."""
    with connection.transaction(force_rollback=True):
        connection.execute(
            "CREATE FUNCTION ledger.unbounded(p_text text) RETURNS void LANGUAGE plpgsql"
            f" AS $function$ {body} $function$".encode()
        )
        places = [
            p for p in Doors(connection, doors.ids).places() if p.function == "ledger.unbounded"
        ]
        assert [fault for place in places for fault in faults(connection, place)] == [found]
