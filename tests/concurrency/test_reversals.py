"""Reversals at once never give back more than there was, and one key is one reversal."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.concurrency.crowd import at_once, deadlocks, told
from tests.concurrency.staging import before, staged
from tests.property.mutate import mutate

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

    Funded = Callable[[int, str], list[UUID]]


def test_partial_reversals_never_exceed_the_original(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """A payment of 100 is given back in exactly fourteen parts of 7."""
    payer, shop = funded(2, "1000")
    paid = _pay(ledger, payer, shop, "100")

    assert _reverse(database, paid) == {"ok": 14, "LG224": 36}
    row = ledger.call("get_transaction", transaction_id=paid)
    assert (row.status, row.reversed_amount) == ("COMPLETED", Decimal(98))
    assert ledger.balance(payer) == Decimal(998)


def test_parts_of_many_legs_never_exceed_theirs(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """In proportion, with cents to share out, at once."""
    accounts = funded(4, "1000")
    amounts = (("DEBIT", "60.01"), ("DEBIT", "39.99"), ("CREDIT", "97.10"), ("CREDIT", "2.90"))
    legs = ", ".join(
        f"ROW('{account}', '{kind}', {amount}, NULL, NULL, NULL, NULL, NULL)::ledger.entry_request"
        for account, (kind, amount) in zip(accounts, amounts, strict=True)
    )
    row = ledger.connection.execute(
        f"SELECT transaction_id FROM ledger.post_transaction(ARRAY[{legs}])".encode()
    ).fetchone()
    assert row is not None
    paid = row.transaction_id

    assert _reverse(database, paid) == {"ok": 14, "LG224": 36}
    ledger.call("reverse_transaction", transaction_id=paid)
    assert [ledger.balance(account) for account in accounts] == [Decimal(1000)] * 4
    assert ledger.call("get_transaction", transaction_id=paid).status == "REVERSED"


def test_one_reversal_sent_by_many(database: Database, ledger: LedgerCalls, funded: Funded) -> None:
    """The same reversal under one key is the same reversal."""
    payer, shop = funded(2, "100")
    paid = _pay(ledger, payer, shop, "50")

    def reverse(calls: LedgerCalls, _: int) -> UUID:
        sent = {"transaction_id": paid, "amount": "10", "idempotency_key": "once"}
        reversal: UUID = calls.call("reverse_transaction", **sent).transaction_id
        return reversal

    assert len(set(at_once(database, 24, reverse))) == 1
    assert ledger.balance(payer) == Decimal(60)


def test_reversals_against_spends_and_captures(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """The receiver's money goes once, back or on; opposing pairs do not deadlock."""
    (payer,), (shop,), before = funded(1, "100"), funded(1, "0"), deadlocks(database)
    paid = _pay(ledger, payer, shop, "100")
    hold = ledger.call("hold_funds", account_id=shop, to_account_id=payer, amount="50").hold_id

    def use(calls: LedgerCalls, number: int) -> str:
        pair = {"from_account_id": shop, "to_account_id": payer, "amount": "5"}
        match number % 3:
            case 0:
                sent = {"transaction_id": paid, "amount": "5"}
                return told(lambda: calls.call("reverse_transaction", **sent))[0]
            case 1:
                return told(lambda: calls.call("post_transfer", **pair))[0]
            case _:
                return told(lambda: calls.call("capture_hold", hold_id=hold, amount="5"))[0]

    outcome = Counter(at_once(database, 45, use))

    assert outcome == {"ok": 20, "LG201": 20, "LG220": 5}
    assert ledger.balance(shop) == 0
    assert deadlocks(database) == before


def test_inside_transactions_that_lock_first(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """After ledger.lock_accounts a reversal or a capture meets single calls without deadlock."""
    payer, shop = funded(2, "1000")
    before = deadlocks(database)
    paid = _pay(ledger, payer, shop, "100")
    hold = ledger.call("hold_funds", account_id=payer, to_account_id=shop, amount="100").hold_id

    def reverse(calls: LedgerCalls, number: int) -> str:
        sent = {"transaction_id": paid, "amount": "1"}
        if number % 2:
            return told(lambda: calls.call("reverse_transaction", **sent))[0]
        with calls.connection.transaction():
            calls.rows("lock_accounts", account_ids=[shop, payer])
            calls.call("capture_hold", hold_id=hold, amount="1")
            return told(lambda: calls.call("reverse_transaction", **sent))[0]

    assert Counter(at_once(database, 40, reverse)) == {"ok": 40}
    assert ledger.balance(payer) == Decimal(1000 - 100 - 20 + 40)
    assert deadlocks(database) == before


@pytest.mark.tampered
def test_without_the_lock_reversals_exceed(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """The planted fault: the accounts are locked too late."""
    lock = "PERFORM ledger_private.lock_accounts(\n        ARRAY"
    mutate(
        database,
        "lock_reversible",
        (lock, "PERFORM cardinality(\n        ARRAY"),
    )
    mutate(database, "amount_to_reverse", before("    RETURN v_amount;\n"))
    payer, shop = funded(2, "1000")
    paid = _pay(ledger, payer, shop, "100")

    outcome = staged(database, lambda: _reverse(database, paid), waiting=20)

    assert outcome["ok"] > 14, f"the fault went unnoticed: {outcome}"
    broken = {row.name for row in ledger.rows("verify") if not row.ok}
    assert broken == {"refunds_within_originals", "guards_are_in_place"}
    _undo(ledger, payer, shop, outcome["ok"])


def _undo(ledger: LedgerCalls, payer: UUID, shop: UUID, reversals: int) -> None:
    assert ledger.balance(payer) == Decimal(900 + 7 * reversals)
    assert ledger.balance(shop) == Decimal(1100 - 7 * reversals)


def _pay(ledger: LedgerCalls, payer: UUID, payee: UUID, amount: str) -> UUID:
    row = ledger.call("post_transfer", from_account_id=payer, to_account_id=payee, amount=amount)
    transaction_id: UUID = row.transaction_id
    return transaction_id


def _reverse(database: Database, paid: UUID) -> Counter[str]:
    """Let fifty sessions give back 7 of it."""

    def reverse(calls: LedgerCalls, _: int) -> str:
        sent = {"transaction_id": paid, "amount": "7"}
        return told(lambda: calls.call("reverse_transaction", **sent))[0]

    return Counter(at_once(database, 50, reverse))
