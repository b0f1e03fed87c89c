"""Choosing what one is told of."""

from typing import Annotated

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.choices import NotificationTypes
from webapp.shapes.fields import AskedByCurrency


class NotificationPreferencesBody(Body):
    """What one is told of, in place of what was chosen before."""

    email_events: NotificationTypes | None = None
    chat_events: NotificationTypes | None = None
    large_debit: AskedByCurrency | None = None
    low_balance: AskedByCurrency | None = None
    chat_url: Annotated[str | None, Field(max_length=1000)] = Field(
        None,
        exclude=True,
        description="where a chat takes messages; left out: as it is, empty: nowhere",
    )
