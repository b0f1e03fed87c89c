"""zerosum cells: by hand, from the first number to the proof that both cells agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from webapp.cli import command

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cells.conftest import Cell
    from tests.support.databases import Database
    from tests.support.ledger_calls import Row

    Pair = tuple[Cell, Cell]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Return what runs a command in a database, and returns how it ended and what it printed."""

    def call(database: Database, *arguments: str) -> tuple[int, str]:
        monkeypatch.setenv("ZEROSUM_DATABASE_URL", database.url_as("ledger_dba"))
        done = CliRunner().invoke(command, arguments, prog_name="zerosum")
        return done.exit_code, done.output or str(done.exception or "")

    return call


def test_a_cell_by_hand(run: Callable[..., tuple[int, str]], database: Database) -> None:
    """It gets a number, then knows others, then keeps its number."""
    assert run(database, "cells", "init", "3") == (0, "this is cell 3\n")
    assert run(database, "cells", "add", "4") == (0, "cell 4 is known\n")
    assert run(database, "cells", "status") == (0, "cell 3  this one\ncell 4  0 pending\n")
    for arguments, code in (("init", "5"), "LG212"), (("add", "3"), "LG109"), (("init", "-1"), ""):
        ended, printed = run(database, "cells", *arguments)
        assert ended != 0
        assert code in printed
    assert run(database, "cells", "init", "3")[0] == 0


def test_what_both_cells_say(
    run: Callable[..., tuple[int, str]],
    cells: Pair,
    payer: Row,
    payee: Row,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Waiting, carried, compared; a wrong address and a missing one are told."""
    here, there = cells
    here.send(payer, payee)
    ended, printed = run(here.database, "cells", "status")
    assert (ended, "1 pending" in printed, "owed 10.00 USD" in printed) == (0, True, True)
    ended, printed = run(here.database, "cells", "verify")
    assert (ended != 0, "ZEROSUM_CELLS" in printed) == (True, True), printed
    monkeypatch.setenv("ZEROSUM_CELLS", f"1={here.database.url_as('ledger_dba')}")
    ended, printed = run(here.database, "cells", "verify")
    assert "leads to cell 0 where cell 1 is named" in printed
    monkeypatch.setenv("ZEROSUM_CELLS", f"1={there.database.url_as('ledger_dba')}")
    agreed = (0, "ok       cells 0 and 1 say the same of all transfers\n")
    assert run(here.database, "cells", "verify") == agreed
    assert run(here.database, "work", "--once", "--job", "cells") == (0, "")
    assert run(here.database, "cells", "verify") == agreed
    assert "0 pending" in run(here.database, "cells", "status")[1]


@pytest.mark.tampered
def test_what_differs_is_named(
    run: Callable[..., tuple[int, str]],
    cells: Pair,
    payer: Row,
    payee: Row,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What came from nowhere, what was settled untruly, what came with another amount."""
    here, there = cells
    monkeypatch.setenv("ZEROSUM_CELLS", f"1={there.database.url_as('ledger_dba')}")
    lost, forged, other = (here.send(payer, payee, amount) for amount in ("1.00", "2.00", "3.00"))
    here.ledger.call(
        "settle", transfer_id=lost.transfer_id, incoming_transaction_id=forged.transfer_id
    )
    there.take(other, amount="4.00")
    there.ledger.call(
        "pay_in",
        transfer_id="00000000-0000-7000-8000-000000000001",
        cell_number=0,
        from_account_id=payer.account_id,
        to_account_id=payee.account_id,
        amount="5.00",
        currency="USD",
    )
    ended, printed = run(here.database, "cells", "verify")
    assert ended == 1
    assert sorted(line.split(": ")[1] for line in printed.splitlines()) == [
        "sent COMPLETED 1.00 USD, came unknown",
        "sent PENDING 3.00 USD, came PAID 4.00 USD",
        "sent unknown, came PAID 5.00 USD",
    ]
