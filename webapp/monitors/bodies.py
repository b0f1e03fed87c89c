"""What to watch."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.choices import MonitorComparison, MonitorMeasure
from webapp.shapes.fields import Amount
from webapp.shapes.filters import (
    OfAccount,
    OfAmount,
    OfCurrency,
    OfTime,
    OfUser,
    OldestFirst,
    Sorted,
)


class MonitorBody(Body):
    """An amount of an account, and the threshold that it is to be told of."""

    account_id: UUID
    threshold: Amount
    comparison: MonitorComparison = "below"
    measure: MonitorMeasure = "available"


class MonitorsQuery(OldestFirst, OfAccount, OfUser, OfCurrency, OfTime):
    """Which monitors."""


class MonitorAlertsQuery(Sorted, OfAmount, OfTime):
    """Which alerts; amounts are those of the balance."""

    sort: Literal["fired_at", "-fired_at"] = Field("-fired_at", exclude=True)
