"""Customers in a cell that is not theirs: no router is put before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.router.conftest import Routed


def test_a_cell_with_customers_of_another_gets_no_router(
    run: Callable[..., tuple[int, str]], towns: Routed
) -> None:
    """Their bucket is named, and whose it is. They stay, so these cells are this test's alone."""
    with towns.cells[0].connect("ledger_dba") as cell:
        LedgerCalls(cell).call("create_user", username="heidi")
        LedgerCalls(cell).call("create_user", username="ivan")
    ended, printed = run()
    assert ended != 0
    assert "cell 0 has customers of bucket 3280, which belongs to cell 1" in printed
