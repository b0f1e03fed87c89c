"""Sharing an account."""

from pydantic import Field

from webapp.shapes.base import Body
from webapp.shapes.choices import AccountOrder, DelegationKind, SpendPeriod
from webapp.shapes.fields import Amount, Timestamp, UserId
from webapp.shapes.filters import ExpandsAccounts, OfAccounts, OfCurrency, OfTime, OfUser, Sorted


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


class AccountDelegationsQuery(Sorted, OfUser, OfTime):
    """Shared with whom, as what, since when."""

    sort: AccountOrder = Field("account_id", exclude=True)
    kind: DelegationKind | None = None


class DelegationsQuery(AccountDelegationsQuery, OfAccounts, OfCurrency, ExpandsAccounts):
    """Shared with whom: by default with the caller, for staff with anybody."""
