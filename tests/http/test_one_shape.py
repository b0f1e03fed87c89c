"""One resource has one shape: no two components of the document describe the same thing."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import Any

from tests.http.documented import operations_of

# Pairs that have much in common and are two things all the same, and why.
_APART = {
    ("DailyTotal", "StatementSummary"): "a day that was added up, and any time of a statement",
    ("Monitor", "MonitorAlert"): "what is watched, and what was seen",
    ("Account", "AccountBalance"): "a line of a report, on a day",
    ("Account", "Balance"): "what is asked for often, and as of a time",
    ("ApiKey", "ApiKeySecret"): "the secret, which is shown once",
    ("Entry", "StatementLine"): "a balance on the statement's axis of time, not after the entry",
    ("Entry", "TransactionEntry"): "a leg within its transaction, which says the rest",
    ("StatementLine", "TransactionEntry"): "the same two reasons",
}
# What many things have, and says nothing about what they are.
_COMMON = {"created_at", "currency", "description", "status", "updated_at", "user_id"}
_LEAST = 3  # so many members in common, and half of those of the smaller one
_COMPONENT = re.compile(r'"#/components/(\w+)/(\w+)"')


def answered(document: dict[str, Any]) -> dict[str, set[str]]:
    """Return the members of each component that answers are made of."""
    found: dict[str, set[str]] = {}
    waiting = [json.dumps(one["responses"]) for one in operations_of(document)]
    met: set[tuple[str, str]] = set()
    while waiting:
        for kind, name in set(_COMPONENT.findall(waiting.pop())) - met:
            met.add((kind, name))
            component = document["components"][kind][name]
            waiting.append(json.dumps(component))
            if kind == "schemas":
                found[name] = set(component.get("properties", {})) - _COMMON
    return found


def alike(document: dict[str, Any]) -> set[tuple[str, str]]:
    """Return the pairs of which one has the other's id, and half of its members or more."""
    schemas = document["components"]["schemas"]
    members = answered(document)
    return {
        (one, other)
        for one, other in combinations(sorted(members), 2)
        if len(members[one] & members[other])
        >= max(_LEAST, min(len(members[one]), len(members[other])) / 2)
        and {_id_of(schemas[one]), _id_of(schemas[other])} & members[one] & members[other]
    }


def _id_of(schema: dict[str, Any]) -> str | None:
    """Return the first member that is an id: a row begins with its own."""
    return next((name for name in schema.get("properties", ()) if name.endswith("_id")), None)


def test_a_resource_is_one_component(document: dict[str, Any]) -> None:
    """Answers of one resource name one component; what only looks so is listed with its reason."""
    assert alike(document) == _APART.keys()


def test_a_second_shape_is_found(document: dict[str, Any]) -> None:
    """A transaction with one member more, or with half of them, by another name."""
    schemas = document["components"]["schemas"]
    members = dict(schemas["Transaction"]["properties"])
    for name, made in (
        ("PostedTransaction", {**members, "is_replay": {"type": "boolean"}}),
        ("TransferResult", dict(list(members.items())[: len(members) // 2])),
    ):
        schemas[name] = {"type": "object", "properties": made}
        (answer,) = [one for one in operations_of(document) if one["operationId"] == "get_hold"]
        answer["responses"]["200"]["content"] = {"x": {"$ref": f"#/components/schemas/{name}"}}
        assert ({name, "Transaction"}) in [set(pair) for pair in alike(document)]
