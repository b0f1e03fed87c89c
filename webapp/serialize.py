"""Row → JSON: the answers, and the one function that writes them."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from flask import Response
from pydantic import TypeAdapter

from webapp.rows import Account, AuditLog, Entry, TransferResult


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Accounts in the order of their ids; next_cursor is null on the last page."""

    items: list[Account]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Entries of an account, newest first; next_cursor is null on the last page."""

    items: list[Entry]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class AuditLogPage:
    """Audit rows of an account, newest first; next_cursor is null on the last page."""

    items: list[AuditLog]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """One result per item of a batch, in the order of the request."""

    results: list[TransferResult]


@dataclass(frozen=True, slots=True)
class Health:
    """The process answers."""

    status: Literal["ok"]


@dataclass(frozen=True, slots=True)
class Readiness:
    """The ledger answers, in this version."""

    status: Literal["ready"]
    release: str
    code_digest: str


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("type", kind))


def reply(
    answer: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the response whose JSON body is this row or answer.

    Amounts are strings, times are UTC, and neither passes through a float.
    """
    return Response(
        to_json(answer), status, headers=dict(headers or {}), mimetype="application/json"
    )


def to_json(answer: object) -> bytes:
    """Return the JSON of a row or an answer."""
    return _adapter_of(answer).dump_json(answer)


def to_document(answer: object) -> dict[str, Any]:
    """Return what `to_json` would write, as plain values for a larger document."""
    document: dict[str, Any] = _adapter_of(answer).dump_python(answer, mode="json")
    return document


def _adapter_of(answer: object) -> TypeAdapter[Any]:
    return _adapter(cast("Hashable", type(answer)))
