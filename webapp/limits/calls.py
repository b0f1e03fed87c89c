"""Limits: set, taken away, listed."""

from webapp.access.auth import Actor
from webapp.calling import row_of, select
from webapp.db import Database
from webapp.limits.bodies import LimitBody
from webapp.limits.rows import Limit

_SET_LIMIT = select(
    Limit,
    """ledger.set_limit(
    p_maximum => %(maximum)s,
    p_period => %(period)s,
    p_account_id => %(account_id)s,
    p_user_id => %(user_id)s,
    p_direction => %(direction)s,
    p_measure => %(measure)s,
    p_currency => %(currency)s,
    p_transaction_type => %(transaction_type)s,
    p_window => %(window)s,
    p_time_zone => %(time_zone)s,
    p_actor => %(actor)s
)""",
)


def set_limit(
    database: Database,
    limit: LimitBody,
    *,
    account_id: str | None = None,
    user_id: str | None = None,
    actor: Actor | None,
) -> Limit:
    """Set a limit on an account, or on all accounts of a user, and return it."""
    values = limit.model_dump(mode="json", exclude={"window_seconds"})
    window = limit.window_seconds
    return database.fetch_one(
        Limit,
        _SET_LIMIT,
        {
            **values,
            "account_id": account_id,
            "user_id": user_id,
            "window": None if window is None else f"{window} seconds",
            "actor": row_of(actor),
        },
    )


_REMOVE_LIMIT = select(
    Limit, "ledger.remove_limit(p_limit_id => %(limit_id)s, p_actor => %(actor)s)"
)


def remove_limit(database: Database, limit_id: str, *, actor: Actor | None) -> Limit:
    """Take a limit away and return it as it last was."""
    return database.fetch_one(Limit, _REMOVE_LIMIT, {"limit_id": limit_id, "actor": row_of(actor)})


_LIST_LIMITS = select(
    Limit,
    """ledger.list_limits(
    p_account_id => %(account_id)s, p_user_id => %(user_id)s, p_actor => %(actor)s
)""",
)


def list_limits(
    database: Database,
    *,
    account_id: str | None = None,
    user_id: str | None = None,
    actor: Actor | None,
) -> list[Limit]:
    """Return the limits of an account or of a user, with what is used of them now."""
    return database.fetch_all(
        Limit,
        _LIST_LIMITS,
        {"account_id": account_id, "user_id": user_id, "actor": row_of(actor)},
    )
