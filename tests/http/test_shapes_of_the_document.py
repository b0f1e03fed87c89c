"""The schemas of the document are what generators of clients can take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from tests.http.documented import schemas_in
from webapp.shapes import choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database


def test_generators_are_given_what_they_can_take(document: dict[str, Any]) -> None:
    """No type without an end, no null for what is left out, no choice but with null, no title."""
    faults = [(path, word) for path, schema in schemas_in(document) for word in found_in(schema)]
    assert faults == []


def found_in(schema: dict[str, Any]) -> Iterator[str]:
    """Yield what a generator stumbles over."""
    if isinstance(schema.get("title"), str):
        yield "title"
    if schema.get("default", "") is None:
        yield "default"
    if {"oneOf", "allOf"} & schema.keys():
        yield "choice"
    choices = schema.get("anyOf")
    if choices and not (len(choices) == 2 and {"type": "null"} in choices and "$ref" in choices[0]):
        yield "choice"
    if "enum" in schema and "properties" not in schema and len(schema["enum"]) > 1:
        yield from () if schema.get("type") == "string" else ("enum",)


def test_a_planted_fault_is_found_in_a_schema() -> None:
    """Or the test above would prove nothing."""
    bad: dict[str, Any] = {
        "title": {"title": "X"},
        "default": {"default": None},
        "choice": {"anyOf": [{"$ref": "#/x"}, {"type": "object"}]},
        "enum": {"enum": ["a", "b"]},
    }
    document = {"components": {"schemas": bad}}
    assert [word for _, one in schemas_in(document) for word in found_in(one)] == list(bad)


def test_answers_use_the_words_that_requests_use(document: dict[str, Any]) -> None:
    """A list of words stands once, under its name, wherever a request or an answer has it."""
    lists = [
        tuple(schema["enum"])
        for path, schema in schemas_in(document)
        if len(schema.get("enum", ())) > 1 and path[-2] != "properties"
    ]
    assert len(lists) == len(set(lists))
    schemas = document["components"]["schemas"]
    members = [
        (name, member)
        for schema in schemas.values()
        for name, member in schema.get("properties", {}).items()
        if "enum" in member and len(member["enum"]) > 1
    ]
    checks = {"database", "code", "redis", "ledger", "guards", "standby"}
    assert {name for name, _ in members} <= checks


def test_lists_of_words_are_those_of_the_ledger(database: Database) -> None:
    """Each that is a domain of the database's own allows what the domain allows."""
    with database.connect() as connection:
        domains = dict(
            connection.execute(
                "SELECT t.typname, pg_catalog.pg_get_constraintdef(c.oid)"
                " FROM pg_catalog.pg_type AS t"
                " JOIN pg_catalog.pg_constraint AS c ON c.contypid = t.oid"
                " WHERE t.typnamespace = 'ledger_private'::regnamespace"
            ).fetchall()
        )
    compared = {}
    for kind in vars(choices).values():
        for mark in getattr(kind, "__metadata__", ()):
            domain = re.sub(r"(?<!^)(?=[A-Z])", "_", mark.name).lower()
            if domain in domains:
                allowed = set(re.findall(r"'([^']*)'::text", domains[domain]))
                compared[domain] = allowed == set(get_args(kind.__origin__))
    assert len(compared) > 7
    assert all(compared.values()), compared
