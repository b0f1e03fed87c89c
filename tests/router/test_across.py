"""Money from one cell to another in one call: done, refused as in one cell, or under way."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from tests.router.conftest import Routed
    from tests.support.databases import Database
    from tests.support.ledger_calls import Row


@pytest.fixture(scope="module")
def alice(towns: Routed) -> Row:
    """Return an account of cell 0 with 100.00."""
    return towns.account("alice")


@pytest.fixture(scope="module")
def bob(towns: Routed) -> Row:
    """Return an account of cell 1 with 100.00."""
    return towns.account("bob")


@contextmanager
def broken(cell: Database, function: str) -> Iterator[None]:
    """Let a function of a cell fail for a while, as when the cell is not what it should be."""
    with cell.connect() as connection:
        connection.execute(f"ALTER FUNCTION {function} RENAME TO away".encode())
        try:
            yield
        finally:
            connection.execute(f"ALTER FUNCTION ledger.away RENAME TO {function[7:]}".encode())


def _owed(towns: Routed) -> list[Decimal]:
    """Return what each cell owes the other."""
    found = []
    for cell in towns.cells:
        with cell.connect() as connection:
            found += connection.execute(
                "SELECT coalesce(sum(c.balance), 0) FROM ledger.clearing_accounts AS c"
            ).fetchall()
    return [row[0] for row in found]


def test_they_are_in_two_cells(alice: Row, bob: Row) -> None:
    """As their names say: 701 and 2075 of 4096."""
    assert (str(alice.account_id)[-4:], str(bob.account_id)[-4:]) == ("02bd", "081b")


def test_a_transfer_is_completed_in_one_call(towns: Routed, alice: Row, bob: Row) -> None:
    """And once, however often it is asked for under its key."""
    before = towns.ledger.balance(alice.account_id), towns.ledger.balance(bob.account_id)
    key = str(uuid4())
    first = towns.transfer(alice, bob, 7, idempotency_key=key, description="lunch")
    again = towns.transfer(alice, bob, 7, idempotency_key=key, description="lunch")
    assert (first.status, first.amount, first.currency) == ("COMPLETED", 7, "EUR")
    assert again.transaction_id == first.transaction_id
    after = towns.ledger.balance(alice.account_id), towns.ledger.balance(bob.account_id)
    assert before[0] - after[0] == after[1] - before[1] == 7
    assert sum(_owed(towns)) == 0
    with pytest.raises(psycopg.DatabaseError) as caught:
        towns.transfer(alice, bob, 8, idempotency_key=key)
    assert caught.value.sqlstate == "LG301"


def test_refusals_are_those_of_one_cell(towns: Routed, alice: Row, bob: Row) -> None:
    """The same code, message, fields and hint, on a connection that goes on."""
    friend = towns.ledger.call(
        "open_account", currency="EUR", user_id=alice.user_id, code=str(uuid4())
    )
    told = []
    for payee in (friend, bob):
        with pytest.raises(psycopg.DatabaseError) as caught:
            towns.transfer(alice, payee, 8000)
        diag = caught.value.diag
        told.append((diag.sqlstate, diag.message_primary, diag.message_detail, diag.message_hint))
    assert told[0] == told[1]
    assert told[0][0] == "LG201"
    pids = "SELECT ledger_router.dblink_get_connections()"
    with towns.router.connect() as connection:
        assert connection.execute(pids).fetchone() == (None,)


def test_an_unknown_payee_is_refused_before_money_moves(towns: Routed, alice: Row) -> None:
    """No debit, no return: the payer's statement knows nothing of it."""
    version = towns.ledger.call("get_account", account_id=alice.account_id).version
    nobody = f"{str(uuid4())[:-4]}0fff"
    with pytest.raises(psycopg.DatabaseError) as caught:
        towns.ledger.call(
            "post_transfer", from_account_id=alice.account_id, to_account_id=nobody, amount=1
        )
    assert (caught.value.sqlstate, caught.value.diag.message_detail) == (
        "LG001",
        f'{{"account_id": "{nobody}"}}',
    )
    assert towns.ledger.call("get_account", account_id=alice.account_id).version == version


def test_what_the_payee_refuses_comes_back(towns: Routed, alice: Row, bob: Row) -> None:
    """With the code and the fields, for ever the same under the key."""
    full = towns.ledger.call(
        "open_account", currency="EUR", user_id=bob.user_id, max_balance=5, code=str(uuid4())
    )
    before = towns.ledger.balance(alice.account_id)
    key = str(uuid4())
    for _ in range(2):
        with pytest.raises(psycopg.DatabaseError) as caught:
            towns.transfer(alice, full, 6, idempotency_key=key)
        assert caught.value.sqlstate == "LG202"
        assert str(full.account_id) in str(caught.value.diag.message_detail)
    assert towns.ledger.balance(alice.account_id) == before
    assert sum(_owed(towns)) == 0


