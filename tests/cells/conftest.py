"""Two cells that know each other, in two databases of one server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.support.ledger_calls import LedgerCalls
from tests.support.plugin import assert_books_are_right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import Row
    from tests.support.rig import Rig


@dataclass(frozen=True, slots=True)
class Cell:
    """A database that is a cell, and a DBA's session in it."""

    number: int
    database: Database
    ledger: LedgerCalls

    def send(self, payer: Row, payee: Row, amount: str = "10.00", **more: object) -> Row:
        """Pay an account of the other cell."""
        return self.ledger.call(
            "pay_out",
            from_account_id=payer.account_id,
            to_account_id=payee.account_id,
            cell_number=1 - self.number,
            amount=amount,
            **more,
        )

    def take(self, sent: Row, **other: object) -> Row:
        """Decide what the other cell has sent."""
        arguments: dict[str, object] = {
            "transfer_id": sent.transfer_id,
            "cell_number": 1 - self.number,
            "from_account_id": sent.from_account_id,
            "to_account_id": sent.to_account_id,
            "amount": sent.amount,
            "currency": sent.currency,
            "description": sent.description,
        }
        return self.ledger.call("pay_in", **(arguments | other))

    def settle(self, taken: Row) -> Row:
        """Tell what the other cell has decided."""
        return self.ledger.call(
            "settle",
            transfer_id=taken.transfer_id,
            incoming_transaction_id=taken.transaction_id,
            failure_code=taken.failure_code,
            failure_detail=taken.failure_detail,
        )

    def clearing(self, currency: str = "USD") -> object:
        """Return what the other cell is owed."""
        row = self.ledger.connection.execute(
            "SELECT coalesce(sum(c.balance), 0) FROM ledger.clearing_accounts AS c"
            " WHERE c.currency = %s",
            (currency,),
        ).fetchone()
        assert row is not None
        return row[0]


@pytest.fixture
def cells(
    rig: Rig, database: Database, request: pytest.FixtureRequest
) -> Iterator[tuple[Cell, Cell]]:
    """Give cell 0 and cell 1; the books of both are right in the end."""
    with (
        rig.clone(rig.template) as other,
        database.connect("ledger_dba") as here,
        other.connect("ledger_dba") as there,
    ):
        pair = Cell(0, database, LedgerCalls(here)), Cell(1, other, LedgerCalls(there))
        for cell in pair:
            cell.ledger.call("set_cell_number", cell_number=cell.number)
            cell.ledger.call("add_cell", cell_number=1 - cell.number)
        yield pair
        if request.node.get_closest_marker("tampered") is None:
            assert_books_are_right(other)


@pytest.fixture
def payer(cells: tuple[Cell, Cell]) -> Row:
    """Return an account of cell 0 with 100.00."""
    ledger = cells[0].ledger
    account, world = ledger.account(), ledger.account(min_balance="-Infinity")
    ledger.call(
        "transfer",
        from_account_id=world.account_id,
        to_account_id=account.account_id,
        amount="100.00",
    )
    return account


@pytest.fixture
def payee(cells: tuple[Cell, Cell]) -> Row:
    """Return an account of cell 1."""
    return cells[1].ledger.account()
