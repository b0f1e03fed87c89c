"""Posting transfers."""

from collections.abc import Sequence
from typing import Annotated, TypeAlias

from webapp.calling import GATEWAY, Records, stored
from webapp.shapes.actor import Actor
from webapp.transfers.bodies import TransferItem
from webapp.transfers.results import TransferResult

_Transfers: TypeAlias = Annotated[Sequence[TransferItem], Records("ledger.transfer_request")]


@stored()
def post_transfers(
    transfers: _Transfers, *, atomic: bool, idempotency_key: str | None = None, actor: Actor
) -> list[TransferResult]:
    """Post transfers in order; return one result each, COMPLETED or FAILED with a code."""


@stored(schema=GATEWAY)
def post_gathered(
    transfers: _Transfers,
    actors: Annotated[Sequence[Actor], Records("ledger.actor")],
    *,
    actor: Actor | None = None,
) -> list[TransferResult]:
    """Post transfers that several actors asked for; return one result each, in order.

    `actor` asked for those beyond the end of `actors`. Fails as a whole, and leaves nothing, when
    it would have to wait long for an account.
    """
