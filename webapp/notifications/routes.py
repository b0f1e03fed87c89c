"""What users are told of, by e-mail and in a chat."""

from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from flask import Response, current_app

from webapp.db import database
from webapp.http.api import Routes
from webapp.http.serialize import reply
from webapp.keys.sealing import Keyring, SealedSecret
from webapp.notifications import calls as ledger
from webapp.notifications.bodies import NotificationPreferencesBody
from webapp.notifications.rows import NotificationPreferences
from webapp.problems.refusals import Refusal
from webapp.shapes.actor import Actor
from webapp.webhooks.addresses import addresses_of

if TYPE_CHECKING:
    from webapp.config import Config

routes = Routes("notifications")

_RULE = "/v1/users/<int:user_id>/notification-preferences"
_NO_SECRET = SealedSecret(None, None, None)  # type: ignore[arg-type]


@routes.route(
    "GET", _RULE, result=NotificationPreferences, calls=(ledger.get_notification_preferences,)
)
def show(*, actor: Actor, user_id: int) -> Response:
    """Show what a user is told of."""
    return reply(ledger.get_notification_preferences(database(), user_id, actor=actor))


@routes.route(
    "PUT",
    _RULE,
    body=NotificationPreferencesBody,
    result=NotificationPreferences,
    calls=(ledger.set_notification_preferences,),
    problems=("WEB907", "LG003"),
)
def store(*, actor: Actor, user_id: int, body: NotificationPreferencesBody) -> Response:
    """Choose what a user is told of."""
    allows_private = cast("Config", current_app.extensions["config"]).webhooks.allow_private
    url = body.chat_url
    row = ledger.set_notification_preferences(
        database(),
        user_id,
        body,
        _keyring().seal_secret(user_id, url) if url else _NO_SECRET,
        chat_origin=_origin(url) if url else url,
        addresses=addresses_of(url) if url and not allows_private else None,
        allows_private=allows_private,
        actor=actor,
    )
    return reply(row)


def _origin(url: str) -> str:
    """Return scheme, host and port of a URL, which the ledger judges."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.netloc else url


def _keyring() -> Keyring:
    ring = cast("Keyring | None", current_app.extensions["keyring"])
    if ring is None:
        raise Refusal("WEB907")
    return ring
