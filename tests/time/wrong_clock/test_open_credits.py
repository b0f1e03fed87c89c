"""Credits that a wrong clock dated, of accounts that accumulate: refused, read, folded."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.property.mutate import mutate
from tests.support.clocks import set_clock
from tests.time.wrong_clock.acts import (
    FIVE_YEARS,
    RIGHT,
    failing_checks,
    outcome,
    refusal,
    repaired,
)

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


# A little later, within what clocks may differ by: what is folded meanwhile is booked by then.
_NOW = "SELECT clock_timestamp() + interval '30 seconds' AS now"


class _Pair(NamedTuple):
    payer: UUID
    payee: UUID


def credited(ledger: LedgerCalls) -> _Pair:
    """Give who paid 1 today, 2 while the clock was wrong, and, repaired, 4; and whom."""
    pair = _Pair(*(ledger.account(min_balance=-100).account_id for _ in range(2)))
    ledger.call("update_account", account_id=pair.payee, accumulates=True)
    pay(ledger, pair, "1")
    set_clock(ledger.connection, FIVE_YEARS)
    pay(ledger, pair, "2")
    assert repaired(ledger) == [pair.payer]
    pay(ledger, pair, "4")
    return pair


def pay(ledger: LedgerCalls, pair: _Pair, amount: str) -> UUID:
    """Pay an open credit; return the transaction."""
    row = ledger.call(
        "post_transfer", from_account_id=pair.payer, to_account_id=pair.payee, amount=amount
    )
    assert row.to_account_version is None
    transaction_id: UUID = row.transaction_id
    return transaction_id


def said(ledger: LedgerCalls, account_id: UUID) -> dict[str, Any]:
    """Return what is read of an account, by time and in pages."""
    now = ledger.connection.execute(_NOW).fetchall()[0].now
    told: dict[str, Any] = {
        "now": ledger.call("get_balance", account_id=account_id).balance,
        "as of now": ledger.call("get_balance", account_id=account_id, as_of=now).balance,
        "that counts now": ledger.call(
            "get_balance", account_id=account_id, effective_at=now
        ).balance,
        "entries until now": [
            row.amount for row in ledger.rows("list_entries", account_id=account_id, until=now)
        ],
        "of the day": ledger.connection.execute(
            "SELECT b.balance FROM reporting.list_account_balances(current_date) AS b"
            " WHERE b.account_id = %s",
            (account_id,),
        ).fetchall(),
    }
    for axis in ("booked", "effective"):
        at = {"account_id": account_id, "axis": axis, "as_of": now}
        told[f"{axis} lines"] = [
            (row.amount, row.balance) for row in ledger.rows("get_statement", **at)
        ]
        told[f"{axis} pages"] = _pages(ledger, **at)
        summary = ledger.call("get_statement_summary", **at)
        told[f"{axis} summary"] = (summary.entries, summary.closing_balance)
    for is_ascending in (True, False):
        listed: list[UUID] = []
        while len(listed) < 9:
            page = ledger.rows(
                "list_transactions", account_id=account_id, limit=1,
                is_ascending=is_ascending, after=listed[-1] if listed else None,
            )  # fmt: skip
            if not page:
                break
            listed += [row.transaction_id for row in page]
        told[f"transactions {is_ascending}"] = listed
    return told


def _pages(ledger: LedgerCalls, **statement: object) -> list[tuple[Decimal, Decimal]]:
    """Return the lines of a statement that is read a line at a time."""
    lines: list[tuple[Decimal, Decimal]] = []
    cursor: dict[str, object] = {}
    while len(lines) < 9:
        page = ledger.rows("get_statement", **statement, **cursor, limit=1)
        if not page:
            break
        lines += [(row.amount, row.balance) for row in page]
        last = page[-1]
        if last.account_version is None:
            cursor = {"before_transaction_id": last.transaction_id}
        else:
            cursor = {"before_version": last.account_version, "before_at": last.effective_at}
    return lines


def test_a_credit_of_the_future_is_read_and_folded_as_of_now(ledger: LedgerCalls) -> None:
    """It counts at once, folding changes nothing, and what comes next is dated now."""
    pair = credited(ledger)
    before = said(ledger, pair.payee)
    assert (before["now"], before["as of now"], before["that counts now"]) == (7, 7, 7)
    lines = [(Decimal(2), Decimal(7)), (Decimal(4), Decimal(5)), (Decimal(1), Decimal(1))]
    for axis in ("booked", "effective"):
        assert before[f"{axis} lines"] == before[f"{axis} pages"] == lines
    assert len(before["transactions True"]) == 3
    assert failing_checks(ledger) == set()

    ledger.call("fold_account", account_id=pair.payee)
    assert said(ledger, pair.payee) == before
    assert failing_checks(ledger) == set()
    assert ledger.call("verify_new").is_ok
    pay(ledger, pair, "8")
    ledger.call("post_transfer", from_account_id=pair.payee, to_account_id=pair.payer, amount="15")
    assert ledger.call("get_balance", account_id=pair.payee).balance == 0
    assert failing_checks(ledger) == set()


def test_an_account_ahead_of_the_clock_is_neither_paid_nor_folded(ledger: LedgerCalls) -> None:
    """Changed while the clock was wrong, it is refused until it is repaired; its credits wait."""
    payer, payee, next_door = (ledger.account(min_balance=-100).account_id for _ in range(3))
    ledger.call("update_account", account_id=payee, accumulates=True)
    pay(ledger, _Pair(payer, payee), "1")
    set_clock(ledger.connection, FIVE_YEARS)
    ledger.call("update_account", account_id=payee, name="of the future")
    pay(ledger, _Pair(next_door, payee), "2")
    set_clock(ledger.connection, RIGHT)
    for act in (
        lambda: pay(ledger, _Pair(payer, payee), "4"),
        lambda: pay(ledger, _Pair(next_door, payee), "4"),
        lambda: ledger.call(
            "post_transfer", from_account_id=payee, to_account_id=payer, amount="1"
        ),
        lambda: ledger.call("update_account", account_id=payee, accumulates=False),
    ):
        assert refusal(act)[0] == "LG340"
    assert ledger.call("fold_account", account_id=payee).version == 1
    assert set(repaired(ledger)) == {payee, next_door}
    assert ledger.call("fold_account", account_id=payee).version == 2
    pay(ledger, _Pair(payer, payee), "4")
    assert failing_checks(ledger) == set()


class _Fault(NamedTuple):
    """A change of a function's source, and what is seen then: a code, a check or an answer."""

    function: str
    old: str
    new: str
    seen: str


_FAULTS = (
    _Fault("fold_credits", "least(o.created_at, v_now)", "o.created_at", "LG909"),
    _Fault("open_credits_until", "WHEN p_at < clock_timestamp() THEN", "WHEN true THEN", "read"),
    _Fault("line_counts_from", "OR e.is_folded", "", "read"),
    _Fault("transaction_booked_at", "AND t.leg_account_ids IS NULL", "AND false", "read"),
)


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault.function)
def test_each_part_of_it_is_needed(database: Database, ledger: LedgerCalls, fault: _Fault) -> None:
    """A planted fault is seen, by the guard or in what is read."""
    pair = credited(ledger)
    before = said(ledger, pair.payee)
    mutate(database, fault.function, (fault.old, fault.new))
    told = [said(ledger, pair.payee)]
    code = outcome(lambda: ledger.call("fold_account", account_id=pair.payee))
    told.append(said(ledger, pair.payee))
    seen = code or ("read" if told != [before, before] else None)
    assert seen == fault.seen
