"""The contract is kept: what is recorded is there, and what has grown is recorded."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.contract import catalog
from tests.contract.compare import compared
from tests.contract.document import promises
from tests.contract.record import FILES, recorded, today
from webapp.application import NOUNS
from webapp.http import openapi

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database

Json = dict[str, Any]


def test_every_promise_on_record_is_kept(database: Database) -> None:
    """Removed or changed things come up by name; growth is recorded by `make contract`."""
    with psycopg.connect(database.url) as connection:
        found = today(connection)
    for name in FILES:
        difference = compared(recorded(name), found[name])
        assert difference.broken == [], "\n".join(difference.broken)
        assert difference.grown == [], "run make contract:\n" + "\n".join(difference.grown)


_DROP = "DROP FUNCTION ledger.get_hold(uuid, ledger.actor)"


def _made(arguments: str, result: str = "ledger.holds") -> str:
    """Return what makes another ledger.get_hold."""
    return (
        f"{_DROP}; CREATE FUNCTION ledger.get_hold({arguments}) RETURNS {result} "
        f"LANGUAGE sql AS 'SELECT NULL::{result}'"
    )


# What breaks SQL, and the one line that says so.
_SQL_BREAKS = {
    "a function gone": (_DROP, "no longer so: function ledger.get_hold: returns ledger.holds"),
    "an argument renamed": (
        _made("p_id uuid, p_actor ledger.actor DEFAULT NULL"),
        "no longer so: function ledger.get_hold: argument 1 is p_hold_id uuid",
    ),
    "a default gone": (
        _made("p_hold_id uuid, p_actor ledger.actor"),
        "no longer so: function ledger.get_hold: argument p_actor may be left out",
    ),
    "another result": (
        _made("p_hold_id uuid, p_actor ledger.actor DEFAULT NULL", "ledger.accounts"),
        "no longer so: function ledger.get_hold: returns ledger.holds",
    ),
    "one more argument to give": (
        _made("p_hold_id uuid, p_why text, p_actor ledger.actor"),
        "asked for and was not: function ledger.get_hold: argument 2 is p_why text",
    ),
    "a view gone": (
        "DROP VIEW ledger.assets CASCADE",
        "no longer so: view ledger.assets: column 1 is currency text",
    ),
    "a column renamed": (
        "ALTER VIEW ledger.holds RENAME COLUMN captured TO taken",
        "no longer so: view ledger.holds: column 8 is captured numeric",
    ),
    "columns in another order": (
        "; ".join(
            f"ALTER VIEW ledger.holds RENAME COLUMN {one} TO {other}"
            for one, other in (("captured", "x"), ("released", "captured"), ("x", "released"))
        ),
        "no longer so: view ledger.holds: column 9 is released numeric",
    ),
    "a field of another type": (
        "ALTER TYPE ledger.entry_request ALTER ATTRIBUTE description TYPE varchar(9) CASCADE",
        None,
    ),
    "a word gone": (
        "ALTER DOMAIN ledger_private.hold_status DROP CONSTRAINT hold_status_is_known",
        "no longer so: value hold_status: can be EXPIRED",
    ),
}


@pytest.mark.tampered
@pytest.mark.parametrize("what", _SQL_BREAKS)
def test_a_break_of_sql_is_named(database: Database, what: str) -> None:
    """The comparison could fail: each kind of break comes up."""
    statement, line = _SQL_BREAKS[what]
    with psycopg.connect(database.url_as("postgres")) as connection:
        before = catalog.promises(connection)
        connection.execute(statement.encode())
        broken = compared(before, catalog.promises(connection)).broken
        connection.rollback()
    assert broken
    assert line is None or line in broken, "\n".join(broken)


def _whole() -> Json:
    operations = [operation for noun in NOUNS for operation in noun.routes.operations]
    return openapi.document(operations, "0", {noun.routes.noun: "" for noun in NOUNS})


def _members(document: Json, name: str) -> Json:
    members: Json = document["components"]["schemas"][name]["properties"]
    return members


def _required(document: Json, name: str) -> list[str]:
    required: list[str] = document["components"]["schemas"][name]["required"]
    return required


def _demand(document: Json) -> None:
    """Ask for a purpose of each transfer."""
    _members(document, "TransferBody")["purpose"] = {"type": "string"}
    _required(document, "TransferBody").append("purpose")


# What breaks HTTP, and what of the line that says so.
_HTTP_BREAKS: dict[str, tuple[Callable[[Json], object], str]] = {
    "a route gone": (
        lambda d: d["paths"].pop("/v1/transfers"),
        "no longer so: route POST /v1/transfers: is post_transfer",
    ),
    "a field of an answer gone": (
        lambda d: _members(d, "Hold").pop("captured"),
        "no longer so: answer Hold: member captured is always there",
    ),
    "a field of an answer sometimes there": (
        lambda d: _required(d, "Hold").remove("captured"),
        "no longer so: answer Hold: member captured is always there",
    ),
    "a field of an answer sometimes null": (
        lambda d: _members(d, "Hold").update(captured={"type": ["string", "null"]}),
        "no longer so: answer Hold: member captured is never null",
    ),
    "a field of another type": (
        lambda d: _members(d, "Hold").update(captured={"type": "number"}),
        "no longer so: answer Hold: member captured is string",
    ),
    "a field of a request gone": (
        lambda d: _members(d, "TransferBody").pop("description"),
        "no longer so: request TransferBody: member description is string",
    ),
    "a field of a request required": (
        lambda d: _required(d, "TransferBody").append("description"),
        "no longer so: request TransferBody: member description may be left out",
    ),
    "a new field of a request that is required": (
        _demand,
        "asked for and was not: request TransferBody: member purpose is string",
    ),
    "a null refused": (
        lambda d: _members(d, "TransferBody").update(description={"type": "string"}),
        "no longer so: request TransferBody: member description may be null",
    ),
    "a word gone": (
        lambda d: d["components"]["schemas"]["HoldStatus"]["enum"].remove("EXPIRED"),
        "no longer so: answer HoldStatus: can be EXPIRED",
    ),
    "an answer of another type": (
        lambda d: d["components"]["responses"]["OkOfTransaction"]["content"][
            "application/json"
        ].update(schema={"$ref": "#/components/schemas/Hold"}),
        "no longer so: route POST /v1/transfers: answers 201 with application/json Transaction",
    ),
}


@pytest.mark.parametrize("what", _HTTP_BREAKS)
def test_a_break_of_http_is_named(what: str) -> None:
    """The comparison could fail: each kind of break comes up."""
    change, line = _HTTP_BREAKS[what]
    document = _whole()
    before = promises(document)
    changed = copy.deepcopy(document)
    change(changed)
    broken = compared(before, promises(changed)).broken
    assert line in broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("error LG201: has status 422", "error LG201: has status 400"),
        ("error LG201: is insufficient_funds", None),
    ],
)
def test_a_code_that_changes_is_named(before: str, after: str | None) -> None:
    """An error is told apart by its code, its name and its status."""
    broken = compared({before}, {after} if after else set()).broken
    assert broken == [f"no longer so: {before}"]


def test_what_grows_breaks_nothing() -> None:
    """A route, a field of an answer, a word, and what may be left out of a request."""
    document = _whole()
    before = promises(document)
    changed = copy.deepcopy(document)
    changed["paths"]["/v1/new"] = changed["paths"]["/v1/holds"]
    _members(changed, "Hold")["colour"] = {"type": "string"}
    _members(changed, "TransferBody")["purpose"] = {"type": "string"}
    changed["components"]["schemas"]["HoldStatus"]["enum"].append("LOST")
    difference = compared(before, promises(changed))
    assert difference.broken == []
    assert len(difference.grown) > 4
