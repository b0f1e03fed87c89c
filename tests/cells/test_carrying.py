"""zerosum work carries transfers on: from wherever they were left, around a cell that is away."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import TYPE_CHECKING

import psycopg
import pytest

from webapp.cells.carrying import carry, own_number, pending
from webapp.cells.peers import Peers
from webapp.worker.cells import CELLS

if TYPE_CHECKING:
    from tests.cells.conftest import Cell
    from tests.support.ledger_calls import Row

    Pair = tuple[Cell, Cell]

_NOT_STOPPED = threading.Event()


@pytest.fixture
def urls(cells: Pair, monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """Let each cell know where both are."""
    found = {cell.number: cell.database.url_as("ledger_dba") for cell in cells}
    monkeypatch.setenv("ZEROSUM_CELLS", " ".join(f"{n}={url}" for n, url in found.items()))
    monkeypatch.setenv("ZEROSUM_DATABASE_URL", cells[0].database.url)
    return found


def _turn(cell: Cell) -> bool:
    with cell.database.connect("ledger_dba") as connection:
        return CELLS.turn(connection, _NOT_STOPPED)


def _statuses(cell: Cell) -> list[str]:
    return [row.status for row in cell.ledger.rows("list_outgoing_transfers")]


@pytest.mark.usefixtures("urls")
def test_a_turn_carries_all_that_waits(cells: Pair, payer: Row, payee: Row) -> None:
    """Paid ones complete, refused ones come back."""
    here, there = cells
    other = there.ledger.account()
    there.ledger.call("set_account_status", account_id=other.account_id, status="CLOSED")
    here.send(payer, payee, "1.00")
    here.send(payer, other, "2.00")
    here.send(payer, payee, "4.00")
    _turn(here)
    assert _statuses(here) == ["COMPLETED", "RETURNED", "COMPLETED"]
    assert here.ledger.balance(payer.account_id) == Decimal("95.00")
    assert there.ledger.balance(payee.account_id) == Decimal("5.00")


@pytest.mark.usefixtures("urls")
def test_it_goes_on_wherever_it_was_left(cells: Pair, payer: Row, payee: Row) -> None:
    """After the payer's step, after the payee's, and after all."""
    here, there = cells
    here.send(payer, payee, "1.00")
    there.take(here.send(payer, payee, "2.00"))
    here.settle(there.take(here.send(payer, payee, "4.00")))
    for _ in range(2):
        _turn(here)
        assert _statuses(here) == ["COMPLETED"] * 3
        assert there.ledger.balance(payee.account_id) == Decimal("7.00")


def test_two_may_carry_one_transfer(
    cells: Pair, urls: dict[int, str], payer: Row, payee: Row
) -> None:
    """Whoever comes second is told the same."""
    here, there = cells
    for _ in range(20):
        here.send(payer, payee, "1.00")
    barrier, failures = threading.Barrier(3), []

    def work() -> None:
        try:
            with (
                here.database.connect("ledger_dba") as connection,
                Peers(urls, application_name="test") as peers,
            ):
                waiting = pending(connection)
                barrier.wait()
                for transfer in waiting:
                    assert carry(connection, own_number(connection), peers, transfer) == "COMPLETED"
        except BaseException as error:  # noqa: BLE001 - told by the test
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert there.ledger.balance(payee.account_id) == Decimal("20.00")


def test_a_cell_that_is_away_keeps_its_own_waiting(
    cells: Pair, urls: dict[int, str], payer: Row, payee: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They stay pending, the others go on; when it is back all are carried."""
    here, there = cells
    here.ledger.call("add_cell", cell_number=2)
    here.send(payer, payee, "1.00")
    lost = here.ledger.call(
        "pay_out",
        from_account_id=payer.account_id,
        to_account_id=payee.account_id,
        cell_number=2,
        amount="2.00",
    )
    here.send(payer, payee, "4.00")
    nowhere = "postgresql://ledger_dba@127.0.0.1:1/zerosum"
    for told in (f"1={urls[1]}", f"1={urls[1]} 2={nowhere}"):
        monkeypatch.setenv("ZEROSUM_CELLS", told)
        _turn(here)
        assert sorted(_statuses(here)) == ["COMPLETED", "COMPLETED", "PENDING"]
    waiting = here.ledger.call("get_outgoing_transfer", transfer_id=lost.transfer_id)
    assert waiting.status == "PENDING"
    assert there.ledger.balance(payee.account_id) == Decimal("5.00")
    sweep = {
        "account_id": payer.account_id,
        "sweep_to_account_id": here.ledger.account().account_id,
    }
    with pytest.raises(psycopg.Error, match="LG211"):
        here.ledger.call("close_account", **sweep)
    here.ledger.call("settle", transfer_id=lost.transfer_id, failure_code="LG001")
    assert here.ledger.call("close_account", **sweep).status == "CLOSED"


@pytest.mark.usefixtures("urls")
def test_money_that_cannot_come_back_is_kept(cells: Pair, payer: Row, payee: Row) -> None:
    """The payer's account takes nothing any more: house:suspense has it, as its reversal."""
    here, there = cells
    sent = here.send(payer, payee)
    there.ledger.call("set_account_status", account_id=payee.account_id, status="SUSPENDED")
    here.ledger.call("set_account_status", account_id=payer.account_id, status="SUSPENDED")
    _turn(here)
    settled = here.ledger.call("get_outgoing_transfer", transfer_id=sent.transfer_id)
    assert (settled.status, settled.failure_code) == ("RETURNED", "LG203")
    kept = here.ledger.call("find_account", code="house:suspense:USD")
    assert here.ledger.balance(kept.account_id) == Decimal("10.00")
    back = here.ledger.call("get_transaction", transaction_id=settled.return_transaction_id)
    assert (back.to_account_id, back.reverses_transaction_id) == (kept.account_id, None)
    assert here.clearing() == 0
