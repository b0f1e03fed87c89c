"""What a mapping, a file or a row has wrong is named: file, line, column and text."""

from pathlib import Path
from typing import Any

import pytest

from tests.importer.mapped import PAIR, read
from webapp.importer.mapping import make_mapping
from webapp.importer.refusals import Refusal, UnusableFileError

STATEMENT = "reference,effective_on,account,counter_account,amount,currency"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "m.json: not JSON"),
        ("[]", "one JSON object"),
        ('{"delimeter": ";"}', "delimeter: Extra inputs are not permitted"),
        ('{"delimiter": ";;"}', "delimiter: one character"),
        ('{"delimiter": "\\""}', "delimiter: one character"),
        ('{"encoding": "latin-99"}', "encoding: no encoding of that name"),
        ('{"encoding": "base64"}', "encoding: no encoding of that name"),
        ('{"date_order": "ydm"}', "date_order: Input should be"),
        ('{"skip_lines": "3"}', "skip_lines: Input should be a valid integer"),
        ('{"decimal_mark": ",", "grouping": ","}', "same character"),
        ('{"columns": {"amout": "x"}}', "columns.amout"),
        ('{"columns": {"currency": "c"}, "values": {"currency": "EUR"}}', "currency has a column"),
        ('{"values": {"reference": "r"}}', "would post only the first"),
        ('{"references": "derive", "columns": {"reference": "r"}}', "references are derived"),
        ('{"fees": [{"column": "fee"}]}', "fees.0.account: Field required"),
        ('{"words_in": ["x"], "words_out": ["X"]}', "in words_in and in words_out"),
    ],
)
def test_a_mapping_with_a_fault_is_one_clear_line(tmp_path: Path, text: str, message: str) -> None:
    """The place of the fault is named, and nothing is read."""
    (tmp_path / "m.json").write_text(text)

    with pytest.raises(UnusableFileError) as caught:
        make_mapping(tmp_path / "m.json", {})

    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "mapping", "message"),
    [
        (PAIR, {"columns": {"amount": "Betrag"}}, "no column Betrag (line 1 has: reference"),
        (PAIR, {"columns": {"description": "Text"}}, "no column Text"),
        (PAIR, {"fees": [{"column": "Fee", "account": "f"}]}, "no column Fee"),
        (PAIR, {"values": {"account": "giro"}}, "no column counter_account"),
        (STATEMENT, {}, "no column from_account, to_account"),
        (f"x\n{PAIR},amount", {"skip_lines": 1}, "amount stands twice in line 2"),
        ("a\nb", {"skip_lines": 2}, "no header follows"),
        ("a\nb", {"skip_lines": 3}, "no more than 2 lines"),
        ("a,b", {"names": ("reference",)}, "line 1 has 2 fields, 1 are named"),
        (PAIR, {"encoding": "utf-16"}, "not utf-16 text"),
        (PAIR.encode("utf-16").decode("latin-1"), {}, "--encoding utf-16 reads UTF-16"),
    ],
)
def test_a_file_that_is_not_as_described_is_refused(
    tmp_path: Path, content: str, mapping: dict[str, Any], message: str
) -> None:
    """Before anything is posted, in one line with the file, the line and the columns."""
    with pytest.raises(UnusableFileError) as caught:
        read(tmp_path / "j.csv", content.encode("latin-1"), **mapping)

    assert message in str(caught.value)
    assert str(tmp_path / "j.csv") in str(caught.value)


BROKEN = [
    ("r1,,a,b,1,EUR", {}, "LG108", "column effective_on is empty"),
    ("r1,1.1.1993,a,b,1,EUR", {}, "LG109", "column effective_on is not a day written YYYY-MM-DD"),
    ("r1,1993-01-01,a,b,1.0.0,EUR", {}, "LG101", "column amount is not a number written like 1234"),
    (
        "r1,1993-01-01,a,b,1,EUR",
        {"columns": {"description": "currency"}, "date_order": "dmy"},
        "LG109",
        "column effective_on is not a day written day, month, year: 1993-01-01",
    ),
    (
        "r1,1993-01-01,a,b,x,EUR",
        {"fees": [{"column": "amount", "account": "f"}]},
        "LG101",
        "column amount",
    ),
    (
        "r1,1993-01-01,a,b,1,-2",
        {"fees": [{"column": "currency", "account": "f"}]},
        "LG103",
        "column currency: -2",
    ),
    (
        "r1,1993-01-01,1,2,1,EUR",
        {
            "columns": {"debit": "from_account", "credit": "to_account"},
            "values": {"account": "g", "counter_account": "o"},
        },
        "CSV12",
        "1 and 2",
    ),
    (
        "r1,1993-01-01,,,1,EUR",
        {
            "columns": {"debit": "from_account", "credit": "to_account"},
            "values": {"account": "g", "counter_account": "o"},
        },
        "LG108",
        "column from_account and column to_account is empty",
    ),
    (
        "r1,1993-01-01,-1,,1,EUR",
        {
            "columns": {"debit": "from_account", "credit": "to_account"},
            "values": {"account": "g", "counter_account": "o"},
        },
        "LG103",
        "column from_account: -1",
    ),
    (
        "r1,1993-01-01,maybe,,1,EUR",
        {
            "columns": {"direction": "from_account"},
            "values": {"account": "g", "counter_account": "o"},
        },
        "LG109",
        "column from_account is not one of c, cr",
    ),
    (
        "r1,1993-01-01,D,,-1,EUR",
        {
            "columns": {"direction": "from_account"},
            "values": {"account": "g", "counter_account": "o"},
        },
        "LG103",
        "column amount: -1",
    ),
    ("r1,1993-01-01,a,b,1", {}, "CSV01", "5 fields, 6 expected"),
]


@pytest.mark.parametrize(("line", "mapping", "code", "detail"), BROKEN)
def test_a_refused_row_names_its_line_and_column(
    tmp_path: Path, line: str, mapping: dict[str, Any], code: str, detail: str
) -> None:
    """In the words of the file: its own titles, and the text that could not be read."""
    (row,) = read(tmp_path / "j.csv", f"x\n{PAIR}\n{line}\n".encode(), skip_lines=1, **mapping)

    assert isinstance(row, Refusal)
    assert (row.line, row.code, row.reference) == (3, code, "r1")
    assert detail in row.detail


def test_a_broken_line_of_another_encoding_is_refused_alone(tmp_path: Path) -> None:
    """Bytes that the encoding does not have are named, and the next line is read."""
    good = f"{PAIR}\nr1,1993-01-01,a,b,1,EUR\n".encode()
    rows = read(tmp_path / "j.csv", good + b"r2,\x81\nr3,1993-01-01,a,b,1,EUR\n", encoding="cp1252")

    assert [row.code if isinstance(row, Refusal) else row.reference for row in rows] == [
        "r1",
        "CSV05",
        "r3",
    ]
