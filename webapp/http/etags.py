"""If-Match: the revisions of an account that a change may meet."""

import re

from flask import request

_OURS = re.compile(r'"([0-9]{1,18})(?:-[0-9a-f]{8})?"', re.ASCII)


def read_if_match() -> str | None:
    """Return the revisions that If-Match allows, as an array PostgreSQL reads.

    None when there is no condition, or `*`: any revision of an account that exists. A tag that
    is weak, or not one of ours, allows nothing.
    """
    text = request.headers.get("If-Match")
    if text is None or text.strip() == "*":
        return None
    tags = [_OURS.fullmatch(tag.strip()) for tag in text.split(",")]
    return "{" + ",".join(tag[1] for tag in tags if tag) + "}"
