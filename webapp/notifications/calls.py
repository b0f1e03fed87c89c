"""Choosing what one is told of."""

from webapp.calling import stored
from webapp.keys.sealing import SealedSecret
from webapp.notifications.bodies import NotificationPreferencesBody
from webapp.notifications.rows import NotificationPreferences
from webapp.shapes.actor import Actor


@stored()
def get_notification_preferences(user_id: int, *, actor: Actor) -> NotificationPreferences:
    """Return what a user is told of."""


@stored()
def set_notification_preferences(
    user_id: int,
    body: NotificationPreferencesBody,
    secret: SealedSecret,
    *,
    chat_origin: str | None,
    addresses: list[str] | None,
    allows_private: bool,
    actor: Actor,
) -> NotificationPreferences:
    """Choose what a user is told of."""
