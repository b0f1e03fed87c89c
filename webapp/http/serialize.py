"""Row → JSON: the one function that writes answers."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Any, cast

from flask import Response, g
from pydantic import TypeAdapter

from webapp.http.sparse import Selection
from webapp.shapes.numbers import written_bytes


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
    return written_bytes(_adapter_of(answer).dump_json(answer, include=include))


def to_document(answer: object) -> dict[str, Any]:
    """Return what `to_json` would write, as plain values for a larger document; numbers as kept."""
    document: dict[str, Any] = _adapter_of(answer).dump_python(answer, mode="json")
    return document


def _adapter_of(answer: object) -> TypeAdapter[Any]:
    return _adapter(cast("Hashable", type(answer)))


def reply_made(
    answer: object, location: str, *, is_replay: bool, headers: Mapping[str, str] | None = None
) -> Response:
    """Return what was made now, 201, or under the same key before, 200, and where it is."""
    status = HTTPStatus.OK if is_replay else HTTPStatus.CREATED
    told = {"Location": location, **(headers or {}), **replayed(is_replay=is_replay)}
    return reply(answer, status=status, headers=told)


def reply_done(answer: object, *, is_replay: bool) -> Response:
    """Return what was done, now or before under the same key, and has no address of its own."""
    return reply(answer, headers=replayed(is_replay=is_replay))


def replayed(*, is_replay: bool) -> dict[str, str]:
    """Return the field that tells a replay."""
    return {"Idempotency-Replayed": "true"} if is_replay else {}
