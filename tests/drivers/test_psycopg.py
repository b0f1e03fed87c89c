"""psycopg posts batches as documents, and the two kinds of doors keep one key."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg.types.json import Json, Jsonb

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.ledger_calls import LedgerCalls

_TYPED = "SELECT * FROM ledger.post_transfers(ARRAY[ledger.transfer_item(%s, %s, %s, 'USD', %s)])"
# The check of names, and what would post a misspelt key without it.
_CHECK = "PERFORM ledger_private.require_fields(p_transfers, 'ledger.transfer_request');"


@pytest.fixture
def pair(ledger: LedgerCalls) -> tuple[UUID, UUID]:
    """Give an account with money and one without."""
    payer, payee = (ledger.account(f"driver:{n}").account_id for n in range(2))
    ledger.call("deposit", account_id=payer, amount="100")
    return payer, payee


def item(pair: tuple[UUID, UUID], **members: object) -> dict[str, Any]:
    """Return one transfer as a dictionary."""
    sides = {"from_account_id": str(pair[0]), "to_account_id": str(pair[1])}
    return {**sides, "amount": "7.50", "currency": "USD", **members}


@pytest.mark.parametrize("document", [Json, Jsonb])
def test_a_key_is_one_key_at_both_doors(
    ledger: LedgerCalls, pair: tuple[UUID, UUID], document: type[Json | Jsonb]
) -> None:
    """Posted as a document, repeated as an array: the first answer comes again."""
    call = "SELECT * FROM ledger.post_transfers_json(p_transfers => %s)"
    batch = document([item(pair, idempotency_key="k1")])
    if document is Json:
        call = call.replace("%s", "%s::jsonb")
    (first,) = ledger.connection.execute(call, [batch]).fetchall()
    (again,) = ledger.connection.execute(_TYPED, [*pair, Decimal("7.5"), "k1"]).fetchall()
    assert (first.status, first.is_replay, first.amount) == ("COMPLETED", False, Decimal("7.50"))
    assert (again.transaction_id, again.is_replay) == (first.transaction_id, True)


def test_an_untyped_literal_has_one_meaning(ledger: LedgerCalls, pair: tuple[UUID, UUID]) -> None:
    """Neither door's name is shared, so PostgreSQL never has to choose."""
    array = f"SELECT * FROM ledger.post_transfers('{{\"({pair[0]},{pair[1]},1,,,,,,,)\"}}')"
    members = f'"from_account_id": "{pair[0]}", "to_account_id": "{pair[1]}", "amount": 1'
    document = f"SELECT * FROM ledger.post_transfers_json('[{{{members}}}]')"
    for call in (array, document):
        (row,) = ledger.connection.execute(call.encode()).fetchall()
        assert row.status == "COMPLETED"


def test_a_misspelt_key_would_be_posted_without_the_check(
    ledger: LedgerCalls, pair: tuple[UUID, UUID]
) -> None:
    """The check refuses; cut out of the function, the money moves with no key."""
    batch = Jsonb([item(pair, idempotencyKey="k1")])
    with pytest.raises(psycopg.Error) as refused:
        ledger.rows("post_transfers_json", transfers=batch)
    assert refused.value.sqlstate == "LG109"
    assert ledger.call("get_balance", account_id=pair[1]).balance == 0

    ((source,),) = ledger.connection.execute(
        "SELECT pg_get_functiondef('ledger.post_transfers_json'::regproc)"
    ).fetchall()
    assert source.count(_CHECK) == 1
    with psycopg.connect(ledger.connection.info.dsn, user="postgres") as owner:
        owner.execute(source.replace(_CHECK, "").encode())
    posted = ledger.call("post_transfers_json", transfers=batch)
    assert (posted.status, posted.idempotency_key) == ("COMPLETED", None)
