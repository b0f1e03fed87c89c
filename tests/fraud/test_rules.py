"""Rules: versions, scores with reasons, what is refused, and trying one before it is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.security.tampering import without

if TYPE_CHECKING:
    from tests.fraud.town import Town
    from tests.support.databases import Database


def test_a_hit_is_scored_with_its_reason(town: Town) -> None:
    """On each side that a rule looks at; a rule of one direction looks at one."""
    town.rule("dear", action="note")
    town.rule("paid", direction="in", threshold=600, score=7, action="note", reason="paid much")
    town.fund("ann", amount=550)
    town.fund("eve", amount=400)
    town.pay("ann", "bob", 10)
    hit = town.pay("ann", "bob", 510)
    town.check()
    scores = town.scores()
    assert len(scores) == 2
    row = scores[hit.transaction_id]
    assert row.score == 100
    assert [(r["rule_name"], r["direction"], r["value"], r["version"]) for r in row.reasons] == [
        ("dear", "out", "510", 1),
        ("dear", "in", "510", 1),
    ]
    assert row.reasons[0]["reason"] == "much"
    assert town.cases() == []


def test_rules_may_look_at_the_score(town: Town) -> None:
    """Asked last, of the sides that were hit."""
    town.rule("dear", action="note", direction="out", score=30)
    town.rule(
        "new",
        feature="pair_count",
        comparison="=",
        threshold=0,
        direction="out",
        score=30,
        action="note",
    )
    town.rule("both", feature="score", threshold=60, score=0, action="review")
    town.fund("ann")
    town.pay("ann", "bob", 10)
    town.pay("ann", "bob", 500)
    town.pay("ann", "cid", 500)
    town.check()
    assert sorted(row.score for row in town.scores().values()) == [30, 30, 60]
    (case,) = town.cases()
    assert (case.account_id, case.score, case.direction) == (town.accounts["ann"], 60, "out")


def test_a_transaction_is_judged_by_the_rules_of_its_time(town: Town) -> None:
    """However late the worker comes; versions stay to be read, with who set them."""
    town.fund("ann")
    town.rule(action="note", direction="out")
    town.later(minutes=1)
    first = town.pay("ann", "bob", 600)
    town.later(minutes=1)
    changed = town.rule(threshold=1000, score=1, action="note", direction="out")
    assert (changed.version, changed.is_current, changed.user_role) == (2, True, "database")
    town.later(minutes=1)
    town.pay("ann", "bob", 600)
    town.ledger.call("remove_fraud_rule", rule_name="rule")
    town.later(minutes=1)
    town.pay("ann", "bob", 5000)
    town.check()
    assert list(town.scores()) == [first.transaction_id]
    versions = town.ledger.rows("list_fraud_rules", rule_name="rule")
    assert [(row.version, row.is_current, row.threshold) for row in versions] == [
        (3, False, 1000),
        (2, False, 1000),
        (1, False, 500),
    ]
    assert "rule" not in {row.rule_name for row in town.ledger.rows("list_fraud_rules")}


def test_rules_that_ship_do_no_more_than_note(town: Town) -> None:
    """Whoever deploys freezes nobody's money."""
    rules = town.ledger.rows("list_fraud_rules")
    assert {row.action for row in rules} == {"note"}
    assert len(rules) > 8


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rule_name": "Rule"}, "LG109"),
        ({"rule_name": "a'; DROP TABLE x; --"}, "LG109"),
        ({"rule_name": "rule\n"}, "LG109"),
        ({"rule_name": "r" * 41}, "LG109"),
        ({"rule_name": None}, "LG109"),
        ({"feature": "transaction_id"}, "LG109"),
        ({"feature": "amount || ''"}, "LG109"),
        ({"comparison": "<>"}, "LG109"),
        ({"comparison": None}, "LG109"),
        ({"threshold": "NaN"}, "LG109"),
        ({"threshold": "Infinity"}, "LG109"),
        ({"threshold": None}, "LG109"),
        ({"score": 1001}, "LG109"),
        ({"score": None}, "LG109"),
        ({"reason": ""}, "LG109"),
        ({"reason": None}, "LG109"),
        ({"reason": "\u202ereversed"}, "LG109"),
        ({"reason": "x" * 1001}, "LG109"),
        ({"action": "delete"}, "LG109"),
        ({"action": None}, "LG109"),
        ({"direction": "both"}, "LG109"),
        ({"currency": "XXXX"}, "LG003"),
        ({"is_active": None}, "LG109"),
    ],
)
def test_what_is_no_rule_is_refused(town: Town, changes: dict[str, Any], code: str) -> None:
    """With the field that is wrong; nothing is written."""
    with pytest.raises(psycopg.Error) as refused:
        town.rule(**changes)
    assert refused.value.sqlstate == code
    assert {row.user_role for row in town.ledger.rows("list_fraud_rules")} == {"database"}


def test_a_rule_that_is_not_there_cannot_be_removed(town: Town) -> None:
    """Twice neither."""
    town.rule()
    town.ledger.call("remove_fraud_rule", rule_name="rule")
    for name in ("rule", "other", None):
        with pytest.raises(psycopg.Error) as refused:
            town.ledger.call("remove_fraud_rule", rule_name=name)
        assert refused.value.sqlstate == "LG028"


def test_a_rule_is_tried_on_history(town: Town) -> None:
    """Counts, rate and a sample; nothing is touched."""
    town.fund("ann")
    for amount in (10, 20, 500, 600):
        town.pay("ann", "bob", amount)
    town.check()
    before = town.scores()

    def tried(**changes: object) -> Any:  # noqa: ANN401 - a row
        usual = {"feature": "amount", "comparison": ">=", "threshold": 500, "direction": "out"}
        return town.ledger.call("backtest_rule", **{**usual, **changes})

    row = tried()
    assert (row.transactions, row.hits, row.hits_per_1000, len(row.sample)) == (5, 2, 400, 2)
    assert (tried(currency="USD").hits, tried(currency="EUR").hits) == (2, 0)
    assert (tried(direction=None).hits, tried(threshold=15).hits) == (3, 3)
    assert tried(since=town.now, until=town.now).hits_per_1000 is None
    dated = tried(is_dated=True)
    assert (dated.transactions, dated.hits, dated.sample) == (5, 2, row.sample)
    assert town.scores() == before
    assert town.cases() == []
    with pytest.raises(psycopg.Error) as refused:
        tried(feature="nothing")
    assert refused.value.sqlstate == "LG109"


@pytest.mark.tampered
@pytest.mark.parametrize("table", ["fraud_rule", "fraud_score"])
def test_rules_and_scores_are_written_once(town: Town, database: Database, table: str) -> None:
    """Not even a superuser changes them, unless the guard is taken away."""
    town.rule(action="note")
    town.fund("ann")
    town.check()
    with database.connect() as owner:
        for statement in (
            "UPDATE ledger_audit.{} SET score = 0",
            "DELETE FROM ledger_audit.{}",
            "TRUNCATE ledger_audit.{}",
        ):
            with pytest.raises(psycopg.Error) as refused:
                owner.execute(statement.format(table).encode())
            assert refused.value.sqlstate == "LG902"
        without(owner, f"trigger ledger_audit.{table}.{table}_10_refuse_change")
        owner.execute(f"DELETE FROM ledger_audit.{table}".encode())
