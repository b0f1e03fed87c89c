"""zerosum cells route: a router is made before cells that one can be put before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.support.ledger_calls import LedgerCalls
from webapp.cli import command

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.router.conftest import Routed


@pytest.fixture
def run(towns: Routed, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Return what makes the router, and returns how it ended and what it printed."""
    urls = [cell.url_as("ledger_dba") for cell in towns.cells]

    def call(*arguments: str, order: tuple[int, ...] = (0, 1)) -> tuple[int, str]:
        cells = " ".join(f"{number}={urls[place]}" for number, place in enumerate(order))
        monkeypatch.setenv("ZEROSUM_CELLS", cells)
        words = ["cells", "route", towns.router.url, *arguments]
        done = CliRunner().invoke(command, words, prog_name="zerosum")
        return done.exit_code, done.output or str(done.exception or "")

    return call


def test_a_router_is_made_anew_unless_a_cell_is_not_ready(
    run: Callable[..., tuple[int, str]], towns: Routed
) -> None:
    """Under those who use it; a number, a login, a bucket that is not as it should be is named."""
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
    with towns.cells[0].connect("ledger_dba") as cell:
        LedgerCalls(cell).call("create_user", username="heidi")
        LedgerCalls(cell).call("create_user", username="ivan")
    ended, printed = run()
    assert ended != 0
    assert "cell 0 has customers of bucket 3280, which belongs to cell 1" in printed


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
