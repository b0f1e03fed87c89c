"""Accounts shared with other users."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field

from webapp.accounts.rows import Account
from webapp.shapes.choices import DelegationKind, SpendPeriod
from webapp.shapes.values import Amount, Id, UserId


@dataclass(frozen=True, slots=True)
class Delegation:
    """What a user may do with somebody else's account: a row of ledger.delegations."""

    account_id: Id
    user_id: UserId
    kind: DelegationKind
    spend_limit: Amount | None
    spend_period: SpendPeriod | None
    spent: Annotated[Amount, Field(description="since counts_from_at")]
    counts_from_at: datetime | None
    currency: str
    granted_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class DelegationPage:
    """Delegations in the order of their accounts; next_cursor is null on the last page."""

    items: list[Delegation]
    next_cursor: str | None
    accounts: list[Account] | None = None
