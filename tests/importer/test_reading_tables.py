"""Columns are found by their names; a file that is no table is refused in one line."""

from decimal import Decimal
from pathlib import Path

import pytest

from webapp.importer.accounts import AccountList, AccountRow
from webapp.importer.journal import Journal
from webapp.importer.refusals import Refusal, UnusableFileError
from webapp.importer.rows import JournalRow

HEADER = b"reference,effective_on,from_account,to_account,amount,currency,description"
SHUFFLED = b"""\
note,currency,to_account,amount,description,from_account,reference,effective_on
x,CZK,b,12345678901234567890.1234,"cash","a", r1 ,1993-01-31
"""
ROW = b"r1,1993-01-31,a,b,12345678901234567890.1234,CZK,cash"


def read_journal(path: Path, content: bytes) -> list[JournalRow | Refusal]:
    """Write the bytes to a file and read it as a journal."""
    path.write_bytes(content)
    journal = Journal(path)
    with journal.table:
        return list(journal)


@pytest.mark.parametrize(
    "content",
    [
        HEADER + b"\n" + ROW + b"\n",
        HEADER + b"\r\n" + ROW + b"\r\n",
        HEADER + b"\n" + ROW,
        b"\xef\xbb\xbf" + HEADER + b"\r\n" + ROW,
        b'"Reference",Effective_On , from_account,to_account,amount,currency,description\n' + ROW,
        SHUFFLED,
    ],
    ids=["lf", "crlf", "no end", "bom", "header", "order"],
)
def test_one_row_is_read_alike_in_every_dress(tmp_path: Path, content: bytes) -> None:
    """Line ends, byte order mark, quotes, capitals and column order make no difference."""
    (row,) = read_journal(tmp_path / "j.csv", content)

    assert isinstance(row, JournalRow)
    assert (row.reference, row.from_account, row.to_account) == ("r1", "a", "b")
    assert row.amount == Decimal("12345678901234567890.1234")
    assert row.effective_at.isoformat() == "1993-01-31T00:00:00+00:00"
    assert (row.currency, row.description, row.reported_balance) == ("CZK", "cash", None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"reference,amount\n", "no column effective_on, from_account, to_account, currency"),
        (HEADER.replace(b",", b";") + b"\n", "no column reference"),
        (HEADER + b",amount\n", "column amount stands twice"),
        (HEADER.decode().encode("utf-16"), "UTF-16"),
        (b"\x89PNG\r\n\0\0", "no column|not UTF-8"),
        (HEADER + b"\r" + ROW + b"\r", "bare CR"),
        (b'"' + HEADER + b"\n", "quote in line 1"),
        (HEADER + b",\xe9\n", "line 1 is not UTF-8"),
        (b"x" * 100_000, "line 1 is longer"),
    ],
)
def test_a_file_that_is_no_journal_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """The message is one line that names the file and the fault."""
    with pytest.raises(UnusableFileError, match=message) as caught:
        read_journal(tmp_path / "j.csv", content)

    assert str(tmp_path / "j.csv") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    """Absent files and folders are named."""
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(UnusableFileError, match=str(path)):
            Journal(path)


def read_accounts(path: Path, *lines: str) -> list[AccountRow | Refusal]:
    """Write the lines to a file and read it as a list of accounts."""
    path.write_text("\n".join(lines))
    accounts = AccountList(path)
    with accounts.table:
        return list(accounts)


def test_accounts_get_their_owner_floor_and_day(tmp_path: Path) -> None:
    """A liability account has an owner of its own, the rest is the house's, a column overrides."""
    rows = read_accounts(
        tmp_path / "a.csv",
        "account_code,kind,currency,opened_on,overdraft_limit,user",
        "cash,asset,CZK,1993-01-01,unlimited,",
        "alice,liability,CZK,1993-01-02,0,",
        "alice:2,liability,CZK,,1500.50,alice",
        "bob,liability,CZK,,,",
    )

    assert all(isinstance(row, AccountRow) for row in rows)
    assert [
        (row.username, row.min_balance, row.metadata) for row in rows if isinstance(row, AccountRow)
    ] == [
        (None, Decimal("-Infinity"), {"opened_on": "1993-01-01"}),
        ("alice", Decimal(0), {"opened_on": "1993-01-02"}),
        ("alice", Decimal("-1500.50"), {}),
        ("bob", None, {}),
    ]


def test_a_floor_keeps_every_digit(tmp_path: Path) -> None:
    """No context of the decimal module rounds a limit on its way."""
    digits = "1234567890" * 4 + ".1234"
    (row,) = read_accounts(
        tmp_path / "a.csv",
        "account_code,kind,currency,overdraft_limit",
        f"x,liability,CZK,{digits}",
    )

    assert isinstance(row, AccountRow)
    assert str(row.min_balance) == f"-{digits}"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",asset,CZK,,", "LG108"),
        ("x,,CZK,,", "LG108"),
        ("x,asset,,,", "LG108"),
        ("x,loan,CZK,,", "LG109"),
        ("x,asset,CZK,yesterday,", "LG109"),
        ("x,asset,CZK,,-5", "LG109"),
        ("x,asset,CZK,,lots", "LG109"),
        ("x,asset", "CSV01"),
    ],
)
def test_a_broken_account_line_is_refused(tmp_path: Path, line: str, code: str) -> None:
    """Each fault has a code, and the lines after it are read."""
    header = "account_code,kind,currency,opened_on,overdraft_limit"
    rows = read_accounts(tmp_path / "a.csv", header, line, "y,asset,CZK,,")

    assert isinstance(rows[0], Refusal)
    assert (rows[0].line, rows[0].code) == (2, code)
    assert isinstance(rows[1], AccountRow)