def test_a_transfer_the_other_cell_does_not_take_is_pending(
    towns: Routed, alice: Row, bob: Row
) -> None:
    """The payer has paid; the same key completes it, and no money is doubled."""
    before = towns.ledger.balance(bob.account_id)
    key = str(uuid4())
    with broken(towns.cells[1], "ledger.pay_in"):
        sent = towns.transfer(alice, bob, 3, idempotency_key=key)
        assert sent.status == "PENDING"
        assert sum(_owed(towns)) == 3
        assert towns.transfer(alice, bob, 3, idempotency_key=key).status == "PENDING"
    done = towns.transfer(alice, bob, 3, idempotency_key=key)
    assert (done.status, done.transaction_id) == ("COMPLETED", sent.transaction_id)
    assert towns.ledger.balance(bob.account_id) == before + 3
    assert sum(_owed(towns)) == 0


def test_a_payment_that_is_not_settled_is_completed_all_the_same(
    towns: Routed, alice: Row, bob: Row
) -> None:
    """The payee has the money, which nothing takes back; the worker tells the payer's cell."""
    with broken(towns.cells[0], "ledger.settle"):
        sent = towns.transfer(alice, bob, 2)
    assert sent.status == "COMPLETED"
    ((status,),) = towns.ledger.connection.execute(
        "SELECT o.status FROM ledger.get_outgoing_transfer(%s) AS o", (sent.transaction_id,)
    ).fetchall()
    assert status == "PENDING"
    ((status,),) = towns.ledger.connection.execute(
        "SELECT r.status FROM ledger.post_transfers(ARRAY[ledger.transfer_item(%s, %s, 2)]) AS r",
        (bob.account_id, alice.account_id),
    ).fetchall()
    assert status == "COMPLETED"


def test_a_batch_keeps_its_order(towns: Routed, alice: Row, bob: Row) -> None:
    """Within cells, across, and a refusal that disturbs no neighbour."""
    friend = towns.ledger.call(
        "open_account", currency="EUR", user_id=alice.user_id, code=str(uuid4())
    )
    rows = towns.ledger.post(
        *(
            {"from_account_id": a.account_id, "to_account_id": b.account_id, "amount": amount}
            for a, b, amount in (
                (alice, friend, 4),
                (friend, bob, 3),
                (bob, alice, 9000),
                (friend, alice, 1),
                (bob, friend, 2),
            )
        )
    )
    assert [(row.item_number, row.status, row.failure_code) for row in rows] == [
        (1, "COMPLETED", None),
        (2, "COMPLETED", None),
        (3, "FAILED", "LG201"),
        (4, "COMPLETED", None),
        (5, "COMPLETED", None),
    ]
    assert towns.ledger.balance(friend.account_id) == 2
    with pytest.raises(psycopg.DatabaseError) as caught:
        towns.ledger.post(
            {"from_account_id": alice.account_id, "to_account_id": bob.account_id, "amount": 1},
            atomic=True,
        )
    assert caught.value.sqlstate == "LG280"


@pytest.mark.parametrize(
    "field",
    [
        {"effective_at": "2026-01-01 00:00+00"},
        {"expected_version": 1},
        {"transaction_type": "salary"},
    ],
)
def test_what_cannot_be_sent_across_is_refused(
    towns: Routed, alice: Row, bob: Row, field: dict[str, object]
) -> None:
    """By the name of the field, before money moves."""
    with pytest.raises(psycopg.DatabaseError) as caught:
        towns.transfer(alice, bob, 1, **field)
    assert caught.value.sqlstate == "LG280"
    assert f'"field": "{next(iter(field))}"' in str(caught.value.diag.message_detail)


def test_other_acts_name_accounts_of_one_cell(towns: Routed, alice: Row, bob: Row) -> None:
    """A hold to a payee elsewhere, a sweep, a merge, legs."""
    legs = "ARRAY[ledger.debit_leg(%s, 1), ledger.credit_leg(%s, 1)]"
    for call in (
        "hold_funds(p_account_id => %s, p_amount => 1, p_to_account_id => %s)",
        "close_account(p_account_id => %s, p_sweep_to_account_id => %s)",
        "merge_accounts(%s, %s, 'mistake')",
        f"post_transaction({legs})",
        f"preview_transaction({legs})",
    ):
        with pytest.raises(psycopg.DatabaseError) as caught:
            towns.ledger.connection.execute(
                f"SELECT FROM ledger.{call}".encode(), (alice.account_id, bob.account_id)
            )
        assert caught.value.sqlstate == "LG280", call


def test_writing_within_a_transaction_is_refused(towns: Routed, alice: Row, bob: Row) -> None:
    """No ROLLBACK would undo it; reading is no matter."""
    before = towns.ledger.balance(alice.account_id)
    call = f"SELECT FROM ledger.post_transfer('{alice.account_id}', '{bob.account_id}', 1)"
    with towns.router.connect("ledger_dba") as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT FROM ledger.list_accounts()")
        with pytest.raises(psycopg.DatabaseError) as caught:
            connection.execute(call.encode())
        connection.execute("ROLLBACK")
    assert caught.value.sqlstate == "LG282"
    assert towns.ledger.balance(alice.account_id) == before
