"""Fields of the request, read the short way."""

from typing import cast

from flask import request


def sent(name: str) -> str | None:
    """Return a field as it was sent, None when it was not.

    The same as `request.headers.get`, which raises and catches an exception for each field
    that is missing: most are, in most requests.
    """
    return cast("str | None", request.environ.get("HTTP_" + name.upper().replace("-", "_")))
