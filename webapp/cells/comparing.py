"""Compare what two cells say of the transfers between them, while money moves.

There is no snapshot over cells, so what was done later is read later: a transfer that is
COMPLETED where it was sent has been PAID where it went, whatever comes between the two looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import namedtuple_row

Connection = psycopg.Connection[Any]

_AT_ONCE = 10_000
_AGREE: dict[str, set[str | None]] = {
    "COMPLETED": {"PAID"},
    "RETURNED": {"REFUSED"},
    "PENDING": {"PAID", "REFUSED", None},
}
_SENT = """
    SELECT o.* FROM ledger.outgoing_transfers AS o
    WHERE o.cell_number = %s AND (%s::uuid IS NULL OR o.transfer_id > %s)
    ORDER BY o.transfer_id LIMIT %s
"""
_CAME = """
    SELECT i.* FROM ledger.incoming_transfers AS i
    WHERE i.cell_number = %s AND (%s::uuid IS NULL OR i.transfer_id > %s)
    ORDER BY i.transfer_id LIMIT %s
"""
_SENT_THESE = "SELECT o.* FROM ledger.outgoing_transfers AS o WHERE o.transfer_id = ANY (%s)"
_CAME_THESE = "SELECT i.* FROM ledger.incoming_transfers AS i WHERE i.transfer_id = ANY (%s)"


@dataclass(frozen=True, slots=True)
class Difference:
    """A transfer of which two cells say different things."""

    transfer_id: UUID
    from_cell: int
    to_cell: int
    sent: str | None
    came: str | None

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.transfer_id} from cell {self.from_cell} to cell {self.to_cell}:"
            f" sent {self.sent or 'unknown'}, came {self.came or 'unknown'}"
        )


def differences(
    payers: Connection, from_cell: int, payees: Connection, to_cell: int
) -> Iterator[Difference]:
    """Yield what differs of the transfers from one cell to another."""
    for sent in _pages(payers, _SENT, to_cell):
        came = _by_id(payees, _CAME_THESE, list(sent))
        for transfer_id, row in sent.items():
            if not _agree(row, came.get(transfer_id), from_cell, to_cell):
                yield _difference(transfer_id, from_cell, to_cell, row, came.get(transfer_id))
    for came in _pages(payees, _CAME, from_cell):
        sent = _by_id(payers, _SENT_THESE, list(came))
        for transfer_id, row in came.items():
            if transfer_id not in sent:
                yield _difference(transfer_id, from_cell, to_cell, None, row)


def _agree(sent: Any, came: Any, from_cell: int, to_cell: int) -> bool:  # noqa: ANN401 - rows of views
    if came is None:
        return None in _AGREE[sent.status]
    return (
        came.status in _AGREE[sent.status]
        and (came.cell_number, sent.cell_number) == (from_cell, to_cell)
        and (came.from_account_id, came.to_account_id, came.amount, came.currency)
        == (sent.from_account_id, sent.to_account_id, sent.amount, sent.currency)
        and (sent.status != "COMPLETED" or sent.incoming_transaction_id == came.transaction_id)
        and (sent.status != "RETURNED" or sent.failure_code == came.failure_code)
    )


def _difference(
    transfer_id: UUID,
    from_cell: int,
    to_cell: int,
    sent: Any,  # noqa: ANN401 - a row of a view, or None
    came: Any,  # noqa: ANN401 - as above
) -> Difference:
    return Difference(transfer_id, from_cell, to_cell, _said(sent), _said(came))


def _said(row: Any) -> str | None:  # noqa: ANN401 - a row of a view, or None
    return row and f"{row.status} {row.amount} {row.currency}"


def _pages(connection: Connection, query: str, cell_number: int) -> Iterator[dict[UUID, Any]]:
    after: UUID | None = None
    while True:
        page = _fetched(connection, query, (cell_number, after, after, _AT_ONCE))
        if page:
            yield page
        if len(page) < _AT_ONCE:
            return
        after = list(page)[-1]


def _by_id(connection: Connection, query: str, ids: list[UUID]) -> dict[UUID, Any]:
    return _fetched(connection, query, (ids,))


def _fetched(connection: Connection, query: str, values: tuple[Any, ...]) -> dict[UUID, Any]:
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        rows: list[Any] = cursor.execute(query, values).fetchall()
    return {row.transfer_id: row for row in rows}
