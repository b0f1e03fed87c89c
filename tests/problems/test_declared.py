"""What a route declares is watched, and what it can refuse is read from the functions it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrations.code import SQL_ROOT
from webapp.accounts import calls as accounts
from webapp.application import NOUNS
from webapp.holds import calls as holds
from webapp.http.openapi.problems import problems_of
from webapp.problems.raised import Walk

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.support.callers import Caller
    from tests.support.declared import Watched

FUNCTION = """-- A function.
CREATE OR REPLACE FUNCTION ledger.{name}()
AS $function$
BEGIN
    {body}  -- 'LG299'
END
$function$;

COMMENT ON FUNCTION ledger.{name}() IS
'As ledger.other() does; raises ''LG298'' never.';
"""


def tree(tmp_path: Path, **bodies: str) -> Walk:
    """Return what is known of functions with these bodies."""
    for name, body in bodies.items():
        text = FUNCTION.format(name=name, body=body)
        (tmp_path / f"{name}.sql").write_text(text, encoding="utf-8")
    return Walk(tmp_path)


def test_codes_are_found_through_calls(tmp_path: Path) -> None:
    """Transitively, round in a circle too; remarks and comments count for nothing."""
    sql = tree(
        tmp_path,
        door="PERFORM ledger.inner();",
        inner="PERFORM ledger.door(); PERFORM raise_error('LG201');",
        other="PERFORM raise_error('LG202');",
    )
    assert sql.codes(["ledger.door"]) == {"LG201"}
    assert sql.codes(["ledger.door"], without=["ledger.inner"]) == set()
    assert sql.codes(["ledger.other"]) == {"LG202"}


def test_codes_are_found_through_triggers(tmp_path: Path) -> None:
    """A function that writes a table can meet what its triggers raise."""
    (tmp_path / "triggers.sql").write_text(
        "CREATE OR REPLACE TRIGGER t_10_guard\nBEFORE UPDATE ON ledger_private.t\n"
        "FOR EACH ROW EXECUTE FUNCTION ledger.guard();\n",
        encoding="utf-8",
    )
    sql = tree(
        tmp_path,
        guard="PERFORM raise_error('LG250');",
        writer="UPDATE ledger_private.t SET a = 1;",
        reader="PERFORM a FROM ledger_private.t;",
    )
    assert sql.codes(["ledger.writer"]) == {"LG250"}
    assert sql.codes(["ledger.reader"]) == set()


def test_every_function_called_is_known() -> None:
    """Of one that the walk does not find, the refusals would be lost."""
    sql = Walk(SQL_ROOT)
    calls = {call for noun in NOUNS for one in noun.routes.operations for call in one.calls}
    names = {name for call in calls for name in call.functions}
    assert names
    assert {name for name in names if name not in sql} == set()


def test_a_new_refusal_reaches_its_routes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is registered and raised in SQL, and nothing else is said of it."""
    (operation,) = [
        one for noun in NOUNS for one in noun.routes.operations if one.name == "holds.show"
    ]
    assert "LG204" not in problems_of(operation)
    sql = tree(tmp_path, get_hold="PERFORM raise_error('LG204');")
    monkeypatch.setattr("webapp.http.openapi.problems.walk", lambda: sql)
    assert "LG204" in problems_of(operation)


def test_what_is_not_declared_is_noticed(
    declarations: Watched, operator: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The watch could fail: a foreign call comes up, and so does what it refuses."""
    monkeypatch.setattr(holds, "get_hold", accounts.get_account)
    operator.get("/v1/holds/0193a1f0-5b2e-7c3d-8e4f-5a6b7c8d9e0f")
    assert declarations.undeclared == {("holds.show", "get_account"), ("holds.show", "LG001")}
    declarations.undeclared.clear()
