"""Posting transfers."""

from collections.abc import Sequence

import orjson
from pydantic import TypeAdapter

from webapp.access.actor import Actor
from webapp.calling import row_of, select
from webapp.db import Database
from webapp.transfers.bodies import TransferItem
from webapp.transfers.rows import TransferResult

_TRANSFERS = TypeAdapter(list[TransferItem])

_POST_TRANSFERS = select(
    TransferResult,
    """ledger.post_transfers(
    p_transfers => ARRAY(
        SELECT item
        FROM jsonb_populate_recordset(
            NULL::ledger.transfer_request, %(transfers)s::jsonb
        ) AS item
    ),
    p_atomic => %(atomic)s,
    p_actor => %(actor)s
)""",
)

_POST_GATHERED = select(
    TransferResult,
    """ledger.post_gathered(
    p_transfers => ARRAY(
        SELECT item
        FROM jsonb_populate_recordset(
            NULL::ledger.transfer_request, %(transfers)s::jsonb
        ) AS item
    ),
    p_actors => ARRAY(
        SELECT actor
        FROM jsonb_populate_recordset(NULL::ledger.actor, %(actors)s::jsonb) AS actor
    )
)""",
)


def post_transfers(
    database: Database, transfers: Sequence[TransferItem], *, atomic: bool, actor: Actor | None
) -> list[TransferResult]:
    """Post transfers in order; return one result each, COMPLETED or FAILED with a code."""
    return database.fetch_all(
        TransferResult,
        _POST_TRANSFERS,
        {
            "transfers": _document(transfers),
            "atomic": "true" if atomic else "false",
            "actor": row_of(actor),
        },
    )


def post_gathered(
    database: Database, requests: Sequence[tuple[TransferItem, Actor]]
) -> list[TransferResult]:
    """Post transfers that several actors asked for; return one result each, in order.

    Fails as a whole, and leaves nothing, when it would have to wait long for an account.
    """
    actors = orjson.dumps([actor for _, actor in requests]).decode()
    return database.fetch_all(
        TransferResult,
        _POST_GATHERED,
        {"transfers": _document([transfer for transfer, _ in requests]), "actors": actors},
    )


def _document(transfers: Sequence[TransferItem]) -> str:
    # One JSON document, which each side reads and writes in C, beat an array literal and a
    # registered composite type at every size but one, where it is level.
    return _TRANSFERS.dump_json(list(transfers), exclude_none=True).decode()
