"""The schemas of bodies and answers: pydantic's, in the form that generators of clients take.

A kind of value with a name stands once, under components; what may be null is said by its type; a
member left out is no null; and titles, which pydantic makes of names, are left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from pydantic import TypeAdapter

from webapp.http.api import Operation
from webapp.shapes.choices import COMPONENT

Json = dict[str, Any]

REF = "#/components/schemas/{model}"
_NULL: Json = {"type": "null"}
_OF_ONE = ("items", "additionalProperties")
_OF_MANY = ("anyOf", "oneOf", "allOf")


class Schemas:
    """The schemas of operations, and the components that they speak of."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        """Ask pydantic for all of them together, so that each model has one name."""
        self.components: Json = {}
        wanted: dict[Any, Literal["serialization", "validation"]] = {}
        for operation in operations:
            wanted[operation.result] = "serialization"
            if operation.body:
                wanted[operation.body] = "validation"
        made, definitions = TypeAdapter.json_schemas(
            [(kind, mode, TypeAdapter(kind)) for kind, mode in wanted.items()], ref_template=REF
        )
        self._of = {kind: self.taken(schema) for (kind, _), schema in made.items()}
        for name, schema in definitions.get("$defs", {}).items():
            self.components[name] = self.taken(schema)

    def of(self, kind: Any) -> Json:  # noqa: ANN401 - any kind of answer
        """Return the schema of a body or an answer."""
        return self._of[kind]

    def exemplify(self, answers: Mapping[str, Any]) -> None:
        """Show an answer of each type."""
        for name, answer in answers.items():
            if name in self.components:
                self.components[name]["examples"] = [answer]

    def taken(self, schema: Mapping[str, Any]) -> Json:
        """Return a schema in the form of this document; what it names becomes a component."""
        made = dict(self._members(schema))
        choices = made.get("anyOf", [])
        if _NULL in choices and len(choices) == len([_NULL, "the other"]):
            (other,) = (choice for choice in choices if choice != _NULL)
            if "$ref" not in other:
                del made["anyOf"]
                made = {**other, "type": [other["type"], "null"], **made}
        name = made.pop(COMPONENT, None)
        if name is None:
            return made
        apart = {word: made.pop(word) for word in ("default",) if word in made}
        if "enum" in made:
            apart |= {word: made.pop(word) for word in ("description",) if word in made}
        self.components[name] = {**self.components.get(name, {}), **made}
        return {"$ref": REF.format(model=name), **apart}

    def _members(self, schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for word, value in schema.items():
            if word == "properties":
                yield word, {name: self.taken(_told(member)) for name, member in value.items()}
            elif word in _OF_ONE and isinstance(value, dict):
                yield word, self.taken(value)
            elif word in _OF_MANY:
                yield word, [self.taken(choice) for choice in value]
            elif word != "title" and (word, value) != ("default", None):
                yield word, value


def _told(member: Mapping[str, Any]) -> Json:
    """Tell a default in words: generators of types take a member that has one for always there."""
    made = dict(member)
    default = made.pop("default", None)
    if default is not None:
        words = str(default).lower() if isinstance(default, bool) else str(default)
        told = (made.get("description"), f"default: {words}")
        made["description"] = "; ".join(text for text in told if text)
    return made
