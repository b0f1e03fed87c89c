"""Entity tags of accounts: `"<revision>-<checksum>"`.

The revision counts every audited change, so If-Match compares it alone. The checksum tells
apart what else may show in an answer, such as a hold that has expired meanwhile, so that
If-None-Match is never told "unchanged" of something that looks different.
"""

import zlib
from collections.abc import Mapping

from webapp.accounts.rows import Account
from webapp.http.serialize import to_json


def tagged(account: Account) -> Mapping[str, str]:
    """Return the ETag header of an account."""
    return {"ETag": f'"{account.revision}-{zlib.crc32(to_json(account)):08x}"'}
