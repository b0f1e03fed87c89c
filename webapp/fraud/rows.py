"""Rules of the fraud checks, and cases."""

from dataclasses import dataclass
from datetime import datetime

from webapp.shapes.choices import CaseStatus, Comparison, FraudAction, LimitDirection
from webapp.shapes.values import Amount, Id, JsonObject, UserId


@dataclass(frozen=True, slots=True)
class FraudRule:
    """A version of a rule: a row of ledger.fraud_rules."""

    rule_name: str
    version: int
    is_current: bool
    is_active: bool
    feature: str
    comparison: Comparison
    threshold: Amount
    direction: LimitDirection | None
    currency: str | None
    score: int
    action: FraudAction
    reason: str
    user_id: UserId | None
    user_role: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FraudRuleList:
    """Rules by name, or versions of one, the newest first."""

    items: list[FraudRule]


@dataclass(frozen=True, slots=True)
class FraudCase:
    """A case of the review queue: a row of ledger.fraud_cases."""

    case_id: Id
    status: CaseStatus
    action: FraudAction
    score: int
    reasons: list[JsonObject]
    transaction_id: Id
    account_id: Id
    user_id: UserId
    direction: LimitDirection
    amount: Amount
    currency: str
    hold_id: Id | None
    is_suspended: bool
    acted_at: datetime | None
    decided_at: datetime | None
    reason: str | None
    decided_by_user_id: UserId | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FraudCasePage:
    """Cases in the order they were opened; next_cursor is null on the last page."""

    items: list[FraudCase]
    next_cursor: str | None
