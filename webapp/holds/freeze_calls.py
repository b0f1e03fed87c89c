"""Freezing amounts of accounts, and lifting it."""

from webapp.access.auth import Actor
from webapp.calling import row_of, select
from webapp.db import Database
from webapp.holds.bodies import FreezeBody, UnfreezeBody
from webapp.holds.rows import Hold

_FREEZE = select(
    Hold,
    """ledger.freeze_amount(
    p_account_id => %(account_id)s,
    p_amount => %(amount)s,
    p_reason => %(reason)s,
    p_expires_at => %(expires_at)s,
    p_idempotency_key => %(idempotency_key)s,
    p_actor => %(actor)s
)""",
)


def freeze_amount(
    database: Database, account_id: str, body: FreezeBody, *, key: str, actor: Actor | None
) -> Hold:
    """Freeze an amount of an account and return the freeze."""
    return database.fetch_one(
        Hold,
        _FREEZE,
        {
            **body.model_dump(mode="json"),
            "account_id": account_id,
            "idempotency_key": key,
            "actor": row_of(actor),
        },
    )


_UNFREEZE = select(
    Hold,
    """ledger.unfreeze_amount(
    p_hold_id => %(hold_id)s,
    p_amount => %(amount)s,
    p_idempotency_key => %(idempotency_key)s,
    p_actor => %(actor)s
)""",
)


def unfreeze_amount(
    database: Database, hold_id: str, body: UnfreezeBody, *, key: str, actor: Actor | None
) -> Hold:
    """Lift a freeze, in part or whole, and return it."""
    return database.fetch_one(
        Hold,
        _UNFREEZE,
        {
            "hold_id": hold_id,
            "amount": body.amount,
            "idempotency_key": key,
            "actor": row_of(actor),
        },
    )
