"""The review queue: what cases do, and deciding them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.security.tampering import rewrite

if TYPE_CHECKING:
    from tests.fraud.town import Town
    from tests.support.databases import Database

_WAITING = """
    SELECT FROM pg_stat_activity AS a
    WHERE a.wait_event_type = 'Lock' AND a.query ~ 'decide_fraud_case'
"""
_DECIDE = "SELECT d.* FROM ledger.decide_fraud_case(%s, 'CONFIRMED', 'mule') AS d"


def held(town: Town, name: str) -> object:
    """Return what is frozen of an account."""
    return town.ledger.call("get_balance", account_id=town.accounts[name]).held


def status(town: Town, name: str) -> str:
    """Return the status of an account."""
    row = town.ledger.call("get_account", account_id=town.accounts[name])
    value: str = row.status
    return value


def refusal(town: Town, *values: object) -> str | None:
    """Return the code with which a decision is refused."""
    with pytest.raises(psycopg.Error) as refused:
        town.ledger.rows(
            "decide_fraud_case",
            **dict(zip(("case_id", "decision", "reason"), values, strict=True)),
        )
    return refused.value.sqlstate


def test_review_only_queues(town: Town) -> None:
    """Nothing is kept from anybody; the case says why."""
    town.rule(direction="in")
    town.fund("ann", amount=500)
    town.check()
    (case,) = town.cases(status="OPEN")
    assert (case.action, case.amount, case.currency) == ("review", 500, "USD")
    assert (case.hold_id, case.is_suspended, case.user_id) == (None, False, town.users["ann"])
    assert case.reasons[0]["reason"] == "much"
    assert case.acted_at is not None
    decided = town.ledger.call(
        "decide_fraud_case", case_id=case.case_id, decision="CLEARED", reason="salary"
    )
    assert (decided.status, decided.reason, decided.decided_by_role) == (
        "CLEARED",
        "salary",
        "database",
    )
    assert town.cases(status="OPEN") == []
    assert town.ledger.call("backtest_rule", feature="amount", comparison=">", threshold=1).hits


@pytest.mark.parametrize(("decision", "kept"), [("CLEARED", 0), ("CONFIRMED", 500)])
def test_what_is_frozen_is_given_back_or_kept(town: Town, decision: str, kept: int) -> None:
    """The amount of the transaction, on the account that a rule hit."""
    town.rule(direction="in", action="freeze")
    town.fund("ann", amount=500)
    town.fund("ann", amount=20)
    town.check()
    assert held(town, "ann") == 500
    assert town.pay("ann", "bob", 30).status == "FAILED"
    (case,) = town.cases()
    town.ledger.call("decide_fraud_case", case_id=case.case_id, decision=decision, reason="seen")
    assert held(town, "ann") == kept
    town.check()
    assert held(town, "ann") == kept


def test_what_is_left_is_frozen(town: Town) -> None:
    """Whoever is quicker than the worker has the rest frozen, or nothing."""
    town.rule(direction="in", action="freeze", currency="USD")
    town.fund("ann", "bob", amount=500)
    town.pay("ann", "cid", 400)
    town.pay("bob", "cid", 490)
    town.pay("bob", "cid", 10)
    town.check()
    assert (held(town, "ann"), held(town, "bob")) == (100, 0)
    assert [case.hold_id is None for case in town.cases()] == [False, True]
    assert all(case.acted_at for case in town.cases())


def test_suspending_payments(town: Town) -> None:
    """The account can still be paid; it pays again when the last case on it is cleared."""
    town.rule(direction="out", action="suspend")
    town.fund("ann", amount=5000)
    town.pay("ann", "bob", 500)
    town.pay("ann", "bob", 600)
    town.check()
    assert (status(town, "ann"), status(town, "bob")) == ("SUSPENDED", "ACTIVE")
    assert town.pay("ann", "bob", 1).failure_code == "LG203"
    assert town.pay("bob", "ann", 1).status == "COMPLETED"
    first, second = town.cases()
    decide = {"decision": "CLEARED", "reason": "known"}
    town.ledger.call("decide_fraud_case", case_id=first.case_id, **decide)
    assert status(town, "ann") == "SUSPENDED"
    town.ledger.call("decide_fraud_case", case_id=second.case_id, **decide)
    assert status(town, "ann") == "ACTIVE"


def test_an_operators_own_suspension_stays(town: Town) -> None:
    """A case that suspended nothing takes nothing back."""
    town.rule(direction="out", action="suspend")
    town.fund("ann", amount=5000)
    town.pay("ann", "bob", 500)
    town.ledger.call("set_account_status", account_id=town.accounts["ann"], status="SUSPENDED")
    town.check()
    (case,) = town.cases()
    assert not case.is_suspended
    town.ledger.call("decide_fraud_case", case_id=case.case_id, decision="CLEARED", reason="known")
    assert status(town, "ann") == "SUSPENDED"


def test_a_case_that_is_cleared_before_it_acted_never_acts(town: Town) -> None:
    """Deciding comes first."""
    town.rule(direction="in", action="freeze")
    town.fund("ann", amount=500)
    town.ledger.connection.execute("SELECT ledger.check_fraud()")
    (case,) = town.cases()
    town.ledger.call("decide_fraud_case", case_id=case.case_id, decision="CLEARED", reason="x")
    town.check()
    assert held(town, "ann") == 0


def test_what_cannot_be_decided(town: Town) -> None:
    """No such case, no such decision, no reason, and nothing twice."""
    town.rule(direction="in")
    town.fund("ann", amount=500)
    town.check()
    (case,) = town.cases()
    assert refusal(town, town.accounts["ann"], "CLEARED", "x") == "LG027"
    assert refusal(town, case.case_id, "OPEN", "x") == "LG109"
    assert refusal(town, case.case_id, "CLEARED", "") == "LG109"
    assert refusal(town, case.case_id, "CLEARED", None) == "LG109"
    assert refusal(town, case.case_id, "CLEARED", "\u202e") == "LG109"
    town.ledger.call("decide_fraud_case", case_id=case.case_id, decision="CONFIRMED", reason="x")
    assert refusal(town, case.case_id, "CLEARED", "x") == "LG327"
    with pytest.raises(psycopg.Error):
        town.cases(status="LOST")


def decided_meanwhile(town: Town, database: Database) -> str | None:
    """Let two decide the same case at once; return what the second is told."""
    town.rule(direction="in")
    town.fund("ann", amount=500)
    town.check()
    (case,) = town.cases()

    def second() -> str | None:
        with database.connect("ledger_dba") as other:
            try:
                other.execute(_DECIDE, (case.case_id,))
            except psycopg.Error as error:
                return error.sqlstate
            return None

    with ThreadPoolExecutor(1) as pool, database.connect("ledger_dba") as one:
        with one.transaction():
            one.execute(_DECIDE, (case.case_id,))
            asked = pool.submit(second)
            with database.connect() as owner:
                while owner.execute(_WAITING).fetchone() is None:
                    owner.execute("SELECT pg_sleep(0.01)")
        return asked.result()


def test_a_case_is_decided_once(town: Town, database: Database) -> None:
    """Of two at once, the second is told."""
    assert decided_meanwhile(town, database) == "LG327"


@pytest.mark.tampered
def test_without_the_second_look_it_is_decided_twice(town: Town, database: Database) -> None:
    """The planted fault that the test above would find."""
    with database.connect() as owner:
        rewrite(owner, "ledger.decide_fraud_case", "v_case.status <> 'OPEN'", "false")
    assert decided_meanwhile(town, database) is None
