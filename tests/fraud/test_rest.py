"""Rules and cases over REST."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.callers import Caller
    from tests.support.ledger_calls import LedgerCalls, Row

_RULE = {
    "feature": "amount",
    "comparison": ">=",
    "threshold": "500.5",
    "score": 50,
    "reason": "much",
    "action": "freeze",
    "direction": "in",
}


def test_a_rule_is_set_hits_and_is_decided(operator: Caller, ledger: LedgerCalls) -> None:
    """From the rule to what is given back."""
    answer = operator.send("PUT", "/v1/fraud/rules/dear", _RULE)
    assert answer.status_code == 200, answer.text
    assert _RULE.items() <= answer.get_json().items()
    who = answer.get_json()["user_id"]
    assert who is not None
    changed = operator.send("PUT", "/v1/fraud/rules/dear", _RULE | {"score": 60})
    assert changed.get_json()["version"] == 2
    rules = operator.get("/v1/fraud/rules").get_json()["items"]
    assert [r["score"] for r in rules if r["rule_name"] == "dear"] == [60]
    versions = operator.get("/v1/fraud/rules?rule_name=dear").get_json()["items"]
    assert [r["version"] for r in versions] == [2, 1]

    user = ledger.call("create_user", username="payee").user_id
    for _ in range(3):
        account = ledger.account(user_id=user).account_id
        ledger.call("deposit", account_id=account, amount=600)
    ledger.connection.execute("SELECT ledger.check_fraud(), ledger.act_on_fraud_cases()")
    page = operator.get("/v1/fraud/cases?status=OPEN&limit=2").get_json()
    assert len(page["items"]) == 2
    rest = operator.get(
        f"/v1/fraud/cases?status=OPEN&limit=2&cursor={page['next_cursor']}"
    ).get_json()
    assert len(rest["items"]) == 1
    assert rest["next_cursor"] is None
    case = rest["items"][0]
    assert case["reasons"][0]["reason"] == "much"
    place = f"/v1/fraud/cases/{case['case_id']}/decide"
    decision = {"decision": "CLEARED", "reason": "salary"}
    decided = operator.send("POST", place, decision)
    assert decided.get_json()["decided_by_user_id"] == who
    assert ledger.call("get_hold", hold_id=case["hold_id"]).status == "RELEASED"
    assert operator.send("POST", place, decision).status_code == 409


def test_a_customer_learns_nothing(
    operator: Caller, as_alice: Caller, alice: Row, ledger: LedgerCalls
) -> None:
    """Neither of rules nor of why its money is frozen."""
    operator.send("PUT", "/v1/fraud/rules/dear", _RULE)
    account = ledger.account(user_id=alice.user_id).account_id
    ledger.call("deposit", account_id=account, amount=600)
    ledger.connection.execute("SELECT ledger.check_fraud()")
    ledger.connection.execute("SELECT ledger.act_on_fraud_cases()")
    for path in ("/v1/fraud/rules", "/v1/fraud/cases"):
        assert as_alice.get(path).status_code == 403
    told = as_alice.get(f"/v1/holds?account_id={account}")
    (hold,) = told.get_json()["items"]
    assert (hold["is_freeze"], hold["description"]) == (True, "under review")
    assert "dear" not in told.text
    assert "much" not in told.text
