"""pay_out, pay_in, settle: each decided once, however often and in whatever order it is asked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.cells.conftest import Cell
    from tests.support.ledger_calls import Row

    Pair = tuple[Cell, Cell]


def _refused(code: str) -> pytest.RaisesExc[psycopg.Error]:
    return pytest.raises(psycopg.Error, match=f"^{code} ")


def test_money_goes_from_cell_to_cell(cells: Pair, payer: Row, payee: Row) -> None:
    """PENDING while it is under way, COMPLETED then; both clearing accounts mirror each other."""
    here, there = cells
    sent = here.send(payer, payee, description="rent", metadata={"private": 1})
    assert (sent.status, sent.amount, sent.cell_number) == ("PENDING", Decimal("10.00"), 1)
    assert here.ledger.balance(payer.account_id) == Decimal("90.00")
    assert (here.clearing(), there.clearing()) == (Decimal("10.00"), 0)
    taken = there.take(sent)
    assert taken.status == "PAID"
    paid = there.ledger.call("get_transaction", transaction_id=taken.transaction_id)
    assert (paid.description, paid.metadata) == ("rent", None)
    assert there.ledger.balance(payee.account_id) == Decimal("10.00")
    assert (here.clearing(), there.clearing()) == (Decimal("10.00"), Decimal("-10.00"))
    settled = here.settle(taken)
    assert settled.status == "COMPLETED"
    assert settled.incoming_transaction_id == taken.transaction_id


def test_each_step_may_be_asked_again(cells: Pair, payer: Row, payee: Row) -> None:
    """Every answer comes again, and moves nothing."""
    here, there = cells
    sent = here.send(payer, payee, idempotency_key="k")
    assert here.send(payer, payee, idempotency_key="k") == sent
    taken = there.take(sent)
    assert there.take(sent) == taken
    settled = here.settle(taken)
    assert here.settle(taken) == settled
    assert there.take(sent) == taken
    assert here.send(payer, payee, idempotency_key="k") == settled
    assert here.ledger.balance(payer.account_id) == Decimal("90.00")
    assert there.ledger.balance(payee.account_id) == Decimal("10.00")


def test_a_key_stands_for_one_request(cells: Pair, payer: Row, payee: Row) -> None:
    """Another amount under it, or a transfer within the cell, is refused; and the other way."""
    here, _ = cells
    here.send(payer, payee, idempotency_key="k")
    with _refused("LG301"):
        here.send(payer, payee, "11.00", idempotency_key="k")
    other = here.ledger.account()
    within = {
        "from_account_id": payer.account_id,
        "to_account_id": other.account_id,
        "amount": "10.00",
        "idempotency_key": "k",
    }
    with _refused("LG301"):
        here.ledger.call("post_transfer", **within)
    here.ledger.call("post_transfer", **within | {"idempotency_key": "within"})
    with _refused("LG301"):
        here.send(payer, other, idempotency_key="within")


def test_the_digest_is_that_of_a_transfer(cells: Pair, payer: Row, payee: Row) -> None:
    """Should payer and payee meet in one cell, a retry by post_transfer finds what was sent."""
    here, _ = cells
    here.send(payer, payee, idempotency_key="k", description="rent")
    with here.database.connect() as superuser:
        row = superuser.execute(
            "SELECT k.request_digest = ledger_private.request_digest(ROW("
            "%s, %s, '10.0', 'USD', 'k', 'rent', NULL, NULL, NULL, NULL)"
            "::ledger.transfer_request, 'USD')"
            " FROM ledger_private.idempotency_key AS k WHERE k.idempotency_key = 'k'",
            (payer.account_id, payee.account_id),
        ).fetchone()
    assert row == (True,)


def test_what_the_payees_cell_refuses_comes_back(cells: Pair, payer: Row, payee: Row) -> None:
    """With the reason; and a late answer can't pay after all."""
    here, there = cells
    there.ledger.call("set_account_status", account_id=payee.account_id, status="SUSPENDED")
    sent = here.send(payer, payee)
    taken = there.take(sent)
    assert (taken.status, taken.failure_code) == ("REFUSED", "LG203")
    there.ledger.call("set_account_status", account_id=payee.account_id, status="ACTIVE")
    settled = here.settle(taken)
    assert (settled.status, settled.failure_code) == ("RETURNED", "LG203")
    assert settled.failure_detail["account_id"] == str(payee.account_id)
    assert here.ledger.balance(payer.account_id) == Decimal("100.00")
    back = here.ledger.call("get_transaction", transaction_id=settled.return_transaction_id)
    assert (back.transaction_type, back.reverses_transaction_id) == ("reversal", sent.transfer_id)
    assert there.take(sent).status == "REFUSED"
    assert there.ledger.balance(payee.account_id) == 0
    assert (here.clearing(), there.clearing()) == (0, 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"to_account_id": "00000000-0000-7000-8000-000000000bff"}, "LG001"),
        ({"currency": "EUR"}, "LG205"),
        ({"currency": "XQQ"}, "LG003"),
        ({"amount": "0.001"}, "LG105"),
        ({"amount": "-1"}, "LG103"),
    ],
)
def test_each_refusal_is_stored(
    cells: Pair, payer: Row, payee: Row, change: dict[str, str], code: str
) -> None:
    """Whatever another cell sends gets an answer, and the same one for ever."""
    here, there = cells
    sent = here.send(payer, payee)
    if code == "LG103":
        with pytest.raises(psycopg.Error):
            there.take(sent, **change)
        return
    taken = there.take(sent, **change)
    assert (taken.status, taken.failure_code, taken.transaction_id) == ("REFUSED", code, None)
    assert there.take(sent, **change) == taken
    assert there.ledger.balance(payee.account_id) == 0


