"""Every list over HTTP speaks one grammar: pages, both orders, a filter for each kind of member.

Derived from the routes. That stored functions take what their routes take is held by
tests/conventions/test_declared_calls.py.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, get_args, get_type_hints

import pytest

from tests.support.callers import code_of
from webapp.application import NOUNS
from webapp.shapes.filters import Sorted

if TYPE_CHECKING:
    from pydantic import BaseModel

    from tests.support.callers import Caller
    from webapp.http.api import Operation

# A member of an item, and the filters that a list of such items has.
GRAMMAR: dict[str, tuple[str, ...]] = {
    "account_id": ("account_id",),
    "account_code": ("account_code",),
    "code": ("code", "code_prefix"),
    "user_id": ("user_id", "username"),
    "status": ("status",),
    "transaction_type": ("transaction_type",),
    "entry_type": ("entry_type",),
    "event_type": ("event_type",),
    "kind": ("kind",),
    "role": ("role",),
    "action": ("action",),
    "currency": ("currency",),
    "amount": ("min_amount", "max_amount"),
    "balance": ("min_amount", "max_amount"),
    "created_at": ("since", "until"),
    "granted_at": ("since", "until"),
    "effective_at": ("effective_since", "effective_until"),
    "metadata": ("metadata", "metadata_key"),
    "description": ("text",),
    "name": ("text",),
    "display_name": ("text",),
    "reason": ("text",),
}

_OF_ONE = "the address names the one that all items have"
_OF_ITSELF = "it is what the list goes through, or the item itself"
_DERIVED = "a sum over many rows, which no index could find"
_NAMED = "one is shown by its own address"
# A list that is not of this grammar, and why.
NO_LISTS = {
    "list_fraud_rules": "the rules that there are are few, and read together",
    "list_webhook_attempts": "the attempts of one delivery are few, and read together",
    "list_events": "a feed: all of it, in the order of its positions, to follow",
    "check_limits": "an answer to one question: the limits that would refuse it",
    "get_statement": "all lines of an account: without some of them the balances would not add up",
    "get_trial_balance": "one line for each currency and class",
    "get_balance_sheet": "one line for each month, currency, class and category",
    "get_income_statement": "one line for each month, currency, class and category",
}
# Members of items that a list does not filter by, and why.
_ONE = {
    "list_entries": "account_id currency",
    "list_audit_logs": "account_id",
    "list_daily_totals": "account_id currency",
    "list_monitor_alerts": "account_id currency",
    "list_account_delegations": "account_id currency",
    "list_account_limits": "account_id user_id",
    "list_user_limits": "user_id",
    "list_sessions": "user_id",
    "list_reversals": "currency transaction_type status user_id",
}
UNFILTERED: dict[tuple[str, str], str] = {
    **{(name, member): _OF_ONE for name, text in _ONE.items() for member in text.split()},
    **{
        ("list_audit_logs", member): "a trail has no gap: what is left out would look like one"
        for member in ("action", "user_id", "created_at")
    },
    **{
        ("list_fraud_cases", member): "a queue is worked off from its end"
        for member in ("action", "amount", "created_at", "currency", "reason", "user_id")
    },
    ("list_user_limits", "account_id"): "GET /v1/accounts/{id}/limits has those of one account",
    ("list_api_keys", "currency"): "what a user's few keys are restricted to is read with them",
    ("list_webhook_deliveries", "event_type"): "an endpoint asks for few types",
    ("list_users", "user_id"): _NAMED,
    ("list_assets", "currency"): _OF_ITSELF,
    ("list_category_balances", "balance"): _DERIVED,
    ("list_hold_groups", "created_at"): _DERIVED,
    ("list_account_balances", "balance"): _DERIVED,
    ("list_periods", "action"): "the acts are few, and read in their order",
}


def operations() -> dict[str, Operation]:
    """Return every operation whose answer has items."""
    return {
        operation.operation_id: operation
        for noun in NOUNS
        for operation in noun.routes.operations
        if operation.method == "GET"
        and is_dataclass(operation.result)
        and "items" in get_type_hints(operation.result)
    }


def lists() -> dict[str, Operation]:
    """Return every list."""
    return {name: one for name, one in operations().items() if name not in NO_LISTS}


def parameters(query: type[BaseModel] | None) -> set[str]:
    """Return the parameters of a list."""
    return set() if query is None else set(query.model_fields)


def members(operation: Operation) -> set[str]:
    """Return the members of a list's items."""
    (row,) = get_args(get_type_hints(operation.result)["items"])
    return {field.name for field in fields(row)}


