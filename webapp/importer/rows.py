"""What a row of a journal says, once it is understood."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Context, Decimal, Inexact

# Wide enough for any file, and an error rather than a rounded result if it ever were not.
EXACT = Context(prec=70_000, traps=[Inexact])


@dataclass(frozen=True, slots=True)
class FeePart:
    """A fee of a row: who takes it, how much, and whether the row's payee pays it."""

    account: str
    amount: Decimal
    paid_by_payee: bool


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One transfer as the journal writes it; accounts by code, time as midnight UTC of its day.

    The row of a statement has its own account as payee: a positive amount came in, whatever that is
    for the account's class, a negative one went out.
    """

    line: int
    reference: str
    effective_at: datetime
    from_account: str
    to_account: str
    amount: Decimal
    currency: str
    description: str | None
    reported_balance: Decimal | None
    reported_text: str = ""
    is_statement: bool = False
    fees: tuple[FeePart, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all accounts of the row."""
        return self.from_account, self.to_account, *(fee.account for fee in self.fees)
