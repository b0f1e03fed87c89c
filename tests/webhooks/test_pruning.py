"""What was taken long ago is forgotten; what may still be asked for is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row
    from tests.webhooks.receiving import Receiver


def test_what_was_taken_long_ago_is_forgotten(  # noqa: PLR0917
    ledger: LedgerCalls,
    database: Database,
    endpoint: Callable[..., tuple[Row, str]],
    post: Callable[..., list[str]],
    deliver: Callable[..., None],
    receiver: Receiver,
) -> None:
    """It is not sent again; what is dead or new stays, and the log of attempts too."""
    row, _ = endpoint()
    post(3)
    deliver()
    old = ledger.rows("list_webhook_deliveries", endpoint_id=row.endpoint_id)
    dead, taken = old[0], {one.delivery_id for one in old[1:]}
    with database.connect() as owner:
        # Two months ago, which the ids say as well.
        owner.execute(
            "UPDATE ledger_private.webhook_delivery SET"
            " delivery_id = overlay(delivery_id::text PLACING '0190' FROM 1)::uuid,"
            " created_at = created_at - interval '60 days',"
            " finished_at = finished_at - interval '60 days'"
        )
        owner.execute(
            "UPDATE ledger_private.webhook_delivery SET state = 'DEAD' WHERE event_id = %s",
            (dead.event_id,),
        )
    post(1)
    deliver()
    assert ledger.call("prune_webhook_deliveries").r == len(taken)
    assert ledger.call("prune_webhook_deliveries").r == 0
    left = ledger.rows("list_webhook_deliveries", endpoint_id=row.endpoint_id)
    assert sorted(one.state for one in left) == ["DEAD", "DELIVERED"]
    deliver()
    assert len(receiver.received) == 4
    with database.connect() as owner:
        log = owner.execute("SELECT count(*) FROM ledger_audit.webhook_attempt").fetchone()
    assert log == (4,)
    with pytest.raises(psycopg.Error) as refused:
        ledger.rows("prune_webhook_deliveries", older_than="1 day")
    assert refused.value.sqlstate == "LG109"
