"""What every request model is made of: unknown members refused, values strict."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from webapp.shapes.fields import PageSize

MAXIMUM_KEY = 255
MAXIMUM_PAGE = 500

# What characters it may hold the ledger judges, as at every door.
Key = Annotated[str, Field(min_length=1, max_length=MAXIMUM_KEY, examples=["invoice-2026-0042"])]


class Body(BaseModel):
    """A JSON object whose members are what they say and nothing else."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Query(BaseModel):
    """A query string: everything arrives as text."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageQuery(Query):
    """Which page of a list."""

    cursor: str | None = Field(None, exclude=True, description="next_cursor of the page before")
    limit: PageSize = Field(50, ge=1, le=MAXIMUM_PAGE, description="items on a page")
