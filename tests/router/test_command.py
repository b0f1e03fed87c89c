"""zerosum cells route: a router is made before cells that one can be put before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.router.conftest import Routed


def test_a_router_is_made_anew_unless_a_cell_is_not_ready(
    run: Callable[..., tuple[int, str]], towns: Routed
) -> None:
    """Under those who use it; a number or a login that is not as it should be is named."""
    before = towns.ledger.rows("list_users")
    ended, printed = run()
    assert ended == 0
    assert "functions reach 2 cells" in printed
    assert towns.ledger.rows("list_users") == before
    for arguments, order, reason in (
        ((), (1, 0), "leads to cell 1 where cell 0 is named"),
        (("--carrier", "nobody"), (0, 1), "cell 0 has no login nobody"),
        ((), (0, 1, 1), "cell 0 does not know cell 2"),
    ):
        ended, printed = run(*arguments, order=order)
        assert ended != 0
        assert reason in printed


@pytest.mark.tampered
def test_cells_of_two_releases_get_no_router(
    run: Callable[..., tuple[int, str]], towns: Routed
) -> None:
    """Functions are written from one catalog, so all cells have to have it."""
    with towns.cells[1].connect() as cell:
        row = cell.execute("SELECT pg_get_functiondef('ledger.version()'::regprocedure)").fetchone()
        assert row is not None
        cell.execute(row[0].replace("'release', '", "'release', '9", 1).encode())
        try:
            ended, printed = run()
        finally:
            cell.execute(row[0].encode())
    assert ended != 0
    assert "release" in printed
