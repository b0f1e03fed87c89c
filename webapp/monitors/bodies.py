"""What to watch."""

from uuid import UUID

from pydantic import Field

from webapp.shapes.base import Body, PageQuery
from webapp.shapes.choices import MonitorComparison, MonitorMeasure
from webapp.shapes.fields import Amount


class MonitorBody(Body):
    """An amount of an account, and the threshold that it is to be told of."""

    account_id: UUID
    threshold: Amount
    comparison: MonitorComparison = "below"
    measure: MonitorMeasure = "available"


class MonitorsQuery(PageQuery):
    """Which monitors."""

    account_id: UUID | None = Field(None, description="of this account")
