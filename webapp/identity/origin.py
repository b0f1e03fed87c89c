"""Where a request came from, whoever asks."""

from functools import lru_cache
from ipaddress import ip_address

from flask import g, request

from webapp.problems.headers import sent
from webapp.shapes.actor import Stranger

MAXIMUM_USER_AGENT = 512


def stranger() -> Stranger:
    """Return where the request that is being answered came from."""
    return Stranger(
        ip_address=_address(request.remote_addr),
        user_agent=(sent("User-Agent") or "")[:MAXIMUM_USER_AGENT] or None,
        request_id=g.request_id,
    )


@lru_cache(maxsize=4096)
def _address(text: str | None) -> str | None:
    try:
        return str(ip_address(text or ""))
    except ValueError:
        return None  # a Unix socket has none
