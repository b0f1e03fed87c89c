"""Sharing an account."""

from pydantic import Field

from webapp.shapes.base import Body, Query
from webapp.shapes.choices import DelegationKind, SpendPeriod
from webapp.shapes.fields import Amount, Timestamp, UserId


class DelegationBody(Body):
    """What to let somebody do with an account."""

    user_id: UserId = Field(description="the customer it is shared with")
    kind: DelegationKind
    spend_limit: Amount | None = Field(
        None, description="how much a spender may move out in each spend_period; default: no limit"
    )
    spend_period: SpendPeriod | None = Field(
        None, description="needed with spend_limit; days are UTC"
    )
    expires_at: Timestamp | None = Field(None, description="default: until it is revoked")


class RevocationBody(Body):
    """Whom to share an account with no longer."""

    user_id: UserId


class DelegationsQuery(Query):
    """Shared with whom."""

    user_id: UserId | None = Field(None, description="default: the caller; for staff, anybody")
