"""How Redis is reached: soon or not at all, for nothing here may wait for it."""

from typing import Any

from redis.backoff import NoBackoff
from redis.retry import Retry

from webapp.gateway.away import TIMEOUT_SECONDS


def redis_scheme(url: str) -> str:
    """Return a URL as redis-py knows it: Valkey speaks the same protocol."""
    scheme, separator, rest = url.partition("://")
    return {"valkey": "redis", "valkeys": "rediss"}.get(scheme, scheme) + separator + rest


def options() -> dict[str, Any]:
    """Return options of a client that gives up soon and tries once."""
    return {
        "socket_timeout": TIMEOUT_SECONDS,
        "socket_connect_timeout": TIMEOUT_SECONDS,
        "retry": Retry(NoBackoff(), 0),
    }
