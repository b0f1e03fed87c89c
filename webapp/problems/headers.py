"""Fields of the request, read the short way."""

from collections.abc import Mapping
from typing import Any

from flask import request


def sent(name: str) -> str | None:
    """Return a field as it was sent, None when it was not.

    The same as `request.headers.get`, which raises and catches an exception for each field
    that is missing: most are, in most requests.
    """
    return sent_in(request.environ, name)


def sent_in(environ: Mapping[str, Any], name: str) -> str | None:
    """Return a field of the request that an environment describes."""
    value: str | None = environ.get("HTTP_" + name.upper().replace("-", "_"))
    return value
