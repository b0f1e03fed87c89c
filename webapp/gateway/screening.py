"""What is turned away before anybody reads it: too long, packed, sent twice, in another format."""

import re
from collections.abc import Mapping
from typing import Any

from flask import request

from webapp.problems.headers import sent, sent_in
from webapp.problems.refusals import Refusal

CROWDED = "zerosum.crowded"  # in the environment: nobody had a place for this request in time

MAXIMUM_TARGET = 8 * 2**10  # bytes of path and query
MAXIMUM_HEADERS = 32 * 2**10  # bytes of all header values
_PLAIN = frozenset({"", "identity"})
# A name, an address or one in brackets, and a port: RFC 9110 wants one, and servers join several
# fields of one name with commas.
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~%-]+)(:[0-9]{0,5})?", re.ASCII)


def screen() -> None:
    """Raise a Refusal of what no route takes."""
    screen_environ(request.environ)


def screen_environ(environ: Mapping[str, Any]) -> None:
    """Raise a Refusal of what no route takes, in what an environment describes."""
    if CROWDED in environ:
        raise Refusal("WEB909", headers={"Retry-After": "1"})
    if not _HOST.fullmatch(environ.get("HTTP_HOST", "")) and (
        environ.get("HTTP_HOST") or environ.get("SERVER_PROTOCOL") != "HTTP/1.0"
    ):
        raise Refusal("WEB305", "a request has one Host header, with a name or an address")
    if "," in environ.get("HTTP_X_REQUEST_ID", ""):
        raise Refusal("WEB305", "a request has one X-Request-ID header, without a comma")
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
