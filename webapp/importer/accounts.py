"""Read the rows of a list of accounts, or refuse them: form only, every rule is the ledger's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from webapp.importer.refusals import Refusal, refuse
from webapp.importer.table import Row, Table, closed_when_refused
from webapp.importer.values import parse_day

_HOUSE = "house:"  # as in ledger_private.reserved_prefixes()
KINDS = ("asset", "liability", "equity", "income", "expense")
HOUSE = 0
UNLIMITED = Decimal("-Infinity")

_REQUIRED = ("account_code", "kind", "currency")
_OPTIONAL = ("opened_on", "overdraft_limit", "user", "name")
_LIMIT = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of the list; `username` None is the house, `min_balance` None its class's own."""

    line: int
    code: str
    account_class: str
    currency: str
    name: str | None
    username: str | None
    min_balance: Decimal | None
    metadata: dict[str, str]


class AccountList:
    """A file of accounts being read once, in file order and constant memory."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises UnusableFileError."""
        self.table = Table(path)
        with closed_when_refused(self.table):
            self.table.require(_REQUIRED)
            self.table.choose(_REQUIRED + _OPTIONAL, names_line=_REQUIRED[0])

    def __iter__(self) -> Iterator[AccountRow | Refusal]:
        """Give every row, or the refusal of its line. UnusableFileError: the disk fails."""
        file = self.table.label
        for row in self.table:
            yield row if isinstance(row, Refusal) else _read(row, file)


def _read(row: Row, file: str) -> AccountRow | Refusal:
    code, kind, currency, opened_on, limit, user, name = row.values
    # As the ledger keeps them, so that two spellings in two files are one account.
    code, user = normalize("NFC", code), normalize("NFC", user)

    def refused(reason: str, detail: str) -> Refusal:
        return refuse(reason, file=file, line=row.line, reference=code, detail=detail)

    for column, value in zip(_REQUIRED, row.values, strict=False):
        if not value:
            return refused("LG108", f"{column} is empty")
    if kind not in KINDS:
        return refused("LG109", f"kind is none of {', '.join(KINDS)}: {kind[:40]}")
    if opened_on and parse_day(opened_on) is None:
        return refused("LG109", f"opened_on is not a day written YYYY-MM-DD: {opened_on[:40]}")
    if limit and limit != "unlimited" and not _LIMIT.fullmatch(limit):
        return refused("LG109", f"overdraft_limit is neither a number nor unlimited: {limit[:40]}")
    return AccountRow(
        line=row.line,
        code=code,
        account_class=kind,
        currency=currency,
        name=name or None,
        # A customer's account has an owner of its own unless the file names one; the rest, and
        # what is coded as the house's, is the house's.
        username=user or (code if kind == "liability" and not code.startswith(_HOUSE) else None),
        min_balance=_floor(limit),
        metadata={"opened_on": opened_on} if opened_on else {},
    )


def _floor(limit: str) -> Decimal | None:
    if not limit:
        return None
    if limit == "unlimited":
        return UNLIMITED
    # Negated as text is negated: an arithmetic minus would round to the context's precision.
    amount = Decimal(limit)
    return amount.copy_negate() if amount else Decimal(0)
