"""Finding one's way in the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHOICES = {"anyOf", "oneOf", "allOf"}
_NO_OTHERS = {"additionalProperties": False}


def operations_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every operation."""
    return [one for operations in document["paths"].values() for one in operations.values()]


def resolved(document: dict[str, Any], what: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference leads to, with what is told beside the reference."""
    while "$ref" in what:
        kind, name = what["$ref"].split("/")[2:]
        beside = {member: told for member, told in what.items() if member != "$ref"}
        what = {**document["components"][kind][name], **beside}
    return what


def partial(document: dict[str, Any], schema: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Return the schema of an answer that `fields` cuts down to these members and no others."""
    whole = resolved(document, schema)
    members = whole["properties"]
    if "items" in members and not names <= members.keys():
        items = members["items"]
        cut = {**items, "items": partial(document, items["items"], names)}
        return {**whole, "properties": {**members, "items": cut}}
    kept = {name: members[name] for name in names}
    return {"type": "object", "properties": kept, "required": [*names], **_NO_OTHERS}


def schemas_in(
    what: object, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield all schemas below some part of the document, with where they are."""
    if isinstance(what, dict):
        for name, member in what.items():
            here = (*path, name)
            if (
                name == "schema"
                or path[-2:] == ("components", "schemas")
                or path[-1:] == ("properties",)
            ):
                yield here, member
            yield from schemas_in(member, here)
    elif isinstance(what, list):
        for number, member in enumerate(what):
            if path[-1:] and path[-1] in _CHOICES:
                yield (*path, str(number)), member
            yield from schemas_in(member, (*path, str(number)))
