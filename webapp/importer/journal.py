"""Turn the rows of a journal into transfers, or refuse them; only form is judged here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Context, Decimal, Inexact
from pathlib import Path
from unicodedata import normalize

from webapp.importer.refusals import Refusal, refuse
from webapp.importer.table import Row, Table

# Wide enough for any file, and an error rather than a rounded result if it ever were not.
EXACT = Context(prec=70_000, traps=[Inexact])

_REQUIRED = ("reference", "effective_on", "from_account", "to_account", "amount", "currency")
_OPTIONAL = ("description", "reported_balance")
_AMOUNT = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One transfer as the journal writes it; accounts by code, time as midnight UTC of its day."""

    line: int
    reference: str
    effective_at: datetime
    from_account: str
    to_account: str
    amount: Decimal
    currency: str
    description: str | None
    reported_balance: Decimal | None


class Journal:
    """A journal file being read once, in file order and constant memory."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises UnusableFileError."""
        self.table = Table(path, required=_REQUIRED, optional=_OPTIONAL)
        self.has_reported_balance = "reported_balance" in self.table.columns

    def __iter__(self) -> Iterator[JournalRow | Refusal]:
        """Give every row, or the refusal of its line. UnusableFileError: the disk fails."""
        file = self.table.path.name
        for row in self.table:
            yield row if isinstance(row, Refusal) else _read(row, file)


def parse_amount(text: str) -> Decimal | None:
    """Return plain decimal digits as an exact number; None for anything else, exponents too."""
    return Decimal(text) if _AMOUNT.fullmatch(text) else None


def parse_day(text: str) -> datetime | None:
    """Return midnight UTC of a day written YYYY-MM-DD, or None."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _read(row: Row, file: str) -> JournalRow | Refusal:
    reference, day, from_account, to_account, amount_text, currency, description, reported = (
        row.values
    )

    def refused(code: str, detail: str) -> Refusal:
        return refuse(code, file=file, line=row.line, reference=reference, detail=detail)

    for name, value in zip(_REQUIRED, row.values, strict=False):
        if not value:
            return refused("LG108", f"{name} is empty")
    effective_at = parse_day(day)
    if effective_at is None:
        return refused("LG109", f"effective_on is not a day written YYYY-MM-DD: {day[:40]}")
    amount = parse_amount(amount_text)
    if amount is None:
        return refused("LG101", f"amount: {amount_text[:40]}")
    return JournalRow(
        line=row.line,
        reference=reference,
        effective_at=effective_at,
        # As the ledger keeps codes, so that two spellings in two files are one account.
        from_account=normalize("NFC", from_account),
        to_account=normalize("NFC", to_account),
        amount=amount,
        currency=currency,
        description=description or None,
        reported_balance=parse_amount(reported),
    )
