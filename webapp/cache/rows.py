"""What is kept: an account's balance."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from webapp.shapes.values import Amount, Id


@dataclass(frozen=True, slots=True)
class Balance:
    """An account's balance now or at a past moment: a row of ledger.balances."""

    account_id: Id
    currency: str
    balance: Amount
    held: Amount | None
    available: Amount | None
    version: int
    as_of: datetime
    effective_at: datetime | None = None


BALANCE = TypeAdapter(Balance)
