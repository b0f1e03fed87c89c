"""Each declaration of a stored function in the web layer is what the catalog says."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.support.schemas import DOORS
from webapp.calling import ENTRIES_COLUMN, Stored

if TYPE_CHECKING:
    from tests.support.databases import Database

_WEBAPP = Path(__file__).resolve().parents[2] / "webapp"

# Arguments that no request can give, and why: there are none.
_UNREACHABLE: set[tuple[str, str]] = set()

_ARGUMENTS = f"""
    SELECT p.pronamespace::regnamespace || '.' || p.proname, a.name, a.mode
    FROM pg_proc AS p
    CROSS JOIN LATERAL unnest(
        p.proargnames, coalesce(p.proargmodes, array_fill('i'::"char", ARRAY[p.pronargs::integer]))
    ) AS a (name, mode)
    WHERE p.pronamespace::regnamespace::text IN {DOORS}
"""

_COLUMNS = f"""
    SELECT p.pronamespace::regnamespace || '.' || p.proname, a.attname
    FROM pg_proc AS p
    JOIN pg_type AS t ON t.oid = p.prorettype
    JOIN pg_attribute AS a ON a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE p.pronamespace::regnamespace::text IN {DOORS}
"""


class Signature(NamedTuple):
    """A stored function as the catalog has it."""

    arguments: set[str]
    columns: set[str]


def declared() -> list[Stored[..., object]]:
    """Return every declaration of the web layer."""
    modules = [
        import_module(f"webapp.{path.parent.name}.calls") for path in _WEBAPP.glob("*/calls.py")
    ]
    return [one for module in modules for one in vars(module).values() if isinstance(one, Stored)]


def catalog(database: Database) -> dict[str, Signature]:
    """Return the public functions of the ledger."""
    found: dict[str, Signature] = {}
    with database.connect() as connection:
        for name, argument, mode in connection.execute(_ARGUMENTS):
            signature = found.setdefault(name, Signature(set(), set()))
            (signature.columns if mode in "ot" else signature.arguments).add(argument)
        for name, column in connection.execute(_COLUMNS):
            found.setdefault(name, Signature(set(), set())).columns.add(column)
    return found


def faults(
    call: Stored[..., object], signature: Signature, unreachable: set[tuple[str, str]]
) -> list[str]:
    """Return what a declaration has that its function has not, and the other way round."""
    given = {f"p_{name}" for name in call.arguments}
    apart = {argument for name, argument in unreachable if name == call.name}
    columns = set(call.columns) - ({ENTRIES_COLUMN} if call.entries else set())
    return [
        *(f"{call.name}: no argument {name}" for name in sorted(given - signature.arguments)),
        *(f"{call.name}: nothing gives {n}" for n in sorted(signature.arguments - given - apart)),
        *(f"{call.name}: {name} is given after all" for name in sorted(apart & given)),
        *(f"{call.name}: no {name} to miss" for name in sorted(apart - signature.arguments)),
        *(f"{call.name}: no column {name}" for name in sorted(columns - signature.columns)),
    ]


def test_declarations_are_what_the_catalog_says(database: Database) -> None:
    """Name, arguments and columns; an argument that nothing gives is listed with its reason."""
    functions = catalog(database)
    calls = declared()
    assert {call.path for call in calls} - functions.keys() == set()
    wrong = [fault for call in calls for fault in faults(call, functions[call.path], _UNREACHABLE)]
    assert wrong == [], "\n".join(wrong)


def test_each_function_is_declared_once() -> None:
    """There is one way to call it."""
    names = [call.name for call in declared()]
    assert len(names) == len(set(names))


def test_a_wrong_declaration_is_found() -> None:
    """The comparison could fail: each kind of difference comes up."""
    (call,) = [one for one in declared() if one.name == "get_hold"]
    signature = Signature({"p_hold", "p_actor"}, set(call.columns) - {"amount"})
    assert faults(call, signature, {("get_hold", "p_actor")}) == [
        "get_hold: no argument p_hold_id",
        "get_hold: nothing gives p_hold",
        "get_hold: p_actor is given after all",
        "get_hold: no column amount",
    ]
