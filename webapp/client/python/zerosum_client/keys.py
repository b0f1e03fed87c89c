"""Idempotency keys: new ones, and how they are written into their field."""

from __future__ import annotations

import re
from urllib.parse import quote
from uuid import uuid4

_BARE = re.compile(r"[\x21-\x2b\x2d-\x7e]+", re.ASCII)
_UNESCAPED = " !#$&'()*+,/:;<=>?@[\\]^`{|}"


def new_key() -> str:
    """Return a key that nobody has used."""
    return str(uuid4())


def written(key: str) -> str:
    """Return the key as its field holds it: as it is, or as a display string of RFC 9651."""
    if _BARE.fullmatch(key) and not key.startswith(('"', '%"')):
        return key
    return f'%"{quote(key, safe=_UNESCAPED)}"'
