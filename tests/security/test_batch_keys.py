"""Another batch under a used key is refused whole; without the check it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.property.mutate import mutate

if TYPE_CHECKING:
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_CALL = """
    SELECT r.failure_code
    FROM ledger.post_transfers_json(%s, p_atomic => %s, p_idempotency_key => 'salaries') AS r
"""
# What the second batch is made of: places in the first one, whose amounts are 1 and 2; 3 is new.
OTHERS = {
    "one more": [1, 2, 3],
    "one less": [1],
    "another order": [2, 1],
    "another item": [1, 3],
    "the same as one whole": [1, 2],
}
CUTS = {
    "all of it": ("post_transfers", ("ledger_private.batch_digest(p_transfers)", "sha256('')")),
    "what an item asks for": (
        "batch_digest",
        ("|| ledger_private.request_digest(t.request, coalesce(t.currency, '-'))", ""),
    ),
}


@pytest.fixture
def pair(ledger: LedgerCalls) -> tuple[Row, Row]:
    """Return an account with money, and one without."""
    payer, payee = ledger.account("payer"), ledger.account("payee")
    ledger.call("deposit", account_id=payer.account_id, amount="100.00")
    return payer, payee


def code_of(database: Database, pair: tuple[Row, Row], amounts: list[int], *, whole: bool) -> Any:  # noqa: ANN401
    """Post a batch; return the code that it was refused with, or what became of its items."""
    payer, payee = (str(account.account_id) for account in pair)
    items = [{"from_account_id": payer, "to_account_id": payee, "amount": n} for n in amounts]
    with database.connect() as connection:
        try:
            return connection.execute(_CALL, (Jsonb(items), whole)).fetchall()
        except psycopg.Error as error:
            return error.sqlstate


@pytest.mark.parametrize("other", OTHERS)
def test_another_batch_is_refused_whole(
    database: Database, ledger: LedgerCalls, pair: tuple[Row, Row], other: str
) -> None:
    """Nothing of it is posted, and the first one is still a replay."""
    first = [(None,), (None,)]
    assert code_of(database, pair, [1, 2], whole=False) == first
    whole = "whole" in other
    assert code_of(database, pair, OTHERS[other], whole=whole) == "LG301"
    assert code_of(database, pair, [1, 2], whole=False) == first
    assert str(ledger.balance(pair[0].account_id)) == "97.00"


@pytest.mark.tampered
@pytest.mark.parametrize("cut", CUTS)
def test_without_the_check_it_is_not(database: Database, pair: tuple[Row, Row], cut: str) -> None:
    """The digest of the batch is what refuses: without it an item more is posted, or none is."""
    function, change = CUTS[cut]
    mutate(database, function, change)
    assert code_of(database, pair, [1, 2], whole=False) == [(None,), (None,)]
    other = [1, 2, 3] if cut == "all of it" else [1, 3]
    assert code_of(database, pair, other, whole=False) != "LG301"
