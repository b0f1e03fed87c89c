"""Whether a token or an API key still stands."""

from datetime import datetime

from webapp.calling import GATEWAY, stored
from webapp.identity.rows import AccessChanges, Holder
from webapp.shapes.actor import Stranger


@stored(schema=GATEWAY)
def check_token(
    *,
    user_id: str | None,
    token_id: str,
    issued_at: datetime,
    session_id: str | None,
    issuer: str | None,
    subject: str | None,
    actor: Stranger,
) -> Holder | None:
    """Return who holds a token; None when it, its session or its user is no longer good."""


@stored(schema=GATEWAY)
def check_api_key(key_digest: bytes, *, actor: Stranger) -> Holder | None:
    """Return who holds an API key; None when it is not, or no longer, good."""


@stored(schema=GATEWAY)
def list_access_changes(since: str | None, *, actor: Stranger) -> AccessChanges:
    """Return whose proofs or rights were changed by what was committed after a mark."""
