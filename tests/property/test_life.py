"""Random sequences of all operations, compared answer by answer with a plain model.

ZEROSUM_MODEL_SEQUENCES asks for more of them, ZEROSUM_MODEL_SEED for others (make campaign: new
ones each time). What a seed draws depends on the modules that are loaded, too.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.property.life_machine import LifeMachine
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from tests.support.databases import Database

pytestmark = pytest.mark.long

_SEQUENCES = int(os.environ.get("ZEROSUM_MODEL_SEQUENCES", "2000"))
_SEED = int(os.environ.get("ZEROSUM_MODEL_SEED", "1"))


def test_the_ledger_is_the_model(database: Database) -> None:
    """Results, codes, balances, held and available amounts, entries and holds, at every step.

    One database serves all sequences, each with accounts of its own; the closing
    ledger.verify() then proves the books of all of them together.
    """
    print(f"ZEROSUM_MODEL_SEED={_SEED} ZEROSUM_MODEL_SEQUENCES={_SEQUENCES}")  # noqa: T201
    with database.connect("ledger_dba") as connection:
        LifeMachine.books = LedgerCalls(connection)
        run_state_machine_as_test(
            seed(_SEED)(LifeMachine),
            settings=settings(
                max_examples=_SEQUENCES,
                stateful_step_count=10,
                deadline=None,
                database=None,
                print_blob=True,
                phases=[Phase.generate, Phase.shrink],
                suppress_health_check=list(HealthCheck),
            ),
        )
