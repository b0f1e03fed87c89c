"""Tables of fields: what stands in a body, in a query, in an answer, and what it means."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.http.pages.meanings import meanings
from webapp.http.pages.words import ASKED

Json = Mapping[str, Any]

_DECIMALS = r"(\.[0-9]"
_WORDS = {"integer": "whole number", "boolean": "true or false", "string": "text"}
_FORMATS = {
    "uuid": "UUID",
    "date-time": "time",
    "date": "date",
    "int": "number",
    "asset": "code",
    "word": "word",
}
_BOUNDS = {
    "maxLength": "at most {} characters",
    "minLength": "at least {} characters",
    "maxItems": "at most {} items",
    "minimum": "at least {}",
    "maximum": "at most {}",
}
_TRIVIAL = {("minLength", 1), ("minimum", 0)}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is; `model` is the type whose fields are told elsewhere, if it has one."""

    text: str
    model: str | None = None
    choices: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a table."""

    name: str
    kind: Kind
    is_required: bool
    may_be_null: bool
    meaning: str
    example: str


class Types:
    """The types of the document, as people read them."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        """Take the components of the document."""
        self._schemas = schemas

    def named(self, name: str) -> Json:
        """Return a type by its name."""
        return self._schemas[name]

    def resolved(self, schema: Json) -> Json:
        """Return what a reference leads to."""
        while "$ref" in schema:
            schema = self._schemas[name_in(schema)]
        return schema

    def kind_of(self, schema: Json) -> Kind:
        """Return what a value is."""
        schema = _without_null(schema)
        if "$ref" in schema:
            named = self.resolved(schema)
            if "properties" in named:
                return Kind(name_in(schema), name_in(schema))
            return self.kind_of(named)
        kind = next((one for one in _types(schema) if one != "null"), "any")
        if kind == "array":
            inner = self.kind_of(schema.get("items", {}))
            return Kind(f"list of {inner.text}", inner.model, inner.choices, _bounds(schema))
        if kind == "object":
            return Kind("object", bounds=_bounds(schema))
        choices = tuple(map(str, schema.get("enum", ())))
        return Kind(_word(kind, schema), None, choices, _bounds(schema))

    def of_body(self, schema: Json, example: object) -> list[Field]:
        """Return the fields of a body, the required ones first."""
        rows = list(self._rows(self.resolved(schema), example, ASKED))
        return sorted(rows, key=lambda row: not row.is_required)

    def of_answer(self, name: str) -> list[Field]:
        """Return the fields of a type of answers, with the meaning of the columns they show."""
        schema = self._schemas[name]
        told = meanings().of(name, schema.get("properties", ()))
        return list(self._rows(schema, self.example_of({"$ref": f"/{name}"}), told))

    def reached_from(self, names: Iterable[str]) -> list[str]:
        """Return these types and all that their fields are of, in this order."""
        reached: dict[str, None] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop(0)
            if name not in reached:
                reached[name] = None
                members = self._schemas[name].get("properties", {}).values()
                waiting += [model for model in map(self._model_of, members) if model]
        return list(reached)

    def example_of(self, schema: Json) -> Any:  # noqa: ANN401 - any JSON
        """Return an answer of a kind: what was recorded, or what is put together of that."""
        whole = self.resolved(_without_null(schema))
        if whole.get("examples"):
            return whole["examples"][0]
        if "null" in _types(whole) or "null" in _types(schema):
            return None
        if "properties" in whole:
            members = whole["properties"].items()
            return {name: self.example_of(member) for name, member in members}
        if whole.get("type") == "array":
            return [self.example_of(whole["items"])]
        return {"integer": 1, "boolean": False, "object": {}}.get(whole.get("type", ""), "text")

    def _model_of(self, member: Json) -> str | None:
        return self.kind_of(member).model

    def _rows(self, schema: Json, example: object, told: Mapping[str, str]) -> Iterator[Field]:
        required = set(schema.get("required", ()))
        shown = example if isinstance(example, Mapping) else {}
        for name, member in schema.get("properties", {}).items():
            own = self.resolved(_without_null(member))
            value = shown.get(name, next(iter(own.get("examples", ())), None))
            yield Field(
                name,
                self.kind_of(member),
                name in required,
                _without_null(member) is not member or "null" in _types(member),
                member.get("description") or told.get(name, ""),
                _shown(value),
            )


def name_in(schema: Json) -> str:
    """Return the name of the type that a reference leads to; empty when it is none."""
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _without_null(schema: Json) -> Json:
    choices = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    return choices[0] if choices else schema


def _types(schema: Json) -> list[str]:
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _word(kind: str, schema: Json) -> str:
    if "const" in schema:
        return json.dumps(schema["const"])
    if kind == "string" and _DECIMALS in schema.get("pattern", ""):
        return "decimal, as text"
    return _FORMATS.get(schema.get("format", ""), _WORDS.get(kind, kind))


def _bounds(schema: Json) -> tuple[str, ...]:
    return tuple(
        words.format(f"{schema[word]:,}")
        for word, words in _BOUNDS.items()
        if word in schema and (word, schema[word]) not in _TRIVIAL and schema[word] < 2**31
    )


def _shown(value: object) -> str:
    """Return an example as it fits into a cell: what is nested is shown with its type."""
    if value is None or isinstance(value, dict | list):
        return ""
    return json.dumps(value, ensure_ascii=False)
