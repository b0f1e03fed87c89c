"""Rules set and listed, cases listed and decided."""

from uuid import UUID

from webapp.calling import stored
from webapp.fraud.bodies import DecisionBody, FraudCasesQuery, FraudRuleBody, FraudRulesQuery
from webapp.fraud.rows import FraudCase, FraudRule
from webapp.shapes.actor import Actor


@stored()
def set_fraud_rule(rule_name: str, body: FraudRuleBody, *, actor: Actor) -> FraudRule:
    """Set a rule, or change it, and return its new version."""


@stored()
def list_fraud_rules(query: FraudRulesQuery, *, actor: Actor) -> list[FraudRule]:
    """Return the rules that there are, or all versions of one."""


@stored()
def list_fraud_cases(
    query: FraudCasesQuery, *, after: str | None, is_ascending: bool, limit: int, actor: Actor
) -> list[FraudCase]:
    """Return cases, from where a page ended on."""


@stored()
def decide_fraud_case(case_id: UUID, body: DecisionBody, *, actor: Actor) -> FraudCase:
    """Decide a case and return it."""