def lacks(name: str, items: set[str], query: set[str]) -> list[str]:
    """Return the filters that a list should have and has not."""
    wanted = {(member, one) for member in items & GRAMMAR.keys() for one in GRAMMAR[member]}
    return sorted(
        f"{name}: {one} for {member}"
        for member, one in wanted
        if one not in query and (name, member) not in UNFILTERED
    )


@pytest.mark.parametrize("name", lists())
def test_a_list_has_pages_and_both_orders(name: str) -> None:
    """Its answer says where the next page begins, its query takes cursor, limit and sort."""
    operation = lists()[name]
    assert "next_cursor" in get_type_hints(operation.result)
    assert operation.query is not None
    assert issubclass(operation.query, Sorted)
    field = operation.query.model_fields["sort"]
    assert len(get_args(field.annotation)) == 2
    by, backwards = sorted(get_args(field.annotation), reverse=True)
    assert backwards == f"-{by}"
    assert by in members(operation)
    assert field.default in {by, backwards}


def test_a_list_has_the_filters_of_its_items() -> None:
    """Each by the name that it has in every other list."""
    wrong = [
        fault
        for name, one in lists().items()
        for fault in lacks(name, members(one), parameters(one.query))
    ]
    assert wrong == [], "\n".join(wrong)


def test_a_missing_filter_is_noticed() -> None:
    """The comparison could fail."""
    operation = lists()["list_holds"]
    fewer = parameters(operation.query) - {"metadata_key"}
    found = lacks("list_holds", members(operation), fewer)
    assert found == ["list_holds: metadata_key for metadata"]


def test_exceptions_are_of_lists_that_are_there() -> None:
    """And of members that would have a filter, which they have not."""
    found = lists()
    assert NO_LISTS.keys() <= operations().keys()
    for name, member in UNFILTERED:
        assert member in members(found[name]), (name, member)
        assert not set(GRAMMAR[member]) <= parameters(found[name].query), (name, member)


def test_a_filter_means_one_thing() -> None:
    """A parameter of one name has one kind of value wherever it stands."""
    kinds: dict[str, set[str]] = {}
    for one in lists().values():
        assert one.query is not None
        for parameter, schema in one.query.model_json_schema()["properties"].items():
            # Their words are those of what is listed.
            if parameter not in {"expand", "sort", "status"}:
                told = {key: schema.get(key) for key in ("type", "anyOf", "format", "enum")}
                kinds.setdefault(parameter, set()).add(str(told))
    assert {name: told for name, told in kinds.items() if len(told) > 1} == {}


def test_an_unknown_parameter_is_answered_with_those_there_are(operator: Caller) -> None:
    """So that a wrong name is mended without looking it up."""
    response = operator.get("/v1/holds?colour=red")
    assert code_of(response) == (422, "WEB102")
    (fault,) = response.get_json()["errors"]
    assert fault["parameter"] == "colour"
    known = fault["detail"].removeprefix("unknown; known: ").split(", ")
    query = lists()["list_holds"].query
    assert set(known) == parameters(query) | {"fields"}
    fault = operator.get("/v1/role-permissions?x=1").get_json()["errors"][0]
    assert fault["detail"] == "unknown; known: cursor, fields, limit, role, sort"
