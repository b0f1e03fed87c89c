"""Which days, on which axis of time."""

from pydantic import Field

from webapp.shapes.base import Query
from webapp.shapes.choices import AccountOrder, Axis
from webapp.shapes.fields import Day
from webapp.shapes.filters import OfAccount, OfCurrency, OfUser, Sorted

_AXIS = "booked: what was booked by then; effective: what counts by then, whenever it was booked"


class DayQuery(Query):
    """The end of which day (UTC)."""

    on: Day = Field(description="the day (UTC)")
    axis: Axis = Field("booked", description=_AXIS)


class BalancesOfDayQuery(Sorted, OfAccount, OfUser, OfCurrency):
    """The end of which day (UTC), of which accounts, and which page."""

    sort: AccountOrder = Field("account_id", exclude=True)
    on: Day = Field(description="the day (UTC)")
    axis: Axis = Field("booked", description=_AXIS)


class MonthsQuery(Query):
    """The months that these days (UTC) touch."""

    from_on: Day = Field(description="the first day")
    through_on: Day = Field(description="the last day")
    axis: Axis = Field("booked", description=_AXIS)
