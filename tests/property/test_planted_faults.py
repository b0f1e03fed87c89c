"""Faults in the engine that the comparison with the model must find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.property.batches import AccountPlan, Batch, stories
from tests.property.mutate import mutate
from tests.property.world import World, told
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.databases import Database

pytestmark = pytest.mark.long

_SHORT_WAY = {"post_one", "pair_is_clear"}
_FAULTS = {
    "the last penny cannot be spent": (
        "leg_refusal",
        ("p_amount < p_account.floor", "p_amount <= p_account.floor"),
    ),
    "holds are forgotten": (
        "leg_refusal",
        ("p_account.balance - p_account.held", "p_account.balance"),
    ),
    "an old version is believed": (
        "refusal",
        ("expected_version <> p_from.version", "expected_version > p_from.version"),
    ),
    "a plain transfer spends what is held": (
        "pair_is_clear",
        ("p_pair.from_balance - p_pair.held >= p_pair.min", "p_pair.from_balance >= p_pair.min"),
    ),
    "a plain transfer reserves its key for any request": (
        "post_one",
        ("ledger_private.request_digest(p_request, f.currency)", "sha256('')"),
    ),
    "later items do not see the payee's balance": (
        "post_batch",
        ("v_accounts[v_item.to_slot] := v_to;", ""),
    ),
    "a key answers any request": (
        "find_keys",
        ("i.request_digest = k.request_digest AS is_same", "true AS is_same"),
    ),
    "the last of equal keys is posted": (
        "reserve_keys",
        ("a.idempotency_key, a.item_number", "a.idempotency_key, a.item_number DESC"),
    ),
    "an atomic batch keeps its good items": (
        "post_atomically",
        ("RAISE SQLSTATE 'LG304';", "RETURN v_items;"),
    ),
}


@pytest.mark.tampered
@pytest.mark.parametrize("fault", _FAULTS)
def test_the_model_finds(database: Database, fault: str) -> None:
    """Random stories meet the fault: an answer differs, or a trigger or constraint refuses."""
    function, change = _FAULTS[fault]
    mutate(database, function, change)
    with database.connect() as connection:
        books = LedgerCalls(connection)

        @settings(
            max_examples=5000,  # it ends with the first that meets the fault
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        @given(story=stories(atomic=st.booleans()))
        def compare(story: tuple[list[AccountPlan], list[Batch]]) -> None:
            plans, batches = story
            with connection.transaction():
                world = World(books, plans)
                numbers: dict[UUID, int] = {}
                for batch in batches:
                    items = [i for i in world.spell(batch) if i.get("effective_at") != "infinity"]
                    # A call of one item takes the short way, the others the long one.
                    calls = [[item] for item in items] if function in _SHORT_WAY else [items]
                    for call in filter(None, calls):
                        atomic = batch.atomic and call is items
                        rows = books.post(*call, atomic=atomic)
                        expected = world.model.post_batch(call, atomic=atomic)
                        assert told(rows, numbers) == expected

        with pytest.raises((AssertionError, psycopg.Error)):
            compare()
