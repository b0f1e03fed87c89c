"""Closing, merging, renaming and sorting while others do the same, or pay."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.concurrency.crowd import at_once, deadlocks, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

    Funded = Callable[[int, str], list[UUID]]


def test_closing_while_others_pay_in_and_out(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """The sweep takes all there is: nothing is left in the closed account, nothing is lost."""
    closing, heir, shop = funded(3, "100")

    def work(calls: LedgerCalls, number: int) -> str:
        if number == 7:
            close = {"account_id": closing, "sweep_to_account_id": heir}
            return "closed " + told(lambda: calls.call("close_account", **close))[0]
        pair = (closing, shop) if number % 2 else (shop, closing)
        transfer = {"from_account_id": pair[0], "to_account_id": pair[1], "amount": "1"}
        return told(lambda: calls.call("post_transfer", **transfer))[0]

    outcome = Counter(at_once(database, 40, work))

    assert outcome["closed ok"] == 1
    assert set(outcome) <= {"closed ok", "ok", "LG204"}
    shown = ledger.call("get_account", account_id=closing)
    assert (shown.status, shown.balance) == ("CLOSED", Decimal(0))
    assert ledger.balance(heir) + ledger.balance(shop) == Decimal(300)


def test_twenty_closings_of_one_account(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """The money is swept once, to one of the two named; all are told that it is closed."""
    closing, first, second = funded(3, "100")

    def close(calls: LedgerCalls, number: int) -> str:
        heir = first if number % 2 else second
        row = calls.call("close_account", account_id=closing, sweep_to_account_id=heir)
        return str(row.status)

    assert Counter(at_once(database, 20, close)) == {"CLOSED": 20}
    assert sorted([ledger.balance(first), ledger.balance(second)]) == [100, 200]


def test_merging_two_accounts_into_each_other(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """One direction wins, the other meets a closed account; no deadlock."""
    first, second = funded(2, "100")
    before = deadlocks(database)

    def merge(calls: LedgerCalls, number: int) -> str:
        pair = (first, second) if number % 2 else (second, first)
        return told(
            lambda: calls.call("merge_accounts", from_account_id=pair[0], into_account_id=pair[1])
        )[0]

    outcome = Counter(at_once(database, 20, merge))

    # The winner's direction may be asked for again; the other is refused.
    assert outcome == {"ok": 10, "LG204": 10}
    left = [ledger.call("get_account", account_id=account) for account in (first, second)]
    assert sorted((row.status, row.balance) for row in left) == [("ACTIVE", 200), ("CLOSED", 0)]
    assert deadlocks(database) == before


def test_many_accounts_want_one_code(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """One gets it, by renaming or by opening; the others are told that it is taken."""
    accounts = funded(8, "0")

    def name(calls: LedgerCalls, number: int) -> str:
        if number < len(accounts):
            rename = {"account_id": accounts[number], "code": "wanted"}
            return told(lambda: calls.call("rename_account", **rename))[0]
        return told(lambda: calls.account(code="wanted"))[0]

    assert Counter(at_once(database, 16, name)) == {"ok": 1, "LG303": 15}
    assert ledger.call("find_account", code="wanted").code == "wanted"


def test_categories_are_never_moved_into_a_circle(database: Database, ledger: LedgerCalls) -> None:
    """Of moves that would make a circle together, those that come too late are refused."""
    for path in ("a", "b", "c"):
        ledger.call("create_category", path=path)
    moves = (("a", "b/a"), ("b", "c/b"), ("c", "a/c"))

    def move(calls: LedgerCalls, number: int) -> str:
        path, new_path = moves[number % 3]
        return told(lambda: calls.call("move_category", path=path, new_path=new_path))[0]

    outcome = Counter(at_once(database, 12, move))

    assert set(outcome) <= {"ok", "LG009", "LG245", "LG345"}
    paths = {row.path for row in ledger.rows("list_categories")}
    assert len(paths) == 3
    assert {path.rpartition("/")[0] for path in paths} <= paths | {""}
