"""Numbers of JSON that keep every digit, through readers and writers that know only doubles.

A number with a fraction or an exponent is kept as its own text after a NUL, which stands in no
text of the ledger, and written without its quotes again: no other string can become a number.
"""

import json
import re
from decimal import Decimal
from functools import partial

_MARK = "\0"
_MARKED = re.compile(r'"\\u0000(-?[0-9][0-9.eE+-]*)"', re.ASCII)
_MARKED_BYTES = re.compile(_MARKED.pattern.encode())
# What numeric of PostgreSQL holds.
_WHOLE_DIGITS, _DECIMALS = 131_072, 16_383
_LONGEST_INTEGER = 4_000  # digits that Python reads at once
_QUOTED = 40  # characters of a number that is refused
_EXPONENT = re.compile(r"[eE][+-]?0*([0-9]{7,})$", re.ASCII)


def kept(text: str) -> str:
    """Return a number that JSON readers hand around as a string."""
    return _MARK + text


class BeyondError(ValueError):
    """PostgreSQL holds no such number."""


def kept_within(text: str) -> str:
    """Return a number of a request as `kept`. Raises BeyondError."""
    if not _EXPONENT.search(text):
        exact = Decimal(text)
        exponent = int(exact.as_tuple().exponent)
        if exact.adjusted() < _WHOLE_DIGITS and -exponent <= _DECIMALS:
            return kept(text)
    raise BeyondError(f"{text[:_QUOTED]} is beyond what a number can hold here")


def whole(text: str) -> int | str:
    """Return an integer, one of very many digits as `kept`."""
    return int(text) if len(text) < _LONGEST_INTEGER else kept(text)


loads = partial(json.loads, parse_float=kept, parse_int=whole)


def written(text: str) -> str:
    """Return JSON in which numbers that were kept are numbers again."""
    return _MARKED.sub(r"\1", text) if "\\u0000" in text else text


def written_bytes(data: bytes) -> bytes:
    """Return the same of bytes."""
    return _MARKED_BYTES.sub(rb"\1", data) if b"\\u0000" in data else data


def dumps(value: object) -> str:
    """Write JSON, numbers that were kept as numbers."""
    return written(json.dumps(value))
