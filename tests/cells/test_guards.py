"""Nobody but transfers between cells moves a clearing account, and none of them is rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.cells.conftest import Cell
    from tests.support.ledger_calls import Row

    Pair = tuple[Cell, Cell]


@pytest.fixture
def clearing(cells: Pair, payer: Row, payee: Row) -> Row:
    """Return a clearing account of cell 0 that another cell is owed 10.00 by."""
    here, _ = cells
    here.send(payer, payee)
    row = here.ledger.connection.execute("SELECT c.* FROM ledger.clearing_accounts AS c").fetchone()
    assert row is not None
    return row


def _both_ways(clearing: Row, payer: Row) -> list[dict[str, object]]:
    pair = clearing.account_id, payer.account_id
    return [
        {"from_account_id": a, "to_account_id": b, "amount": "1.00"} for a, b in (pair, pair[::-1])
    ]


def test_no_door_moves_it(cells: Pair, clearing: Row, payer: Row) -> None:
    """Transfers, batches, legs, deposits, holds, freezes, sweeps: all find it suspended."""
    ledger = cells[0].ledger
    other = ledger.account(min_balance="-Infinity").account_id
    for transfer in _both_ways(clearing, payer):
        with pytest.raises(psycopg.Error, match="LG203"):
            ledger.call("transfer", **transfer)
        (item,) = ledger.post(transfer)
        assert (item.status, item.failure_code) == ("FAILED", "LG203")
    calls: list[tuple[str, str, list[object]]] = [
        ("hold_funds(%s, 1)", "LG203", [clearing.account_id]),
        ("freeze_amount(%s, 1, 'court')", "LG", [clearing.account_id]),
        ("pay_out(%s, %s, 1, 1)", "LG203", [clearing.account_id, other]),
        ("deposit(%s, 1)", "LG203", [clearing.account_id]),
        ("withdraw(%s, 1)", "LG203", [clearing.account_id]),
        ("close_account(%s, %s)", "LG", [clearing.account_id, other]),
        ("merge_accounts(%s, %s)", "LG", [clearing.account_id, other]),
        ("set_account_status(%s, 'ACTIVE')", "LG905", [clearing.account_id]),
        ("set_account_status(%s, 'SUSPENDED', NULL, true)", "LG905", [clearing.account_id]),
        ("set_account_bounds(%s, 0, NULL)", "LG", [clearing.account_id]),
        (
            "post_transaction(ARRAY[ledger.debit_leg(%s, 1), ledger.credit_leg(%s, 1)])",
            "LG203",
            [clearing.account_id, other],
        ),
        (
            "post_transaction(ARRAY[ledger.debit_leg(%s, 1), ledger.credit_leg(%s, 1)])",
            "LG203",
            [other, clearing.account_id],
        ),
    ]
    for call, code, values in calls:
        with pytest.raises(psycopg.Error, match=code):
            ledger.connection.execute(f"SELECT * FROM ledger.{call}", values)
    assert cells[0].clearing() == clearing.balance


def test_a_pending_transfer_is_not_reversed(cells: Pair, clearing: Row) -> None:
    """The other cell may have paid by then."""
    ledger = cells[0].ledger
    (sent,) = ledger.rows("list_outgoing_transfers")
    with pytest.raises(psycopg.Error, match="LG203"):
        ledger.call("reverse_transaction", transaction_id=sent.transfer_id)
    assert cells[0].clearing() == clearing.balance


@pytest.mark.tampered
@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE ledger_private.account SET status = 'ACTIVE' WHERE account_id = %s", "LG905"),
        ("UPDATE ledger_private.account SET allows_credits = true WHERE account_id = %s", "LG905"),
        ("UPDATE ledger_private.account SET accumulates = true WHERE account_id = %s", "LG905"),
        ("UPDATE ledger_private.account SET min_balance = -5 WHERE account_id = %s", "LG905"),
        ("UPDATE ledger_private.account SET max_balance = 500 WHERE account_id = %s", "LG905"),
        ("DELETE FROM ledger_private.clearing_account WHERE account_id = %s", "LG902"),
        ("UPDATE ledger_private.clearing_account SET stripe = 0 WHERE account_id = %s", "LG902"),
        ("DELETE FROM ledger_private.outgoing_transfer WHERE %s IS NOT NULL", "LG902"),
        ("UPDATE ledger_private.outgoing_transfer SET amount = 1 WHERE %s IS NOT NULL", "LG905"),
        ("UPDATE ledger_private.incoming_transfer SET amount = 1 WHERE %s IS NOT NULL", "LG902"),
        ("DELETE FROM ledger_private.peer_cell WHERE %s IS NOT NULL", "LG902"),
        ("UPDATE ledger_private.peer_cell SET cell_number = 9 WHERE %s IS NOT NULL", "LG902"),
    ],
)
def test_plain_statements_are_refused(
    cells: Pair, clearing: Row, statement: str, code: str
) -> None:
    """Of a superuser too."""
    with cells[0].database.connect() as superuser, pytest.raises(psycopg.Error, match=code):
        superuser.execute(statement, (clearing.account_id,))


@pytest.mark.tampered
def test_a_settled_transfer_stays_settled(cells: Pair, payer: Row, payee: Row) -> None:
    """By plain statements as well as by the doors; and none begins settled."""
    here, there = cells
    settled = here.settle(there.take(here.send(payer, payee)))
    assert settled.status == "COMPLETED"
    with here.database.connect() as superuser:
        with pytest.raises(psycopg.Error, match="LG905"):
            superuser.execute(
                "UPDATE ledger_private.outgoing_transfer SET status = 'PENDING',"
                " incoming_transaction_id = NULL, decided_at = NULL"
            )
        with pytest.raises(psycopg.Error, match="LG905"):
            superuser.execute(
                "INSERT INTO ledger_private.outgoing_transfer (transfer_id, from_account_id,"
                " to_account_id, user_id, incoming_transaction_id, created_at, decided_at,"
                " cell_number, amount, currency, status)"
                " SELECT gen_random_uuid(), from_account_id, to_account_id, user_id,"
                " incoming_transaction_id, created_at, decided_at, cell_number, amount, currency,"
                " status FROM ledger_private.outgoing_transfer"
            )


@pytest.mark.tampered
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("decided_at = NULL", "outgoing_transfer_pending_is_undecided"),
        ("incoming_transaction_id = NULL", "outgoing_transfer_completed_was_paid"),
        ("failure_code = 'LG203'", "outgoing_transfer_returned_says_why"),
        ("return_transaction_id = transfer_id", "outgoing_transfer_returned_says_why"),
        ("status = 'LOST', incoming_transaction_id = NULL", "outgoing_transfer_status_is_known"),
    ],
)
def test_a_transfer_says_all_of_its_end(
    cells: Pair, payer: Row, payee: Row, change: str, constraint: str
) -> None:
    """With the triggers off the constraints hold."""
    here, there = cells
    here.settle(there.take(here.send(payer, payee)))
    with here.database.connect() as superuser:
        superuser.execute("ALTER TABLE ledger_private.outgoing_transfer DISABLE TRIGGER USER")
        with pytest.raises(psycopg.errors.CheckViolation) as refused:
            superuser.execute(f"UPDATE ledger_private.outgoing_transfer SET {change}".encode())
    assert refused.value.diag.constraint_name == constraint


@pytest.mark.tampered
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("transaction_id = NULL", "incoming_transfer_paid_or_refused"),
        ("failure_code = 'LG203'", "incoming_transfer_paid_or_refused"),
        ("status = 'LOST', transaction_id = NULL", "incoming_transfer_status_is_known"),
    ],
)
def test_what_came_says_all_of_its_end(
    cells: Pair, payer: Row, payee: Row, change: str, constraint: str
) -> None:
    """As above."""
    here, there = cells
    there.take(here.send(payer, payee))
    with there.database.connect() as superuser:
        superuser.execute("ALTER TABLE ledger_private.incoming_transfer DISABLE TRIGGER USER")
        with pytest.raises(psycopg.errors.CheckViolation) as refused:
            superuser.execute(f"UPDATE ledger_private.incoming_transfer SET {change}".encode())
    assert refused.value.diag.constraint_name == constraint


def _broken(cell: Cell) -> set[str]:
    with cell.database.connect() as superuser:
        rows = superuser.execute("SELECT v.name FROM ledger.verify() AS v WHERE NOT v.ok")
        return {row[0] for row in rows}


_ROWS_OUT = "cell_transfers"
_SUMS_OUT = "clearing_accounts"
_SENT = "ledger_private.outgoing_transfer"
_CAME = "ledger_private.incoming_transfer"
_RETURNED = f"""
    UPDATE {_SENT} SET status = 'RETURNED', failure_code = 'LG203',
        incoming_transaction_id = NULL, return_transaction_id = transfer_id
