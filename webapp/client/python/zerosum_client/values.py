"""Values on their way out and in: amounts are never floats, JSON numbers are read exactly."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from urllib.parse import quote
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

Body = TypeVar("Body", bound="Model")


def _exact(value: object) -> object:
    if isinstance(value, float):
        raise ValueError("an amount is a Decimal or a text, never a float")  # noqa: TRY004 - pydantic's
    return value


def _plain(value: object) -> object:
    return format(value, "f") if isinstance(value, Decimal) else value


Amount = Annotated[
    Decimal, Field(allow_inf_nan=True), BeforeValidator(_exact), PlainSerializer(_plain)
]


class Model(BaseModel):
    """A row, or a part of a request; a member that is newer than this client is kept."""

    model_config = ConfigDict(extra="allow", frozen=True, validate_by_name=True)


def body_of(kind: type[Body], /, **members: object) -> Body:
    """Return a body; a member that is None is left out."""
    return kind.model_validate({name: it for name, it in members.items() if it is not None})


def place(value: object) -> str:
    """Return a value as a part of a path."""
    return quote(str(value), safe="")


def parameter(value: object) -> str:
    """Return a value as a query writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ",".join(parameter(one) for one in value)
    return _leaf(value)


def read(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    """Read JSON; a number with a fraction becomes a Decimal."""
    return json.loads(data, parse_float=Decimal)


def write(value: object) -> str:
    """Write JSON; a Decimal that is no amount becomes a number with all its digits."""
    if isinstance(value, Model):
        return write(value.model_dump(exclude_unset=True, by_alias=True))
    if isinstance(value, Mapping):
        members = (f"{json.dumps(str(name))}:{write(one)}" for name, one in value.items())
        return "{" + ",".join(members) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ",".join(write(one) for one in value) + "]"
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is no number of JSON")
        return format(value, "f")
    if value is None or isinstance(value, (bool, int, float)):
        return json.dumps(value, allow_nan=False)
    return json.dumps(_leaf(value))


def _leaf(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (str, int, UUID)):
        return str(value)
    if isinstance(value, float):
        raise TypeError("an amount is a Decimal or a text, never a float")
    raise TypeError(f"{type(value).__name__} has no place in a request")
