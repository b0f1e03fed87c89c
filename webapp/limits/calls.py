"""Limits: set, taken away, listed."""

from datetime import timedelta
from uuid import UUID

from webapp.calling import Seen, stored
from webapp.limits.bodies import CheckQuery, LimitBody, LimitsQuery
from webapp.limits.rows import Limit
from webapp.shapes.actor import Actor


@stored()
def set_limit(
    body: LimitBody,
    *,
    window: timedelta | None,
    account_id: UUID | None = None,
    user_id: int | None = None,
    actor: Actor,
) -> Limit:
    """Set a limit on an account, or on all accounts of a user, and return it."""


@stored()
def remove_limit(limit_id: UUID, *, actor: Actor) -> Limit:
    """Take a limit away and return it as it last was."""


@stored()
def get_limit(limit_id: UUID, *, actor: Actor) -> Limit:
    """Return a limit, with what is used of it now."""


@stored()
def check_limits(account_id: UUID, query: CheckQuery, *, actor: Actor) -> list[Limit]:
    """Return the limits of an account that would now refuse an amount."""


@stored()
def list_limits(
    query: LimitsQuery,
    *,
    account_id: UUID | None = None,
    user_id: int | None = None,
    after: str | None,
    seen: str | None,
    is_ascending: bool,
    limit: int,
    actor: Actor,
) -> Seen[Limit]:
    """Return limits of an account or of a user, with what is used of them now."""
