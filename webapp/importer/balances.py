"""Compare the balances that a journal reports with the ledger's own."""

from dataclasses import dataclass
from decimal import Decimal

from webapp.importer.calls import PostedItem
from webapp.importer.directory import Known
from webapp.importer.rows import EXACT, JournalRow


@dataclass(frozen=True, slots=True)
class Comparison:
    """A reported balance: less the ledger's by ``difference``, or a fault of its own."""

    difference: Decimal | None = None
    code: str = ""
    detail: str = ""


def compare(row: JournalRow, payer: Known, payee: Known, answer: PostedItem) -> Comparison | None:
    """Compare with the balance of the statement's account, or of the row's only customer.

    None where the journal reports no balance.
    """
    if not row.reported_text:
        return None
    if row.reported_balance is None:
        return Comparison(code="CSV09", detail=row.reported_text[:40])
    if row.is_statement:
        own, balance = (
            (payee, answer.to_balance)
            if row.to_account == payee.code
            else (payer, answer.from_balance)
        )
        if balance is not None and own.grows_with_debits:
            balance = balance.copy_negate()
    elif payer.is_liability == payee.is_liability:
        return Comparison(code="CSV11", detail=f"{row.from_account}, {row.to_account}")
    else:
        balance = answer.from_balance if payer.is_liability else answer.to_balance
    if balance is None:
        return Comparison(code="CSV11", detail="the ledger tells no balance")
    difference = EXACT.subtract(row.reported_balance, balance)
    if difference == 0:
        return Comparison(difference)
    return Comparison(
        difference, "CSV10", f"reported {row.reported_balance:f}, in the ledger {balance:f}"
    )
