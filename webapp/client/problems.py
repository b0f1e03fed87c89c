"""What can go wrong, as exceptions.

LedgerError            the ledger said no: `code` says why, `fields` by how much
UnknownOutcomeError    no answer came: whether it was done is unknown; the key finds out
"""

from collections.abc import Mapping
from typing import Any


class LedgerError(Exception):
    """A problem document (RFC 9457); tell problems apart by `code` or `name`."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """Keep the document."""
        super().__init__(f"{document['code']} {document['name']}: {document['detail']}")
        self.document = document
        self.status = int(document["status"])
        self.code = str(document["code"])
        self.name = str(document["name"])
        self.fields: Mapping[str, Any] = document.get("fields") or {}


class UnknownOutcomeError(Exception):
    """No answer came. Send the same request with the same key to learn what became of it."""

    def __init__(self, key: str | None) -> None:
        """Keep the key."""
        super().__init__(f"no answer; the same request under key {key} tells what became of it")
        self.key = key
