"""What a proof is asked of."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from webapp.shapes.base import Query
from webapp.shapes.filters import Sorted

_MOST = 2**63 - 1


class HeadsQuery(Sorted):
    """Which page of heads."""

    sort: Literal["tree_size", "-tree_size"] = Field("-tree_size", exclude=True)


class InclusionQuery(Query):
    """Which event, by its transaction or its position in the feed, and in which tree."""

    transaction_id: UUID | None = None
    event_position: int | None = Field(None, ge=1, le=_MOST)
    tree_size: int | None = Field(None, ge=1, le=_MOST)


class ConsistencyQuery(Query):
    """From which tree to which."""

    from_size: int = Field(ge=1, le=_MOST)
    tree_size: int | None = Field(None, ge=1, le=_MOST)
