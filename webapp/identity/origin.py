"""Where a request came from, whoever asks."""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

from flask import g, request

from webapp.problems.headers import sent_in
from webapp.shapes.actor import Stranger

MAXIMUM_USER_AGENT = 512


def stranger() -> Stranger:
    """Return where the request that is being answered came from."""
    return stranger_of(request.environ)


def stranger_of(environ: Mapping[str, Any]) -> Stranger:
    """Return where the request that an environment describes came from."""
    return Stranger(
        ip_address=_address(environ.get("REMOTE_ADDR")),
        user_agent=_readable((sent_in(environ, "User-Agent") or "")[:MAXIMUM_USER_AGENT]) or None,
        request_id=g.request_id,
    )


def _readable(text: str) -> str:
    """Return the text with a question mark for each character that is not seen."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else "?" for one in text)


@lru_cache(maxsize=4096)
def _address(text: str | None) -> str | None:
    try:
        return str(ip_address(text or ""))
    except ValueError:
        return None  # a Unix socket has none
