"""Carry transfers to other cells on: the payee's cell decides, the payer's cell is told.

Each of the two steps is one statement, which its cell commits or does not; each may be asked
again. So it does not matter who carries a transfer, how many do, or where one is interrupted.
"""

from typing import Any

import psycopg
from psycopg.rows import namedtuple_row
from psycopg.types.json import Jsonb

from webapp.cells.peers import Peers

Connection = psycopg.Connection[Any]

_PAY_IN = """
    SELECT i.transaction_id, i.failure_code, i.failure_detail
    FROM ledger.pay_in(
        p_transfer_id => %s, p_cell_number => %s, p_from_account_id => %s, p_to_account_id => %s,
        p_amount => %s, p_currency => %s, p_description => %s
    ) AS i
"""
_SETTLE = """
    SELECT o.status
    FROM ledger.settle(
        p_transfer_id => %s, p_incoming_transaction_id => %s, p_failure_code => %s,
        p_failure_detail => %s
    ) AS o
"""
_PENDING = "SELECT p.* FROM ledger.list_pending_transfers(%s, %s) AS p"
_NUMBER = "SELECT c.cell_number FROM ledger.list_cells() AS c WHERE c.is_this"


def own_number(here: Connection) -> int:
    """Return the number of the cell that a connection leads to."""
    (number,) = _one(here.execute(_NUMBER))
    return int(number)


def pending(here: Connection, older_than: str = "0 seconds", limit: int = 100) -> list[Any]:
    """Return transfers of this cell that wait, the oldest first."""
    with here.cursor(row_factory=namedtuple_row) as cursor:
        return cursor.execute(_PENDING, (older_than, limit)).fetchall()


def carry(here: Connection, number: int, peers: Peers, transfer: Any) -> str:  # noqa: ANN401 - a row of the view
    """Have a transfer of cell `number` decided, and settle it; return its status.

    Raises UnknownCellError, and psycopg.Error of either cell: then it is as pending as before.
    """
    decided = _one(
        peers.connection(transfer.cell_number).execute(
            _PAY_IN,
            (
                transfer.transfer_id,
                number,
                transfer.from_account_id,
                transfer.to_account_id,
                transfer.amount,
                transfer.currency,
                transfer.description,
            ),
        )
    )
    detail = decided.failure_detail
    (status,) = _one(
        here.execute(
            _SETTLE,
            (
                transfer.transfer_id,
                decided.transaction_id,
                decided.failure_code,
                Jsonb(detail) if detail is not None else None,
            ),
        )
    )
    return str(status)


def _one(cursor: psycopg.Cursor[Any]) -> Any:  # noqa: ANN401 - the query decides
    (row,) = cursor.fetchall()
    return row
