"""A hold is never captured beyond what it covers, whoever else wants the money at once."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.concurrency.crowd import SECONDS, at_once, deadlocks, told
from tests.concurrency.staging import before, staged
from tests.property.mutate import mutate
from tests.support.holds import brief_hold
from tests.support.ledger_calls import beside

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls

    Funded = Callable[[int, str], list[UUID]]


def test_fifty_captures_of_one_hold(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """A hold of 100 pays for exactly fourteen captures of 7, though there is money for all."""
    payer, shop = funded(2, "1000")
    hold = _hold(ledger, payer, shop, "100")

    def capture(calls: LedgerCalls, _: int) -> str:
        return told(lambda: calls.call("capture_hold", hold_id=hold, amount="7"))[0]

    outcome = Counter(at_once(database, 50, capture))

    assert outcome == {"ok": 14, "LG222": 36}
    row = ledger.call("get_hold", hold_id=hold)
    assert (row.status, row.captured, row.remaining) == ("OPEN", Decimal(98), Decimal(2))
    shown = ledger.call("get_account", account_id=payer)
    assert (shown.balance, shown.held) == (Decimal(902), Decimal(2))
    assert ledger.balance(shop) == Decimal(1098)


def test_fifty_captures_of_all_that_remains(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """One gets it, the others are told that the hold is closed."""
    payer, shop = funded(2, "1000")
    hold = _hold(ledger, payer, shop, "100", tolerance_amount="50")

    def capture(calls: LedgerCalls, _: int) -> str:
        return told(lambda: calls.call("capture_hold", hold_id=hold))[0]

    assert Counter(at_once(database, 50, capture)) == {"ok": 1, "LG220": 49}
    assert ledger.balance(shop) == Decimal(1100)


def test_captures_against_releases(database: Database, ledger: LedgerCalls, funded: Funded) -> None:
    """What is captured and what is released add up to the hold."""
    payer, shop = funded(2, "100")
    hold = _hold(ledger, payer, shop, "60")

    def settle(calls: LedgerCalls, number: int) -> tuple[str, str]:
        step = ("capture_hold", "release_hold")[number % 2]
        return step, told(lambda: calls.call(step, hold_id=hold, amount="2"))[0]

    outcome = Counter(at_once(database, 40, settle))

    captured, released = outcome["capture_hold", "ok"], outcome["release_hold", "ok"]
    assert captured + released == 30
    assert outcome["capture_hold", "LG220"] + outcome["release_hold", "LG220"] == 10
    row = ledger.call("get_hold", hold_id=hold)
    assert (row.captured, row.released, row.remaining) == (2 * captured, 2 * released, 0)
    assert ledger.balance(payer) == Decimal(100 - 2 * captured)


def test_increments_and_holds_against_spends(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """Money is held or spent once: together they use up what there was and no more."""
    payer, shop = funded(2, "100")
    hold = _hold(ledger, payer, shop, "10")

    def use(calls: LedgerCalls, number: int) -> tuple[str, str]:
        pair = {"from_account_id": payer, "to_account_id": shop, "amount": "5"}
        match number % 3:
            case 0:
                return "raised", told(
                    lambda: calls.call("increment_hold", hold_id=hold, amount="5")
                )[0]
            case 1:
                return "held", told(lambda: calls.call("hold_funds", account_id=payer, amount="5"))[
                    0
                ]
            case _:
                return "spent", told(lambda: calls.call("post_transfer", **pair))[0]

    outcome = Counter(at_once(database, 36, use))

    done = {what: count for (what, code), count in outcome.items() if code == "ok"}
    assert sum(done.values()) == 18
    assert {code for _, code in outcome} == {"ok", "LG201"}
    shown = ledger.call("get_account", account_id=payer)
    assert shown.available == 0
    assert shown.balance == 100 - 5 * done.get("spent", 0)
    assert shown.held == 10 + 5 * (done.get("raised", 0) + done.get("held", 0))


def test_an_overcapture_against_spends(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """The excess of a capture competes for free money as any spend does."""
    for _ in range(10):
        payer, shop = funded(2, "100")
        hold = _hold(ledger, payer, shop, "90", tolerance_amount="10")

        def use(
            calls: LedgerCalls,
            number: int,
            hold: UUID = hold,
            payer: UUID = payer,
            shop: UUID = shop,
        ) -> str:
            if number % 2:
                return told(lambda: calls.call("capture_hold", hold_id=hold, amount="100"))[0]
            pair = {"from_account_id": payer, "to_account_id": shop, "amount": "10"}
            return told(lambda: calls.call("post_transfer", **pair))[0]

        outcome = Counter(at_once(database, 2, use))
        assert outcome == {"ok": 1, "LG201": 1}
        assert ledger.balance(payer) in {Decimal(0), Decimal(90)}


def test_expiry_against_captures_and_spends(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """Around its expiry the money of a hold is captured or spent, never both."""
    for turn in range(8):
        payer, shop = funded(2, "100")
        hold, expires_at = brief_hold(ledger.connection, payer, 100, shop, seconds=0.3)

        # Turn by turn earlier.
        outcome = _use_up(database, payer, hold, shop, expires_at, early=3 * turn)
        assert set(outcome) <= {"ok", "LG201", "LG220", "LG221"}
        assert outcome["ok"] == 1
        assert ledger.balance(payer) == 0
        assert ledger.call("get_hold", hold_id=hold).status in {"CAPTURED", "EXPIRED"}


def _use_up(
    database: Database, payer: UUID, hold: UUID, shop: UUID, expires_at: datetime, *, early: int
) -> Counter[str]:
    """Let nine sessions, one after another by 3 ms, capture, spend and expire about a moment."""
    give_up_at = expires_at + timedelta(seconds=SECONDS / 2)
    pair = {"from_account_id": payer, "to_account_id": shop, "amount": "100"}
    is_spent = threading.Event()

    def use(calls: LedgerCalls, number: int) -> Counter[str]:
        starts_at = expires_at + timedelta(milliseconds=3 * number - early)
        calls.connection.execute("SELECT pg_sleep_until(%s)", (starts_at,))
        outcome: Counter[str] = Counter()
        # Until the hold has gone one way or the other, and once more when the money is spent.
        is_last = False
        while not (is_last or outcome.keys() & {"ok", "LG220", "LG221"}):
            is_last = is_spent.is_set() or datetime.now(UTC) > give_up_at
            if number % 3 == 0:
                code = told(lambda: calls.call("capture_hold", hold_id=hold))[0]
            elif number % 3 == 1:
                code = told(lambda: calls.call("post_transfer", **pair))[0]
            else:
                calls.rows("expire_holds")
                code = "LG220"
            if code == "ok":
                is_spent.set()
            outcome[code] += 1
        return outcome

    return sum(at_once(database, 9, use), Counter[str]())


def test_groups_settle_whole_and_without_deadlock(
    database: Database, ledger: LedgerCalls, funded: Funded
) -> None:
    """Captured and released at once by many, each group goes one way."""
    accounts, before = funded(4, "100"), deadlocks(database)
    groups = [beside(accounts[0]) for _ in range(6)]
    for group in groups:
        for payer, payee in zip(accounts, accounts[1:] + accounts[:1], strict=True):
            _hold(ledger, payer, payee, "10", group_id=group)

    def settle(calls: LedgerCalls, number: int) -> str:
        group = groups[number % len(groups)]
        step = "capture_group" if number % 4 < 2 else "release_group"
        return told(lambda: len(calls.rows(step, group_id=group)))[0]

    outcome = Counter(at_once(database, 24, settle))

    assert outcome == {"ok": len(groups), "LG220": 24 - len(groups)}
    for group in groups:
        rows = ledger.rows("list_holds", group_id=group)
        assert len({row.status for row in rows}) == 1
    assert deadlocks(database) == before


def test_without_locks_keys_refuse(database: Database, ledger: LedgerCalls, funded: Funded) -> None:
    """The planted fault: no row is locked; steps collide on their number and nothing is lost.

    The test of fifty captures, which wants exactly ok and LG222, fails with this fault.
    """
    mutate(database, "lock_accounts", ("FOR NO KEY UPDATE\n", "\n"))
    mutate(database, "lock_account", ("    FOR NO KEY UPDATE;\n", ";\n"))
    mutate(
        database,
        "lock_open_hold",
        ("    FOR NO KEY UPDATE;\n", ";\n"),
        before("    RETURN v_hold;\n"),
    )
    payer, shop = funded(2, "1000")
    hold = _hold(ledger, payer, shop, "100")

    def capture(calls: LedgerCalls, _: int) -> str:
        return told(lambda: calls.call("capture_hold", hold_id=hold, amount="7"))[0]

    outcome = Counter(staged(database, lambda: at_once(database, 50, capture)))

    assert outcome["23505"], f"the fault went unnoticed: {outcome}"
    assert set(outcome) <= {"ok", "LG222", "23505"}
    assert ledger.call("get_hold", hold_id=hold).captured == 7 * outcome["ok"]
    assert ledger.balance(payer) == 1000 - 7 * outcome["ok"]


def _hold(ledger: LedgerCalls, payer: UUID, payee: UUID, amount: str, **more: object) -> UUID:
    row = ledger.call("hold_funds", account_id=payer, to_account_id=payee, amount=amount, **more)
    hold_id: UUID = row.hold_id
    return hold_id
