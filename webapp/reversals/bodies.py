"""Reversals: money of a transaction to give back."""

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.fields import Amount, Metadata
from webapp.shapes.filters import (
    ExpandsEntries,
    OfAmount,
    OfEffect,
    OfTime,
    OldestFirst,
    WithMetadata,
    WithText,
)


class ReversalBody(Body):
    """Money of a transaction to give back."""

    amount: Amount | None = Field(None, description="default: all that remains")
    reason: str | None = Field(None, json_schema_extra={"maxLength": 1000})
    metadata: Metadata | None = None


class ReversalsQuery(
    OldestFirst, OfAmount, OfTime, OfEffect, WithMetadata, WithText, ExpandsEntries
):
    """Which reversals of a transaction."""
