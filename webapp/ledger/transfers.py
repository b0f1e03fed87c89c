"""Posting transfers."""

from collections.abc import Sequence

from pydantic import TypeAdapter

from webapp.auth import Actor
from webapp.db import Database
from webapp.ledger.statements import row_of, select
from webapp.requests.transfers import TransferItem
from webapp.rows.transfers import TransferResult

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


def post_transfers(
    database: Database, transfers: Sequence[TransferItem], *, atomic: bool, actor: Actor | None
) -> list[TransferResult]:
    """Post transfers in order; return one result each, COMPLETED or FAILED with a code."""
    # One JSON document, which each side reads and writes in C, beat an array literal and a
    # registered composite type at every size but one, where it is level.
    document = _TRANSFERS.dump_json(list(transfers), exclude_none=True).decode()
    return database.fetch_all(
        TransferResult,
        _POST_TRANSFERS,
        {"transfers": document, "atomic": "true" if atomic else "false", "actor": row_of(actor)},
    )
