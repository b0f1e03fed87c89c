"""A value as PostgreSQL reads it in a statement's argument."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, Protocol, cast
from uuid import UUID

from webapp.shapes import numbers


class _Composite(Protocol):
    def as_row(self) -> str:
        """Return the text that PostgreSQL reads as a row."""


def text_of(value: object) -> str | None:
    """Write a value as PostgreSQL reads it; NULL as an actor means the database session."""
    write = _WRITERS.get(type(value))
    return cast("_Composite", value).as_row() if write is None else write(value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _array(items: Iterable[object]) -> str:
    return "{" + ",".join(_quoted(str(item)) for item in items) + "}"


_WRITERS: dict[type, Callable[[Any], str | None]] = {
    type(None): lambda _: None,
    str: lambda text: text,
    int: str,
    UUID: str,
    bool: json.dumps,
    dict: numbers.dumps,
    datetime: datetime.isoformat,
    timedelta: lambda length: f"{length.total_seconds()} seconds",
    bytes: lambda value: f"\\x{value.hex()}",
    list: _array,
    tuple: _array,
}
