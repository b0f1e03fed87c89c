"""What a page says of an operation: its fields, its answers, what it refuses, how to ask it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any

from webapp.http.pages.fields import Field, Types, name_in
from webapp.http.pages.samples import Asked, Sample, samples_of, target_of
from webapp.http.pages.words import ASKED
from webapp.problems.errors import PROBLEMS

Json = Mapping[str, Any]

_JSON = "application/json"
_CODE = re.compile(r"\b(?:LG|WEB)\d{3}\b")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of one status: a type and an example, or codes of problems."""

    status: str
    words: str
    description: str
    model: str | None
    example: str
    codes: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]


class Shown:
    """An operation as its page shows it."""

    def __init__(self, document: Json, path: str, method: str, described: Json) -> None:
        """Keep where it stands in the document."""
        self._document = document
        self._types = Types(document["components"]["schemas"])
        self._described = described
        self.path = path
        self.method = method.upper()
        self.name: str = described["operationId"]
        self.tag: str = described["tags"][0]
        self.summary: str = described["summary"]
        self.description: str = described.get("description", f"{self.summary}.")
        self.is_public = described.get("security") == []
        self.is_deprecated: bool = described.get("deprecated", False)

    @property
    def address(self) -> str:
        """Return where its page shows it."""
        return f"/docs/api/{self.tag}#{self.name}"

    @cached_property
    def parameters(self) -> list[Json]:
        """Return its parameters, references followed."""
        return [self._followed(one) for one in self._described["parameters"]]

    @cached_property
    def asked(self) -> list[tuple[str, list[Field]]]:
        """Return the tables of what is sent, by where it is sent."""
        tables = {"path": "In the path", "query": "In the query", "header": "In the header"}
        found = [
            (title, [self._field(one) for one in self.parameters if one["in"] == place])
            for place, title in tables.items()
        ]
        if self._content:
            schema = self._content["schema"]
            found.append(("In the body", self._types.of_body(schema, self._content["example"])))
        return [(title, rows) for title, rows in found if rows]

    @cached_property
    def answers(self) -> list[Answer]:
        """Return its answers by status, that of every operation last."""
        return [
            self._answer(status, self._followed(one))
            for status, one in self._described["responses"].items()
        ]

    @cached_property
    def codes(self) -> list[str]:
        """Return the codes of the problems it can meet."""
        return [code for answer in self.answers for code, _ in answer.codes]

    @cached_property
    def samples(self) -> list[Sample]:
        """Return it asked in every language."""
        return samples_of(
            Asked(
                method=self.method,
                target=target_of(self.path, self.parameters),
                operation_id=self.name,
                body=self._content.get("example"),
                is_public=self.is_public,
                takes_key=any(one["name"] == "Idempotency-Key" for one in self.parameters),
                media_type=self._media_type,
            )
        )

    @property
    def body(self) -> str:
        """Return the example of its body; empty when it takes none."""
        return _written(self._content["example"]) if self._content else ""

    def models(self) -> Iterator[str]:
        """Yield the types that its body and its answers have fields of."""
        yield from (answer.model for answer in self.answers if answer.model)
        rows = (row for _, table in self.asked for row in table)
        yield from (row.kind.model for row in rows if row.kind.model)

    @property
    def _content(self) -> Json:
        content: Json = self._described.get("requestBody", {}).get("content", {}).get(_JSON, {})
        return content

    @property
    def _media_type(self) -> str:
        done = next(iter(self._described["responses"].values()))
        return str(next(iter(self._followed(done).get("content", {_JSON: None}))))

    def _answer(self, status: str, answer: Json) -> Answer:
        codes = tuple((code, PROBLEMS[code].name) for code in _CODE.findall(answer["description"]))
        schema = answer.get("content", {}).get(_JSON, {}).get("schema")
        known = schema is not None and not codes
        model = self._types.kind_of(schema).model if known else None
        headers = [(name, self._followed(one)) for name, one in answer.get("headers", {}).items()]
        return Answer(
            status="any" if status == "default" else status,
            words="" if status == "default" else HTTPStatus(int(status)).phrase,
            description="" if codes else answer["description"],
            model=model,
            example=_written(self._types.example_of(schema)) if known else "",
            codes=codes,
            headers=() if codes else tuple((name, one["description"]) for name, one in headers),
        )

    def _field(self, parameter: Json) -> Field:
        return Field(
            parameter["name"],
            self._types.kind_of(parameter["schema"]),
            parameter.get("required", False),
            may_be_null=False,
            meaning=parameter.get("description") or ASKED.get(parameter["name"], ""),
            example=str(
                parameter.get("example") or next(iter(parameter["schema"].get("examples", ())), "")
            ),
        )

    def _followed(self, what: Json) -> Json:
        """Return what a reference leads to, with what is told beside the reference."""
        while "$ref" in what:
            kind = what["$ref"].split("/")[2]
            beside = {name: told for name, told in what.items() if name != "$ref"}
            what = {**self._document["components"][kind][name_in(what)], **beside}
        return what


def shown_operations(document: Json) -> list[Shown]:
    """Return every operation in the order of the document."""
    return [
        Shown(document, path, method, described)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    ]


def _written(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