def test_no_money_leaves_the_ledger_by_way_of_another_cell(cells: Pair, payer: Row) -> None:
    """An account of the outside there takes none: rights and limits of withdrawals are here."""
    here, there = cells
    for account_class, code in ("asset", "LG290"), ("income", None):
        house = there.ledger.account(account_class=account_class)
        taken = there.take(here.send(payer, house, "1.00"))
        assert taken.failure_code == code
        here.settle(taken)
    assert here.ledger.balance(payer.account_id) == Decimal("99.00")


def test_accounts_that_accumulate_send_and_take(cells: Pair, payer: Row) -> None:
    """What was credited without a lock is folded before it is sent."""
    here, there = cells
    busy = here.ledger.account(accumulates=True)
    shop = there.ledger.account(accumulates=True)
    here.ledger.call(
        "transfer",
        from_account_id=payer.account_id,
        to_account_id=busy.account_id,
        amount="30.00",
    )
    for amount in ("10.00", "20.00"):
        here.settle(there.take(here.send(busy, shop, amount)))
    with _refused("LG201"):
        here.send(busy, shop, "0.01")
    assert there.ledger.balance(shop.account_id) == Decimal("30.00")


def test_what_differs_is_refused(cells: Pair, payer: Row, payee: Row) -> None:
    """An id stands for one transfer, and a settled one was settled so."""
    here, there = cells
    sent = here.send(payer, payee)
    taken = there.take(sent)
    with _refused("LG309"):
        there.take(sent, amount="11.00")
    with _refused("LG309"):
        there.take(sent, from_account_id=payee.account_id)
    here.settle(taken)
    with _refused("LG309"):
        here.ledger.call("settle", transfer_id=sent.transfer_id, failure_code="LG203")
    with _refused("LG108"):
        here.ledger.call("settle", transfer_id=sent.transfer_id)
    with _refused("LG109"):
        here.ledger.call("settle", transfer_id=sent.transfer_id, failure_code="nonsense")
    with _refused("LG035"):
        here.ledger.call("settle", transfer_id=taken.transaction_id, failure_code="LG203")


def test_the_payers_cell_refuses_as_within_it(cells: Pair, payer: Row, payee: Row) -> None:
    """Funds, status, form; nothing is on file then, and the key is free."""
    here, _ = cells
    with _refused("LG201"):
        here.send(payer, payee, "100.01", idempotency_key="k")
    with _refused("LG105"):
        here.send(payer, payee, "0.001")
    with _refused("LG108"):
        here.ledger.call(
            "pay_out", from_account_id=payer.account_id, to_account_id=None, cell_number=1, amount=1
        )
    with _refused("LG034"):
        here.ledger.call(
            "pay_out",
            from_account_id=payer.account_id,
            to_account_id=payee.account_id,
            cell_number=7,
            amount="1",
        )
    here.ledger.call("set_account_status", account_id=payer.account_id, status="SUSPENDED")
    with _refused("LG203"):
        here.send(payer, payee)
    here.ledger.call("set_account_status", account_id=payer.account_id, status="ACTIVE")
    assert here.ledger.rows("list_outgoing_transfers") == []
    assert here.send(payer, payee, "100.00", idempotency_key="k").status == "PENDING"


def test_limits_hold_across_cells(cells: Pair, payer: Row, payee: Row) -> None:
    """What is sent counts at the payer, what comes at the payee; what comes back gives it back."""
    here, there = cells
    day = {"measure": "amount", "period": "day", "maximum": "15.00"}
    here.ledger.call("set_limit", account_id=payer.account_id, direction="out", **day)
    there.ledger.call("set_limit", account_id=payee.account_id, direction="in", **day)
    first = there.take(here.send(payer, payee))
    here.settle(first)
    with _refused("LG240"):
        here.send(payer, payee, "5.01")
    sent = here.send(payer, payee, "5.00")
    assert there.take(sent).status == "PAID"
    back = there.send(payee, payer, "15.00")
    assert here.take(back).status == "PAID"
