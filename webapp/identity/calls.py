"""Whether a token or an API key still stands."""

from datetime import datetime

from webapp.calling import stored
from webapp.identity.rows import AccessChanges, Holder
from webapp.shapes.actor import Stranger


@stored()
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


@stored()
def check_api_key(key_digest: bytes, *, actor: Stranger) -> Holder | None:
    """Return who holds an API key; None when it is not, or no longer, good."""


@stored()
def list_access_changes(since: str | None, *, actor: Stranger) -> AccessChanges:
    """Return whose proofs or rights were changed by what was committed after a mark."""
