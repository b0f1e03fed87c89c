"""One rule says who sees what of a transaction, in whatever answer it is shown."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import psycopg
import pytest

from tests.security.asking import functions
from tests.security.showing import CUSTOMERS, ROBOT, SHOWING, STAFF, Shown, Stage, faults
from tests.security.tampering import rewrite
from webapp.application import NOUNS
from webapp.transactions.rows import Transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

# What shows a transaction by calling another of them, or counts, and none of its members.
_NOTHING_OF_ITS_OWN = {
    "transfer": "an id",
}
PEOPLE = (*CUSTOMERS, ROBOT, *STAFF)
_SCHEMAS = dict.fromkeys(("get_transaction", "list_reversals"), "ledger")
# The rule taken away, in part or in one place: a function, a text of it, what stands there instead.
_FAULTS = [
    ("seen_transaction", "AND NOT ledger_private.is_restricted(p_actor.scopes)", ""),
    ("show_posted", "AND NOT ledger_private.is_restricted(p_actor.scopes)", ""),
    ("seen_transaction", "p_transaction.asked_by IS DISTINCT FROM p_actor.user_id", "false"),
    (
        "seen_transaction",
        "NOT ledger_private.sees_account(p_transaction.to_account_id, p_actor)",
        "false",
    ),
    ("seen_transaction", "WHEN ledger_private.sees_account(l.account_id, p_actor)", "WHEN true"),
    ("get_transaction", "ledger_private.seen_transaction(v_transaction, v_actor)", "v_transaction"),
    (
        "list_reversals",
        "ledger_private.seen_transaction(t, v_actor)",
        "(SELECT t.*)",
    ),
    (
        "transfer_results",
        "AND NOT ledger_private.is_restricted(v_reader.scopes))\n            OR (v",
        ")\n            OR (v",
    ),
    (
        "transfer_results",
        "OR ledger_private.sees_account(v_item.to_account_id, v_reader)",
        "OR true",
    ),
    ("show_posted", "ledger_private.seen_transaction(v_transaction, p_actor)", "v_transaction"),
    ("recall_posted", "ledger_private.seen_transaction(v_posted, p_actor)", "v_posted"),
    ("visible_entries", "IF NOT v_found.is_open THEN", "IF false THEN"),
    (
        "decided_entries",
        "CASE WHEN v_found.is_open THEN v_found.balance_after END",
        "v_found.balance_after",
    ),
]


@pytest.fixture
def stage(database: Database, ledger: LedgerCalls) -> Iterator[Stage]:
    """Give the stage."""
    with database.connect("ledger_web") as web:
        yield Stage(ledger, web)


def shown(stage: Stage, who: str, name: str) -> Shown:
    """Return what a function shows to one of the people; nothing when it refuses."""
    try:
        return functions()[name](stage, who)
    except psycopg.Error as error:
        if (error.sqlstate or "").startswith("LG"):
            return []
        raise


def test_every_function_that_shows_a_transaction_is_asked(database: Database) -> None:
    """The catalog says which there are."""
    with database.connect() as connection:
        found = {name for _, name in connection.execute(SHOWING.encode())}
    assert found - _NOTHING_OF_ITS_OWN.keys() == functions().keys()


def test_every_route_that_shows_a_transaction_asks_one_of_them() -> None:
    """The declarations of the routes say which there are; an answer comes from its calls."""
    operations = [operation for noun in NOUNS for operation in noun.routes.operations]
    showing = [one for one in operations if Transaction in _parts_of(one.result)]
    assert len(showing) > 10
    calls = {call.name for operation in showing for call in operation.calls}
    # One brings accounts along, and nothing of a transaction; the feed is for staff that relays,
    # and for no restricted key.
    assert calls - functions().keys() == {"get_accounts", "list_events"}


def _parts_of(kind: Any) -> set[Any]:  # noqa: ANN401 - any hint
    """Return the rows that an answer is made of."""
    is_row = isinstance(kind, type) and is_dataclass(kind)
    found = {kind} if is_row else set()
    hints = get_type_hints(kind).values() if is_row else get_args(kind)
    return found.union(*(_parts_of(hint) for hint in hints))


def test_everybody_is_shown_what_the_rule_says(stage: Stage) -> None:
    """Whoever asked its own words, an owner its own account, staff all, a stranger nothing."""
    assert wrong_in(stage) == []
    met = {
        (name, who)
        for name in functions()
        for who in PEOPLE
        if any(stage.is_on_file(row) for row in shown(stage, who, name))
    }
    # A preview leaves nothing on file; it is looked at all the same.
    assert {name for name, _ in met} == functions().keys() - {"preview_transaction"}
    assert {who for _, who in met} == {*PEOPLE} - {"stranger"}


def wrong_in(stage: Stage) -> list[str]:
    """Return what anybody is shown and should not be, or the other way round."""
    return [
        f"{name} for {who}: {fault}"
        for name in functions()
        for who in PEOPLE
        for fault in faults(stage, who, shown(stage, who, name))
    ]


@pytest.mark.tampered
@pytest.mark.parametrize(("function", "text", "instead"), _FAULTS)
def test_the_rule_taken_away_is_found(
    stage: Stage, database: Database, function: str, text: str, instead: str
) -> None:
    """In part or in one place, whatever the place."""
    with database.connect() as connection:
        rewrite(connection, f"{_SCHEMAS.get(function, 'ledger_private')}.{function}", text, instead)
    assert wrong_in(stage) != []
