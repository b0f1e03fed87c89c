"""The kinds of value in a row, as JSON shows them."""

from typing import Annotated, Any

from pydantic import Field, PlainSerializer, WithJsonSchema

from webapp.shapes.choices import Named

# A bigint outgrows a JSON reader's double, so ids of users are strings in JSON.
UserId = Annotated[
    int,
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,19}$"}),
]
Amount = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$", title="Exact decimal")]
# For each currency an amount; said once for what is asked and what is answered.
AMOUNTS = (
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "examples": [{"EUR": "100.00"}],
        }
    ),
    Named("AmountsByCurrency"),
)
AmountsByCurrency = Annotated[dict[str, str], *AMOUNTS]
Id = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
# An object of any members is told as that: generators make nothing of what is within.
FREE_OBJECT: dict[str, Any] = {"type": "object", "additionalProperties": True}
JsonObject = Annotated[dict[str, Any], WithJsonSchema(FREE_OBJECT), Named("Details")]
METADATA = (
    WithJsonSchema(
        {
            **FREE_OBJECT,
            "description": "whatever the client keeps with it; at most 16384 characters as JSON",
            "examples": [{"order": "2026-0042"}],
        }
    ),
    Named("Metadata"),
)
Metadata = Annotated[dict[str, Any], *METADATA]
