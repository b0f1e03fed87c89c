"""Entity tags of accounts: `"<revision>-<checksum>"`.

The revision counts every audited change, so If-Match compares it alone. The checksum tells
apart what else may show in an answer, such as a hold that has expired meanwhile, so that
If-None-Match is never told "unchanged" of something that looks different.
"""

import re
import zlib
from collections.abc import Mapping

from flask import request

from webapp.accounts.rows import Account
from webapp.http.serialize import to_json

_OURS = re.compile(r'"([0-9]{1,18})(?:-[0-9a-f]{8})?"', re.ASCII)


def tagged(account: Account) -> Mapping[str, str]:
    """Return the ETag header of an account."""
    return {"ETag": f'"{account.revision}-{zlib.crc32(to_json(account)):08x}"'}


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
