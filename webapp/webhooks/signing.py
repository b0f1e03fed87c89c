"""Webhooks by https://www.standardwebhooks.com: secrets, and signatures with them."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

_PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """Return a new secret."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signatures(keys: Iterable[str], webhook_id: str, timestamp: int, body: bytes) -> str:
    """Return the field webhook-signature: one signature with each secret, a space between."""
    signed = f"{webhook_id}.{timestamp}.".encode() + body
    return " ".join(
        "v1,"
        + base64.b64encode(
            hmac.new(base64.b64decode(key.removeprefix(_PREFIX)), signed, hashlib.sha256).digest()
        ).decode()
        for key in keys
    )
