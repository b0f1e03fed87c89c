"""Which days."""

from typing import Literal

from pydantic import Field

from webapp.shapes.fields import Day
from webapp.shapes.filters import Sorted


class DaysQuery(Sorted):
    """The days between two, both included."""

    from_on: Day | None = Field(None, description="the first day")
    through_on: Day | None = Field(None, description="the last day")
    sort: Literal["rolled_on", "-rolled_on"] = Field("-rolled_on", exclude=True)
