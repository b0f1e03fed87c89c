"""What a message says: a template for its type as text, and one as HTML.

The first line of the text is the subject. Whatever comes from people is one line, short, and can
turn neither the direction of what is around it nor into mark-up.
"""

import json
import re
import unicodedata
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, select_autoescape

TEMPLATES = Path(__file__).parent / "templates"
LONGEST = 140  # characters of what comes from people
_DROPPED = frozenset(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


class Rendered(NamedTuple):
    """A message in words."""

    subject: str
    text: str
    html: str


def one_line(text: str) -> str:
    """Return a text without what breaks lines, steers a terminal or turns directions."""
    kept = "".join(
        " " if unicodedata.category(mark) in {"Cc", "Zl", "Zp", "Cs"} else mark
        for mark in text
        if mark not in _DROPPED
    )
    line = re.sub(r"\s+", " ", kept).strip()
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def rendered(notification_type: str, facts: str) -> Rendered:
    """Return a message of this type. Raises jinja2.TemplateNotFound."""
    given = {
        name: one_line(value) if isinstance(value, str) else value
        for name, value in json.loads(facts).items()
    }
    for name in given.keys() & {"occurred_at", "expires_at"}:
        moment = datetime.fromisoformat(given[name]).astimezone(UTC)
        given[name] = f"{moment:%Y-%m-%d %H:%M:%S} UTC"
    given["account"] = given.get("account_name") or given.get("account_code") or "your account"
    text = _environment().get_template(f"{notification_type}.txt").render(given)
    subject, _, body = text.partition("\n")
    html = _environment().get_template(f"{notification_type}.html").render(given, subject=subject)
    return Rendered(one_line(subject), body.strip() + "\n", html)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"], default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
