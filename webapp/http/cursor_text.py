"""The text of a cursor: a place in a list, and a digest of what was asked.

With other filters or another order it is refused: the next page would begin in another list.
"""

import base64
import binascii
import hashlib
import json
import re

from flask import request

from webapp.problems.refusals import Refusal

# What may differ from page to page.
_FREE = {"cursor", "limit", "fields", "expand"}


def written(text: str) -> str:
    """Return the cursor for a place in the list that is asked for."""
    return base64.urlsafe_b64encode(f"{_asked()}/{text}".encode()).rstrip(b"=").decode()


def read(kind: re.Pattern[str], cursor: str | None) -> str | None:
    """Return the place that a cursor stands for. Raises Refusal WEB106 for any other text."""
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        text = base64.b64decode(padded.encode("ascii"), b"-_", validate=True).decode("utf-8")
    except (ValueError, binascii.Error):
        text = ""
    asked, _, place = text.partition("/")
    match = kind.fullmatch(place)
    if match is None or asked != _asked():
        raise Refusal("WEB106")
    return match[1]


def _asked() -> str:
    """Return a digest of the list that is asked for: its address, filters and order."""
    asked = sorted(item for item in request.args.items(multi=True) if item[0] not in _FREE)
    text = json.dumps([request.path, asked])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
