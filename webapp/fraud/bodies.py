"""Rules of the fraud checks, and decisions."""

from uuid import UUID

from pydantic import Field

from webapp.shapes.base import Body, Query
from webapp.shapes.choices import CaseDecision, CaseStatus, Comparison, FraudAction, LimitDirection
from webapp.shapes.fields import Amount, CurrencyCode
from webapp.shapes.filters import OldestFirst


class FraudRuleBody(Body):
    """When a rule hits, and what that means."""

    feature: str = Field(description="one of the view ledger.fraud_features", examples=["spreads"])
    comparison: Comparison
    threshold: Amount = Field(description="what the feature is compared with")
    score: int = Field(ge=-1000, le=1000, description="what a hit adds")
    reason: str = Field(description="what a reviewer reads")
    action: FraudAction = Field("note", description="what a hit asks for")
    direction: LimitDirection | None = Field(None, description="null: both")
    currency: CurrencyCode | None = None
    is_active: bool = True


class FraudRulesQuery(Query):
    """Which rules."""

    rule_name: str | None = Field(None, description="all versions of this rule")


class DecisionBody(Body):
    """What came of a review."""

    decision: CaseDecision
    reason: str = Field(description="kept with who decided")


class FraudCasesQuery(OldestFirst):
    """Which cases."""

    status: CaseStatus | None = None
    account_id: UUID | None = Field(None, description="of this account")
