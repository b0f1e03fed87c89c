"""What a user is told of."""

from dataclasses import dataclass
from datetime import datetime

from webapp.shapes.choices import NotificationTypes
from webapp.shapes.values import AmountsByCurrency, UserId


@dataclass(frozen=True, slots=True)
class NotificationPreferences:
    """What a user is told of: a row of ledger.notification_preferences."""

    user_id: UserId
    email_events: NotificationTypes
    chat_events: NotificationTypes
    large_debit: AmountsByCurrency
    low_balance: AmountsByCurrency
    chat_origin: str | None
    bounced_at: datetime | None
    updated_at: datetime | None
