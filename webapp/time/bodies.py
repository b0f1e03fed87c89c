"""Statements on two axes of time, and closing the books."""

from pydantic import Field

from webapp.shapes.base import Body, PageQuery, Query
from webapp.shapes.choices import Axis
from webapp.shapes.fields import Day, Timestamp
from webapp.shapes.filters import NewestFirst, OfTime, OfUser, WithText


class StatementBounds(Query):
    """Which lines, and as known when."""

    axis: Axis = Field("effective", description="the order of time")
    effective_at: Timestamp | None = Field(
        None, description="none that counts from later; on the effective axis only"
    )
    as_of: Timestamp | None = Field(None, description="none that was booked later; default: now")
    from_at: Timestamp | None = Field(None, description="none earlier on the axis")


class StatementQuery(StatementBounds, PageQuery):
    """Which lines, and which page of them."""


class ClosePeriodBody(Body):
    """The books to close."""

    through_on: Day = Field(description="the last day (UTC) that is closed")
    reason: str | None = None


class ReopenPeriodBody(Body):
    """The books to open again."""

    from_on: Day = Field(description="the first day (UTC) that is open again")
    reason: str = Field(description="kept for ever")


class PeriodsQuery(NewestFirst, OfTime, OfUser, WithText):
    """Which acts: by whom, when and why."""
