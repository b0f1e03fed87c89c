"""A payment by somebody who sees to the balance cache elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.db import database
from webapp.shapes.actor import Actor
from webapp.transfers import calls as transfers
from webapp.transfers.bodies import TransferItem

if TYPE_CHECKING:
    from tests.support.ledger_calls import Row
    from webapp.transfers.results import TransferResult


def post_past_the_cache(
    payer: Row, payee: Row, key: str = "past-the-cache"
) -> list[TransferResult]:
    """Let the payer's owner pay 1.00, and return what the ledger answers."""
    item = TransferItem(
        from_account_id=payer.account_id,
        to_account_id=payee.account_id,
        amount="1.00",
        idempotency_key=key,
        effective_at=None,
        transaction_type=None,
        expected_version=None,
        currency=None,
        description=None,
    )
    actor = Actor(user_id=payer.user_id, role="customer")
    return transfers.post_transfers(database(), [item], atomic=False, actor=actor)
