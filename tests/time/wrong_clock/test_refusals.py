"""PostgreSQL's clock runs ahead, falls behind and steps: what is refused and repaired."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.support.clocks import set_clock
from tests.time.wrong_clock.acts import (
    FIVE_YEARS,
    RIGHT,
    failing_checks,
    refusal,
    repaired,
    seconds_ahead,
)

if TYPE_CHECKING:
    from uuid import UUID

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


def test_what_a_clock_of_the_future_wrote_is_refused_everywhere(ledger: LedgerCalls) -> None:
    """By every door, saying by how much; what is not on such an account goes through."""
    ahead, payee, near, next_door = (ledger.account(min_balance=-100).account_id for _ in range(4))
    hold = ledger.call("hold_funds", account_id=ahead, amount="1").hold_id
    set_clock(ledger.connection, FIVE_YEARS)
    ledger.call("post_transfer", from_account_id=ahead, to_account_id=payee, amount="1")
    set_clock(ledger.connection, RIGHT)

    pay = {"from_account_id": near, "to_account_id": payee, "amount": "1"}
    code, detail = refusal(lambda: ledger.call("post_transfer", **pay))
    assert (code, detail["account_id"], detail["tolerance_seconds"]) == ("LG340", str(payee), "60")
    assert abs(int(detail["ahead_seconds"]) - FIVE_YEARS.total_seconds()) < 60
    for act in (
        lambda: ledger.call("hold_funds", account_id=ahead, amount="1"),
        lambda: ledger.call("capture_hold", hold_id=hold, to_account_id=near),
        lambda: ledger.call("release_hold", hold_id=hold),
        lambda: ledger.call("set_account_bounds", account_id=ahead, max_balance="5"),
        lambda: ledger.call("set_limit", account_id=ahead, maximum="5", period="day"),
        lambda: ledger.connection.execute(
            "SELECT ledger.post_transaction(ARRAY[ledger.debit_leg(%(from)s, 1),"
            " ledger.credit_leg(%(to)s, 1)])",
            {"from": near, "to": ahead},
        ),
    ):
        assert refusal(act)[0] == "LG340"

    keyed = {**pay, "idempotency_key": "again when the clock is right"}
    refused, posted = ledger.post(keyed, {**pay, "to_account_id": next_door})
    assert (refused.status, refused.failure_code) == ("FAILED", "LG340")
    assert posted.status == "COMPLETED"
    assert ledger.post({**keyed, "idempotency_key": "alone"})[0].failure_code == "LG340"
    assert _in_legs(ledger, near, payee) == ("LG340", False)
    assert failing_checks(ledger) == {"times_are_past"}
    assert abs(seconds_ahead(ledger) - int(FIVE_YEARS.total_seconds())) < 60

    assert set(repaired(ledger)) == {ahead, payee}
    assert repaired(ledger) == []
    # It passes, so it kept no key.
    for key in ("again when the clock is right", "alone"):
        assert ledger.post({**keyed, "idempotency_key": key})[0].status == "COMPLETED"
    assert _in_legs(ledger, near, payee) == (None, False)
    row = ledger.call("post_transfer", **pay)
    assert abs(row.created_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert ledger.call("release_hold", hold_id=hold).status == "RELEASED"
    assert failing_checks(ledger) == set()
    assert seconds_ahead(ledger) == 0
    assert ledger.call("verify_new").is_ok


def _in_legs(ledger: LedgerCalls, payer: UUID, payee: UUID) -> tuple[str | None, bool]:
    row = ledger.connection.execute(
        "SELECT r.failure_code, r.is_replay FROM ledger.post_transactions(ARRAY[ROW(ARRAY["
        "ledger.debit_leg(%s, 1), ledger.credit_leg(%s, 1)], NULL, 'legs', NULL, NULL, NULL, NULL"
        ")::ledger.transaction_request]) AS r",
        (payer, payee),
    ).fetchone()
    assert row is not None
    code, is_replay = row
    return code, is_replay


def test_a_clock_a_little_behind_refuses_nothing(ledger: LedgerCalls) -> None:
    """An account's history runs on from where it was; further behind the clock must catch up."""
    payer, payee = (ledger.account(min_balance=-100).account_id for _ in range(2))
    pay = {"from_account_id": payer, "to_account_id": payee, "amount": "1"}
    first = ledger.call("post_transfer", **pay).created_at
    set_clock(ledger.connection, timedelta(seconds=-50))
    assert ledger.call("post_transfer", **pay).created_at == first
    assert ledger.post(pay)[0].created_at == first
    set_clock(ledger.connection, timedelta(minutes=-2))
    assert refusal(lambda: ledger.call("post_transfer", **pay))[0] == "LG340"
    set_clock(ledger.connection, RIGHT)
    assert ledger.call("post_transfer", **pay).created_at > first


