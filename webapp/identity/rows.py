"""What the ledger says of a token or an API key."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a token or a key: a row of ledger_gateway.identity."""

    user_id: int
    role: str
    scopes: list[str] | None
    expires_at: datetime | None
    api_key_id: str | None


@dataclass(frozen=True, slots=True)
class AccessChanges:
    """Whose proofs or rights changed, and a mark to ask from the next time: a composite type."""

    mark: str
    server_started_at: datetime
    user_ids: list[int]
