"""Setting limits on what may go out or in."""

from datetime import timedelta

from pydantic import Field

from webapp.shapes.base import Body, Query
from webapp.shapes.choices import LimitDirection, LimitMeasure, LimitPeriod
from webapp.shapes.fields import Amount, CurrencyCode
from webapp.shapes.filters import OfCurrency, OfTime, OfType, OldestFirst


class LimitBody(Body):
    """A limit; one of the same kind that is there already gets the new maximum."""

    maximum: Amount = Field(description="an amount, or a whole number of postings")
    period: LimitPeriod
    direction: LimitDirection = "out"
    measure: LimitMeasure = "amount"
    currency: CurrencyCode | None = Field(
        None, description="needed for amounts of a user; an account has its own"
    )
    transaction_type: str | None = Field(None, description="only transactions of this type count")
    window_seconds: int | None = Field(
        None, ge=1, le=366 * 86400, exclude=True, description="length of a sliding window"
    )
    time_zone: str = Field(
        "UTC", description="where days, weeks and months begin", examples=["Europe/Berlin"]
    )

    @property
    def window(self) -> timedelta | None:
        """The length of a sliding window."""
        return None if self.window_seconds is None else timedelta(seconds=self.window_seconds)


class CheckQuery(Query):
    """What one would like to post."""

    amount: Amount
    direction: LimitDirection = "out"
    transaction_type: str = Field("transfer", description="as what it would be posted")


class LimitsQuery(OldestFirst, OfTime, OfCurrency, OfType):
    """Which limits."""
