"""Row → JSON: the one function that writes answers."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Any, cast

from flask import Response, g
from pydantic import TypeAdapter

from webapp.calling import Made
from webapp.http.sparse import Selection


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("type", kind))


@dataclass(frozen=True, slots=True)
class Reply:
    """What a view answers with, before it is anybody's response."""

    answer: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        """Return Flask's."""
        return reply(self.answer, status=self.status, headers=self.headers)


def reply(
    answer: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the response whose JSON body is this row or answer.

    Amounts are strings, times are UTC, and neither passes through a float.
    """
    g.answered = answer
    return Response(
        to_json(answer, g.get("selection")),
        status,
        headers=dict(headers or {}),
        content_type="application/json",
    )


def to_json(answer: object, include: Selection = None) -> bytes:
    """Return the JSON of a row or an answer, or of some of its members."""
    return _adapter_of(answer).dump_json(answer, include=include)


def to_document(answer: object) -> dict[str, Any]:
    """Return what `to_json` would write, as plain values for a larger document."""
    document: dict[str, Any] = _adapter_of(answer).dump_python(answer, mode="json")
    return document


def _adapter_of(answer: object) -> TypeAdapter[Any]:
    return _adapter(cast("Hashable", type(answer)))


def reply_made(made: Made[Any], location: str) -> Response:
    """Return what was made now, 201, or under the same key before, 200, and where it is."""
    replayed = {"Idempotency-Replayed": "true"} if made.is_replay else {}
    status = HTTPStatus.OK if made.is_replay else HTTPStatus.CREATED
    return reply(made.row, status=status, headers={"Location": location, **replayed})
