"""Tell users of events by e-mail, and in their chats."""

import threading
from typing import TYPE_CHECKING, Any

import psycopg
import structlog

from webapp.config import Config
from webapp.worker.job import Job

if TYPE_CHECKING:
    from webapp.notifications.channels import Channel
    from webapp.notifications.notifying import Notifier

_log = structlog.get_logger()


class _Kept(threading.local):
    """What a worker's thread keeps between two turns: which servers are away."""

    notifier: "Notifier | None" = None


_kept = _Kept()


def _notify(connection: psycopg.Connection[Any], stopped: threading.Event) -> bool:
    if _kept.notifier is None:
        _kept.notifier = made(Config.from_environment(serving=False))
        if _kept.notifier is None:
            return False
    return _kept.notifier.turn(connection, stopped)


def made(config: Config) -> "Notifier | None":
    """Return what tells users, by the channels that the settings name."""
    from webapp.notifications.chat import Chat
    from webapp.notifications.notifying import Notifier
    from webapp.notifications.smtp import Smtp

    ring, mail = config.keyring(), config.mail
    if ring is None:
        if mail.url is not None:
            _log.error("no mail is sent", reason="ZEROSUM_PERSONAL_KEYS names no keyring")
        return None
    channels: dict[str, Channel] = {"chat": Chat(ring, allow_private=config.webhooks.allow_private)}
    if mail.url is not None and mail.sender is not None:
        channels["email"] = Smtp(mail.url, mail.sender, mail.bounces or mail.sender, ring)
    return Notifier(channels)


NOTIFICATIONS = Job("notifications", _notify, follows_events=True, consumer="notifications")
