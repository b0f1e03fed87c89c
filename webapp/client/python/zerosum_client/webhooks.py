"""Webhooks by https://www.standardwebhooks.com: who sent this, and that nobody has changed it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PREFIX = "whsec_"
_VERSION = "v1"
_MOMENT_DIGITS = 12
TOLERANCE = 300.0


class WebhookError(ValueError):
    """What came is not a webhook of the sender, or is no longer one."""


def verify_webhook(
    secret: str,
    headers: Mapping[str, str] | Iterable[tuple[str, str]],
    body: bytes | str,
    *,
    tolerance: float = TOLERANCE,
    now: float | None = None,
) -> str:
    """Return the webhook's id, the same for each delivery of it. Raises WebhookError.

    `body` is what came, byte for byte. One good signature among several is enough: while a secret
    is changed there are two. `tolerance` is how many seconds the sender's clock and the way may
    take.
    """
    pairs = headers.items() if hasattr(headers, "items") else headers
    fields = {name.lower(): value for name, value in pairs}
    webhook_id, moment, signatures = (
        _field(fields, name) for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
    )
    if not (moment.isascii() and moment.isdecimal() and len(moment) <= _MOMENT_DIGITS):
        raise WebhookError("webhook-timestamp is no number of seconds")
    if abs((time.time() if now is None else now) - int(moment)) > tolerance:
        raise WebhookError("webhook-timestamp is too far from now")
    data = body.encode() if isinstance(body, str) else body
    signed = f"{webhook_id}.{moment}.".encode() + data
    due = hmac.new(_key(secret), signed, hashlib.sha256).digest()
    found = [
        hmac.compare_digest(due, _bytes(text))
        for version, _, text in (one.partition(",") for one in signatures.split(" "))
        if version == _VERSION
    ]
    if not any(found):
        raise WebhookError("no signature is of this secret and body")
    return webhook_id


def _field(fields: Mapping[str, str], name: str) -> str:
    value = fields.get(name)
    if not value:
        raise WebhookError(f"{name} is missing")
    return value


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        raise ValueError(f"a secret is {_PREFIX} and Base64")
    return key


def _bytes(text: str) -> bytes:
    """Return what a signature says; one that says nothing is equal to none."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
