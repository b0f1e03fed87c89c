"""The operations of the OpenAPI document, as the makers of both clients read them."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webapp.application import NOUNS
from webapp.http import openapi

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

_LEFT_OUT = "fields"  # an answer then is not of its type: whoever wants that asks with request()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that an operation takes: where it goes, its schema, whether it must be there."""

    name: str
    schema: Json
    about: str
    is_required: bool

    @property
    def argument(self) -> str:
        """The name as Python can say it."""
        made = re.sub(r"\W+", "_", self.name).strip("_")
        return f"{made}_" if keyword.iskeyword(made) else made


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """An operation: its name is the method's."""

    name: str
    verb: str
    path: str
    places: tuple[Parameter, ...]
    query: tuple[Parameter, ...]
    body: str | None
    members: tuple[Parameter, ...]
    key: bool
    takes_if_match: bool
    is_public: bool
    result: str | None
    is_text: bool
    item: str | None
    summary: str
    description: str

    @property
    def is_paged(self) -> bool:
        """Whether it is a list that is walked by cursors."""
        return self.item is not None


def document() -> Json:
    """Return the OpenAPI document that a server would send."""
    operations = [operation for noun in NOUNS for operation in noun.routes.operations]
    about = {noun.routes.noun: (noun.__doc__ or "").partition("\n")[0] for noun in NOUNS}
    return openapi.document(operations, "0", about)


def methods(described: Json) -> Iterator[Method]:
    """Yield what each path and verb of the document asks of a client."""
    for path, operations in described["paths"].items():
        for verb, operation in operations.items():
            yield _method(path, verb, operation, described)


def named(schema: Json) -> str | None:
    """Return the component that a schema is, if it is one."""
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None


def members(component: Json) -> Iterator[Parameter]:
    """Yield the members of an object."""
    required = component.get("required", ())
    for name, schema in component["properties"].items():
        yield Parameter(name, schema, schema.get("description", ""), name in required)


def _method(path: str, verb: str, operation: Json, described: Json) -> Method:
    schemas = described["components"]["schemas"]
    asked = [_looked_up(one, described) for one in operation["parameters"]]
    headers = {one["name"] for one in asked if one["in"] == "header"}
    needed = {one["name"] for one in asked if one["in"] == "header" and one.get("required")}
    unknown = needed - {"Idempotency-Key"}
    assert not unknown, f"{operation['operationId']}: no method can send {unknown}"
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    body_name = named(body["schema"]) if body else None
    good = next(one for status, one in operation["responses"].items() if status[0] == "2")
    media_type, content = next(iter(_looked_up(good, described)["content"].items()))
    result = named(content["schema"])
    made = Method(
        name=operation["operationId"],
        verb=verb.upper(),
        path=path,
        places=tuple(_parameter(one) for one in asked if one["in"] == "path"),
        query=tuple(
            _parameter(one) for one in asked if one["in"] == "query" and one["name"] != _LEFT_OUT
        ),
        body=body_name,
        members=tuple(members(schemas[body_name])) if body_name else (),
        key="Idempotency-Key" in headers,
        takes_if_match="If-Match" in headers,
        is_public=operation.get("security") == [],
        result=result,
        is_text=media_type != "application/json",
        item=_item(result, asked, schemas),
        summary=operation["summary"],
        description=operation.get("description", f"{operation['summary']}."),
    )
    names = [one.argument for one in (*made.places, *made.query, *made.members)]
    assert len(names) == len(set(names)), f"{made.name}: two values of one name"
    return made


def _item(result: str | None, asked: list[Json], schemas: Json) -> str | None:
    if result is None or not any(one["name"] == "cursor" for one in asked):
        return None
    return named(schemas[result]["properties"]["items"]["items"])


def _parameter(one: Json) -> Parameter:
    return Parameter(
        one["name"], one["schema"], one.get("description", ""), one.get("required", False)
    )


def _looked_up(one: Json, described: Json) -> Json:
    while "$ref" in one:
        kind, name = one["$ref"].split("/")[-2:]
        one = described["components"][kind][name]
    return one
