"""How a request is said in SQL, and what form a door's verdict on it has."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tests.doors.inputs import POSTED

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg

Item = dict[str, Any]


@dataclass(frozen=True)
class Verdict:
    """What a door says; ``detail`` is None where its form has words instead of values."""

    code: str
    detail: dict[str, Any] | None = None


@dataclass(frozen=True)
class Door:
    """A way in: how it is asked, what it cannot be told, and whether it keeps refusals."""

    name: str
    ask: Callable[[Item], Verdict]
    lacks: frozenset[str] = frozenset()
    keeps_refusals: bool = False


PYTHON: dict[str, Callable[[Any], object]] = {
    "from_account_id": UUID,
    "to_account_id": UUID,
    "amount": Decimal,
    "metadata": Jsonb,
    "expected_version": int,
    # There is no such moment in Python.
    "effective_at": lambda text: text if text == "infinity" else datetime.fromisoformat(text),
}
_CASTS = {
    "from_account_id": "%s::uuid",
    "to_account_id": "%s::uuid",
    "amount": "%s::numeric",
    "metadata": "%s::jsonb",
    "entries": "%s::jsonb",
    "effective_at": "%s::timestamptz",
    "expected_version": "%s::bigint",
}


def named(values: Item) -> tuple[str, list[Any]]:
    """Return arguments by name with their types, and the values as text."""
    names = ", ".join(f"p_{name} => {_CASTS.get(name, '%s::text')}" for name in values)
    texts = [
        json.dumps(value) if isinstance(value, dict | list) else value and str(value)
        for value in values.values()
    ]
    return names, texts


def code_of_name(name: str | None) -> str:
    """Return how a file names an account."""
    return "" if name is None else f"door:{name}"


def of_error(error: psycopg.Error) -> Verdict:
    """Return the verdict of an exception."""
    state, detail = error.sqlstate or "lost", error.diag.message_detail
    return Verdict(state, json.loads(detail) if detail and state.startswith("LG") else None)


def of_response(response: Any) -> Verdict:  # noqa: ANN401 - a response of the test client
    """Return the verdict of an answer over HTTP: a problem, or results of a batch."""
    document = response.get_json()
    if response.status_code < 400:
        results = document.get("results", [document])
        failed: Item = next((r for r in results if r.get("failure_code")), {})
        return Verdict(failed.get("failure_code") or POSTED, failed.get("failure_detail"))
    if document["code"] == "WEB102":
        # The form of a body is asked for before the ledger is; it points to the member at fault.
        members = {fault["pointer"].rpartition("/")[2] for fault in document["errors"]}
        return Verdict("WEB102", {"members": members})
    return Verdict(document["code"], document.get("fields"))
