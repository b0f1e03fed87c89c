"""The fields of answers, each described once."""

from typing import Any

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_COUNT: Json = {"type": "integer", "minimum": 1}

HEADERS: Json = {
    "Cache-Status": {
        "description": "that the answer was kept, where it was",
        "schema": _TEXT,
        "example": "zerosum; hit",
    },
    "Deprecation": {
        "description": "since when the route is not to be used: @ and seconds, see RFC 9745",
        "required": True,
        "schema": _TEXT,
        "example": "@1767225600",
    },
    "ETag": {
        "description": "changes with each change; for If-None-Match and If-Match",
        "required": True,
        "schema": _TEXT,
        "example": '"12-0f3c9a77"',
    },
    "Idempotency-Replayed": {
        "description": "true: the same was done before under this key, and nothing was done now",
        "schema": {"type": "string", "enum": ["true"]},
    },
    "Location": {
        "description": "where what was made is shown",
        "required": True,
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "RateLimit": {
        "description": "what is left of each budget: r requests, t seconds until it is full",
        "schema": _TEXT,
        "example": '"money";r=599;t=1',
    },
    "RateLimit-Policy": {
        "description": "the budgets that pay: q requests in w seconds",
        "schema": _TEXT,
        "example": '"money";q=600;w=60',
    },
    "Retry-After": {
        "description": "seconds to wait before the same request is sent again",
        "required": True,
        "schema": _COUNT,
    },
    "Sunset": {
        "description": "when the route ends, see RFC 8594",
        "required": True,
        "schema": _TEXT,
        "example": "Fri, 01 Jan 2027 00:00:00 GMT",
    },
    "WWW-Authenticate": {
        "description": "what is asked for",
        "required": True,
        "schema": _TEXT,
        "example": 'Bearer realm="zerosum"',
    },
    "X-Request-ID": {
        "description": "the request's own, or one made for it: quote it to support",
        "required": True,
        "schema": _TEXT,
    },
}

_LIMITED = ("RateLimit", "RateLimit-Policy")


def fields(*names: str, is_limited: bool = True) -> Json:
    """Return these fields and those of every answer; budgets where any pays."""
    every = ("X-Request-ID", *(_LIMITED if is_limited else ()))
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*names, *every)}
