"""Which entries to export, and which exports to list."""

from uuid import UUID

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.choices import ExportStatus
from webapp.shapes.fields import Timestamp
from webapp.shapes.filters import NewestFirst, OfAccount, OfTime, OfUser


class ExportBody(Body):
    """Entries of an account, of a time or all."""

    account_id: UUID
    since: Timestamp | None = Field(None, description="booked then or later")
    until: Timestamp | None = Field(None, description="booked before then")


class ExportsQuery(NewestFirst, OfAccount, OfUser, OfTime):
    """Which exports."""

    status: ExportStatus | None = Field(None, description="in this state")
