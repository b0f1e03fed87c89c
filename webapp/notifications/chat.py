"""A webhook of a chat: one line of JSON to the user's own URL, as Slack and Mattermost take it."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from webapp.keys.sealing import Keyring, SealedSecret, UnreadableError
from webapp.notifications.channels import Outcome
from webapp.notifications.outbox_calls import Message
from webapp.notifications.rendering import rendered
from webapp.webhooks.sending import Outcome as Attempt
from webapp.webhooks.sending import Sender

_AGAIN = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}


@dataclass(frozen=True, slots=True)
class Chat:
    """Posts to public addresses only, follows no redirect, and waits for seconds at the most."""

    ring: Keyring = field(repr=False)
    allow_private: bool = False

    def deliver(self, message: Message, begin: Callable[[], bool]) -> Outcome | None:
        """Post a message."""
        stored = SealedSecret(message.key_id, message.wrapped_key, message.sealed)
        try:
            url = self.ring.open_secret(message.user_id, stored)
        except UnreadableError:
            return Outcome("later", None, "unreadable")
        words = rendered(message.notification_type, message.facts)
        if not begin():
            return None
        attempt = asyncio.run(self._post(url, said(words.subject, words.text)))
        return _outcome(attempt)

    def close(self) -> None:
        """Do nothing: no connection is kept."""

    async def _post(self, url: str, body: str) -> Attempt:
        sender = Sender(allow_private=self.allow_private)
        try:
            return await sender.post(url, {}, body)
        finally:
            await sender.close()


def said(subject: str, text: str) -> str:
    """Return the document; nothing in it calls people together or becomes a link."""
    words = subject + "\n" + text.partition("\n--\n")[0].strip()
    for mark, instead in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("@", "@\u200b")):
        words = words.replace(mark, instead)
    return json.dumps({"text": words})


def _outcome(attempt: Attempt) -> Outcome:
    code = attempt.response_code
    if attempt.error is None:
        return Outcome("sent", str(code))
    if code is None:
        return Outcome("unknown" if attempt.is_open else "later", None, attempt.error)
    is_final = HTTPStatus.MULTIPLE_CHOICES <= code < HTTPStatus.INTERNAL_SERVER_ERROR
    if is_final and code not in _AGAIN:
        return Outcome("refused", str(code), attempt.error)
    return Outcome("later", str(code), attempt.error)
