"""Write small journals and lists of accounts for a test."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

HEADER = "reference,effective_on,from_account,to_account,amount,currency,description"
ACCOUNTS = """\
account_code,kind,currency,opened_on,overdraft_limit
world,asset,EUR,1993-01-01,unlimited
alice,liability,EUR,1993-01-01,0
bob,liability,EUR,1993-01-02,50
"""
COPIED = ("from_account", "to_account")


def write_journal(path: Path, *lines: str, header: str = HEADER) -> Path:
    """Write a journal's lines under a header and return its path."""
    path.write_text("\n".join([header, *lines, ""]))
    return path


def write_accounts(path: Path, content: str = ACCOUNTS) -> Path:
    """Write a list of accounts and return its path."""
    path.write_text(content)
    return path


def multiply(bank: Path, folder: Path, times: int) -> tuple[Path, Path]:
    """Write the bank's files several times as large, each copy with customers of its own.

    Returns the journal and the list of accounts.
    """
    journal, accounts = folder / "journal.csv", folder / "accounts.csv"
    _write(journal, _copies(bank / "journal.csv", times, ("reference", *COPIED)))
    _write(accounts, _copies(bank / "accounts.csv", times, ("account_code",)))
    return journal, accounts


def _copies(source: Path, times: int, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for copy in range(times):
        with source.open(newline="") as stream:
            for row in csv.DictReader(stream):
                for column in columns:
                    if row[column].startswith(("customer:", "pkdd99-")):
                        row[column] += f"-{copy}"
                yield row


def _write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", newline="") as stream:
        writer = None
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(stream, list(row))
                writer.writeheader()
            writer.writerow(row)
