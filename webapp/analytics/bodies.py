"""Which days."""

from pydantic import Field

from webapp.shapes.base import Query
from webapp.shapes.fields import Day


class DaysQuery(Query):
    """The days between two, both included."""

    from_on: Day | None = Field(None, description="the first day")
    through_on: Day | None = Field(None, description="the last day")
