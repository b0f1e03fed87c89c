"""What is turned away before anybody reads it: too long, packed, or asking for another format."""

from collections.abc import Mapping
from typing import Any

from flask import request

from webapp.problems.headers import sent, sent_in
from webapp.problems.refusals import Refusal

MAXIMUM_TARGET = 8 * 2**10  # bytes of path and query
MAXIMUM_HEADERS = 32 * 2**10  # bytes of all header values
_PLAIN = frozenset({"", "identity"})


def screen() -> None:
    """Raise a Refusal of what is too long, or packed."""
    screen_environ(request.environ)


def screen_environ(environ: Mapping[str, Any]) -> None:
    """Raise a Refusal of what is too long, or packed, in what an environment describes."""
    target = len(environ.get("PATH_INFO", "")) + len(environ.get("QUERY_STRING", ""))
    if target > MAXIMUM_TARGET:
        raise Refusal("WEB307")
    size = sum(len(value) for name, value in environ.items() if name.startswith("HTTP_"))
    if size > MAXIMUM_HEADERS:
        raise Refusal("WEB308")
    if (sent_in(environ, "Content-Encoding") or "").strip().lower() not in _PLAIN:
        headers = {"Accept-Encoding": "identity"}
        raise Refusal("WEB304", "send the body as it is, not compressed", headers=headers)


def require_acceptable(media_type: str) -> None:
    """Raise Refusal WEB306 unless the client takes this media type."""
    if is_taken_plainly(sent("Accept"), media_type):
        return
    # The most specific range decides; parameters such as a charset don't matter here.
    asked = {value.partition(";")[0]: quality for value, quality in request.accept_mimetypes}
    for name in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        if name in asked:
            if asked[name] > 0:
                return
            break
    raise Refusal("WEB306", f"this address answers in {media_type}")


def is_taken_plainly(accept: str | None, media_type: str) -> bool:
    """Say whether there is nothing to weigh: any type will do, or this one alone."""
    return (accept or "") in {"", "*/*", media_type}
