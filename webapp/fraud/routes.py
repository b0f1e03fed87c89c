"""Fraud checks: rules, and the cases that they queue for review."""

from uuid import UUID

from flask import Response

from webapp.db import database
from webapp.fraud import calls as ledger
from webapp.fraud.bodies import DecisionBody, FraudCasesQuery, FraudRuleBody, FraudRulesQuery
from webapp.fraud.rows import FraudCase, FraudCasePage, FraudRule, FraudRuleList
from webapp.http.api import Routes
from webapp.http.cursors import after_id, id_cursor
from webapp.http.paging import cut
from webapp.http.serialize import reply
from webapp.shapes.actor import Actor

routes = Routes("fraud")


@routes.route(
    "GET",
    "/v1/fraud/rules",
    query=FraudRulesQuery,
    result=FraudRuleList,
    calls=(ledger.list_fraud_rules,),
    operation_id="list_fraud_rules",
)
def rules(*, actor: Actor, query: FraudRulesQuery) -> Response:
    """List the rules that there are, or all versions of one; for operators."""
    return reply(FraudRuleList(ledger.list_fraud_rules(database(), query, actor=actor)))


@routes.route(
    "PUT",
    "/v1/fraud/rules/<word:rule_name>",
    body=FraudRuleBody,
    result=FraudRule,
    calls=(ledger.set_fraud_rule,),
    operation_id="set_fraud_rule",
)
def set_rule(*, actor: Actor, rule_name: str, body: FraudRuleBody) -> Response:
    """Set a rule, or change it: a new version, for what is booked from then on; for operators."""
    return reply(ledger.set_fraud_rule(database(), rule_name, body, actor=actor))


@routes.route(
    "GET",
    "/v1/fraud/cases",
    query=FraudCasesQuery,
    result=FraudCasePage,
    calls=(ledger.list_fraud_cases,),
    operation_id="list_fraud_cases",
)
def cases(*, actor: Actor, query: FraudCasesQuery) -> Response:
    """List cases of the review queue; for operators."""
    rows = ledger.list_fraud_cases(
        database(),
        query,
        after=after_id("case", query.cursor),
        is_ascending=query.is_ascending,
        limit=query.limit + 1,
        actor=actor,
    )
    items, cursor = cut(rows, query.limit, lambda row: id_cursor("case", row.case_id))
    return reply(FraudCasePage(items, cursor))


@routes.route(
    "POST",
    "/v1/fraud/cases/<uuid:case_id>/decide",
    body=DecisionBody,
    result=FraudCase,
    calls=(ledger.decide_fraud_case,),
    operation_id="decide_fraud_case",
)
def decide(*, actor: Actor, case_id: UUID, body: DecisionBody) -> Response:
    """Decide a case: cleared gives back what it froze and suspended; for operators."""
    return reply(ledger.decide_fraud_case(database(), case_id, body, actor=actor))