"""
_REFUSED = f"""
    UPDATE {_CAME} SET status = 'REFUSED', failure_code = 'LG203', transaction_id = NULL
"""
_OPENED = """
    UPDATE ledger_private.account SET status = 'ACTIVE' WHERE account_id IN (
        SELECT c.account_id FROM ledger_private.clearing_account AS c
    )
"""


@pytest.mark.tampered
@pytest.mark.parametrize(
    "fault",
    [
        (0, f"UPDATE {_SENT} SET amount = 9", _ROWS_OUT),
        (0, f"UPDATE {_SENT} SET amount = 9", _SUMS_OUT),
        (0, f"DELETE FROM {_SENT}", _SUMS_OUT),
        (0, _RETURNED, _ROWS_OUT),
        (1, f"UPDATE {_CAME} SET amount = 9", _ROWS_OUT),
        (1, f"DELETE FROM {_CAME}", _SUMS_OUT),
        (1, _REFUSED, _SUMS_OUT),
        (1, _OPENED, _ROWS_OUT),
    ],
)
def test_verify_notices(cells: Pair, payer: Row, payee: Row, fault: tuple[int, str, str]) -> None:
    """With the guards off, each of the two checks sees its part."""
    here, there = cells
    which, statement, check = fault
    here.settle(there.take(here.send(payer, payee)))
    assert _broken(cells[which]) <= {"direct_changes_have_reasons"}
    with cells[which].database.connect() as superuser:
        for table in ("outgoing_transfer", "incoming_transfer", "account"):
            superuser.execute(f"ALTER TABLE ledger_private.{table} DISABLE TRIGGER USER")
        superuser.execute(statement)
    assert check in _broken(cells[which])
