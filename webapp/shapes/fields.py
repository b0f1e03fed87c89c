"""The kinds of value a request may hold: shape only, the ledger judges the rest."""

import json
import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from webapp.shapes import numbers
from webapp.shapes.values import AMOUNTS, METADATA

# One plain decimal, or a word PostgreSQL also knows and the ledger has a code for. What
# PostgreSQL's reader would take beyond that (1e3, +1, 1_000, 0x1F) is refused here.
_DECIMAL = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?|NaN|-?Infinity", re.ASCII)
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)
_DECIMAL_SCHEMA = r"^-?[0-9]{1,40}(\.[0-9]{1,40})?$"


def _decimal(value: object) -> str:
    if not isinstance(value, str):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        raise PydanticCustomError(
            "WEB103" if is_number else "amount",
            'an amount is a JSON string such as "10.50", never a JSON number',
        )
    if not _DECIMAL.fullmatch(value):
        raise PydanticCustomError("LG101", 'an amount is written in plain digits: "10.50"')
    return value


def _timestamp(value: object) -> datetime:
    """Read a time and turn it to UTC: PostgreSQL takes no offset beyond 15 hours."""
    if not isinstance(value, str) or not _TIMESTAMP.fullmatch(value):
        raise PydanticCustomError(
            "timestamp", "a time is written 2026-01-31T12:00:00Z, with its offset"
        )
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        raise PydanticCustomError("timestamp", "there is no such time") from None


def _day(value: object) -> str:
    try:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise ValueError  # noqa: TRY301 - both faults are one to the client
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise PydanticCustomError("day", "a day is written 2026-01-31") from None


def _page_size(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,4}", value, re.ASCII):
        raise PydanticCustomError("limit", "a page size is written in plain digits")
    return value


def _no_value(text: str) -> object:
    raise ValueError(text)


def _json_object(value: str) -> str:
    """Read what the ledger's metadata may hold, and write it so that PostgreSQL reads the same."""
    try:
        document = numbers.loads(value, parse_float=numbers.kept_within, parse_constant=_no_value)
        text = numbers.written(json.dumps(document, ensure_ascii=False))
        text.encode()
    except (ValueError, RecursionError):
        document, text = None, ""
    if not isinstance(document, dict) or "\\u0000" in text:
        raise PydanticCustomError("json_object", "this is a JSON object")
    return text


def _user_id(value: str) -> str:
    if int(value) >= 2**63:
        raise PydanticCustomError("user_id", "no user id is that large")
    return value


Amount = Annotated[
    str,
    BeforeValidator(_decimal),
    WithJsonSchema({"type": "string", "pattern": _DECIMAL_SCHEMA, "examples": ["10.50"]}),
]
# A floor or ceiling: the word says what a missing value can't, for that means "the default".
_BoundSchema = WithJsonSchema(
    {"type": "string", "pattern": f"{_DECIMAL_SCHEMA}|^unlimited$", "examples": ["-500.00"]}
)
Floor = Annotated[
    str,
    BeforeValidator(lambda value: "-Infinity" if value == "unlimited" else _decimal(value)),
    _BoundSchema,
]
Ceiling = Annotated[
    str,
    BeforeValidator(lambda value: "Infinity" if value == "unlimited" else _decimal(value)),
    _BoundSchema,
]
Timestamp = Annotated[
    datetime,
    BeforeValidator(_timestamp),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Day = Annotated[
    str,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
UserId = Annotated[str, Field(pattern=r"^[0-9]{1,19}$", examples=["42"]), AfterValidator(_user_id)]
JsonText = Annotated[
    str,
    AfterValidator(_json_object),
    WithJsonSchema({"type": "string", "examples": ['{"product": "card"}']}),
]
PageSize = Annotated[int, BeforeValidator(_page_size)]
# The pattern of the domain ledger_private.asset_code.
ASSET_CODE = "[A-Z0-9]+([._-][A-Za-z0-9]+)*"
CurrencyCode = Annotated[
    str,
    Field(pattern=f"^{ASSET_CODE}$", max_length=20, examples=["EUR"]),
]
# What stands where a float does here is its own text: see webapp.http.reading.
ExactJson = TypeAliasType(
    "ExactJson",
    "str | int | float | bool | list[ExactJson] | dict[str, ExactJson] | None",
)
Metadata = Annotated[dict[str, ExactJson], *METADATA]
AskedByCurrency = Annotated[dict[str, Amount], *AMOUNTS]
