"""Say which line was refused, and why.

Faults that the ledger also knows carry the ledger's own code (`ledger.errors`), so a report reads
the same wherever the row was stopped. Faults of the file alone, which cannot reach the ledger, have
the CSV codes below.

    Exception
    ├── UnusableFileError        the file cannot be read as what it should be
    └── ConnectionGivenUpError   the database stayed away (webapp.importer.connection)
"""

from dataclasses import dataclass

import psycopg

FILE_CODES = {
    "CSV01": "too_few_fields",
    "CSV02": "too_many_fields",
    "CSV03": "stray_quote",
    "CSV04": "ambiguous_quotes",
    "CSV05": "invalid_encoding",
    "CSV06": "nul_byte",
    "CSV07": "line_too_long",
    "CSV08": "account_line_refused",
    "CSV09": "balance_unreadable",
    "CSV10": "balance_disagrees",
    "CSV11": "balance_without_customer",
    "CSV12": "debit_and_credit",
    "CSV13": "footer_unlike",
    "CSV14": "control_unreadable",
    "CSV15": "control_disagrees",
}

# The ledger's codes that the reader gives before the row is sent; a test holds them against
# ledger.errors.
LEDGER_CODES = {
    "LG001": "account_not_found",
    "LG101": "amount_not_a_number",
    "LG102": "amount_infinite",
    "LG103": "amount_negative",
    "LG107": "same_account",
    "LG108": "argument_missing",
    "LG109": "argument_malformed",
}

_NAMES = FILE_CODES | LEDGER_CODES


class UnusableFileError(Exception):
    """The file cannot be read as what it should be; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One line that was not posted: where it stands, its reference, and the code of the reason.

    ``fields`` is the row as the file has it; a line that is no row is kept as ``text``.
    """

    file: str
    line: int
    code: str
    name: str
    reference: str = ""
    detail: str = ""
    fields: tuple[str, ...] = ()
    text: str = ""


def refuse(  # noqa: PLR0913 - one argument for each thing a report tells
    code: str,
    *,
    file: str,
    line: int,
    reference: str = "",
    detail: str = "",
    fields: tuple[str, ...] = (),
    text: str = "",
) -> Refusal:
    """Return a refusal with one of the reader's own codes."""
    return Refusal(file, line, code, _NAMES[code], reference, detail, fields, text)


def from_database(
    error: psycopg.Error,
    *,
    file: str,
    line: int,
    reference: str,
    fields: tuple[str, ...] = (),
) -> Refusal:
    """Return a refusal with the ledger's code, or PostgreSQL's where no ledger rule spoke."""
    code = error.sqlstate or ""
    message = (error.diag.message_primary or str(error)).strip().partition("\n")[0]
    # The ledger's messages begin with the code and the name of the error; PostgreSQL's have none.
    name = (
        message.partition(":")[0].removeprefix(f"{code} ")
        if code.startswith("LG")
        else "database_error"
    )
    detail = error.diag.message_detail or message
    return Refusal(file, line, code, name, reference, detail, fields)