def test_a_repair_wants_a_second_clock_and_a_reason(
    database: Database, ledger: LedgerCalls
) -> None:
    """While the server's clock is wrong nothing is repaired; and it is no operator's work."""
    ledger.account()
    set_clock(ledger.connection, timedelta(days=-400))
    now = datetime.now(UTC)
    code, detail = refusal(lambda: ledger.rows("repair_times", now=now, reason="x"))
    assert (code, set(detail)) == ("LG341", {"now", "clock"})
    set_clock(ledger.connection, RIGHT)
    assert refusal(lambda: ledger.rows("repair_times", now=None, reason="x"))[0] == "LG108"
    assert refusal(lambda: ledger.rows("repair_times", now=now, reason=""))[0] == "LG108"
    assert refusal(lambda: ledger.rows("repair_times", now=now, reason="a\nb"))[0] == "LG109"
    with database.connect("ledger_web") as web, pytest.raises(psycopg.Error) as caught:
        web.execute("SELECT ledger.repair_times(now(), 'x')")
    assert caught.value.sqlstate == "42501"


def test_what_a_limit_counted_in_the_future_counts_as_of_the_repair(ledger: LedgerCalls) -> None:
    """It resets when its period ends, and a hold of then is given back to now."""
    payer, payee = (ledger.account(min_balance=-100).account_id for _ in range(2))
    ledger.call("set_limit", account_id=payer, maximum="10", period="month")
    ledger.call("set_limit", account_id=payer, maximum="10", period="window", window="7 days")
    pay = {"from_account_id": payer, "to_account_id": payee}
    ledger.call("post_transfer", **pay, amount="1")
    set_clock(ledger.connection, FIVE_YEARS)
    ledger.call("post_transfer", **pay, amount="2")
    hold = ledger.call("hold_funds", account_id=payer, amount="4").hold_id
    set_clock(ledger.connection, RIGHT)
    assert refusal(lambda: ledger.call("post_transfer", **pay, amount="1"))[0] == "LG340"
    assert payer in repaired(ledger)
    assert {row.used for row in ledger.rows("list_limits", account_id=payer)} == {7}
    assert failing_checks(ledger) == set()
    ledger.call("release_hold", hold_id=hold)
    assert {row.used for row in ledger.rows("list_limits", account_id=payer)} == {3}
    assert refusal(lambda: ledger.call("post_transfer", **pay, amount="8"))[0] == "LG240"
    ledger.call("set_limit", account_id=payer, maximum="8", period="month")
    assert failing_checks(ledger) == set()


def test_what_was_spent_for_another_in_the_future_counts_as_of_the_repair(
    database: Database, ledger: LedgerCalls
) -> None:
    """A delegation's counter is that of its history before and after."""
    owner, friend = (ledger.call("create_user", username=name).user_id for name in ("o", "f"))
    payer = ledger.account(user_id=owner).account_id
    payee = ledger.account(user_id=friend).account_id
    ledger.call("deposit", account_id=payer, amount="100")
    share = {"account_id": payer, "user_id": friend, "kind": "spender", "spend_limit": "5"}
    ledger.call("delegate_account", **share, spend_period="day")
    actor = f"ROW({friend}, 'customer', NULL, NULL, NULL, NULL)::ledger.actor"
    spend = f"SELECT ledger.post_transfer(%s, %s, %s, p_actor => {actor})"

    with database.connect("ledger_web") as web:
        set_clock(web, FIVE_YEARS)
        web.execute(spend.encode(), (payer, payee, "3"))
        assert set(repaired(ledger)) == {payer, payee}
        assert failing_checks(ledger) == set()
        set_clock(web, RIGHT)
        assert refusal(lambda: web.execute(spend.encode(), (payer, payee, "3")))[0] == "LG262"
        web.execute(spend.encode(), (payer, payee, "2"))
        # Two periods' spending in one: it is used up, and no more than that.
        set_clock(web, timedelta(days=1))
        web.execute(spend.encode(), (payer, payee, "5"))
        assert set(repaired(ledger)) == {payer, payee}
        assert failing_checks(ledger) == set()
        set_clock(web, RIGHT)
        assert refusal(lambda: web.execute(spend.encode(), (payer, payee, "1")))[0] == "LG262"
