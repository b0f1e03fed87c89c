"""Every line of a file is a row or a refusal with its number; no line disturbs its neighbours."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.importer import lines as lines_module
from webapp.importer.journal import Journal
from webapp.importer.lines import LINE_LIMIT, Lines
from webapp.importer.refusals import Refusal
from webapp.importer.rows import JournalRow

HEADER = "reference,effective_on,from_account,to_account,amount,currency,description"
GOOD = "{},1993-01-01,a,b,1.00,CZK,cash"

ReadLines = Callable[[list[str | bytes]], list[JournalRow | Refusal]]


@pytest.fixture
def read(tmp_path: Path) -> ReadLines:
    """Return a reader of the lines that follow a journal's header."""

    def reader(body: list[str | bytes]) -> list[JournalRow | Refusal]:
        path = tmp_path / "journal.csv"
        encoded = [line.encode() if isinstance(line, str) else line for line in [HEADER, *body]]
        path.write_bytes(b"\n".join(encoded) + b"\n")
        journal = Journal(path)
        with journal.table:
            return list(journal)

    return reader


def seen(rows: list[JournalRow | Refusal]) -> list[tuple[int, str]]:
    """Return (line, reference or code) of each."""
    return [(row.line, row.code if isinstance(row, Refusal) else row.reference) for row in rows]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ("r2,1993-01-01,a,b,1.00,CZK", "CSV01"),
        ("r2", "CSV01"),
        ("r2,1993-01-01,a,b,1.00,CZK,cash,more", "CSV02"),
        ('r2,1993-01-01,a,b,1.00,CZK,"cash', "CSV03"),
        ('r2,1993-01-01,a,b,1.00,CZK,ca"sh', "CSV03"),
        ('r2,1993-01-01,a,b,1.00,CZK,"cash"box', "CSV03"),
        ('"r2,1993-01-01,a,b,1.00,CZK,cash', "CSV03"),
        (b"r2,1993-01-01,a,b,1.00,CZK,\xe9t\xe9", "CSV05"),
        ("r2,1993-01-01,a,b,1.00,CZK,\0", "CSV06"),
        ("r2,1993-01-01,a,b,1.00,CZK," + "x" * LINE_LIMIT, "CSV07"),
        ("r2,1993-01-01,a,b,1.00,CZK," + "x" * 3 * LINE_LIMIT, "CSV07"),
        ("r2,1993-01-01,,b,1.00,CZK,cash", "LG108"),
        (",1993-01-01,a,b,1.00,CZK,cash", "LG108"),
        ("r2,1993-02-29,a,b,1.00,CZK,cash", "LG109"),
        ("r2,19930101,a,b,1.00,CZK,cash", "LG109"),
        ("r2,01.01.1993,a,b,1.00,CZK,cash", "LG109"),
        ("r2,0000-01-01,a,b,1.00,CZK,cash", "LG109"),
        ("r2,1993-01-01,a,b,ten,CZK,cash", "LG101"),
        ("r2,1993-01-01,a,b,1e3,CZK,cash", "LG101"),
        ("r2,1993-01-01,a,b,NaN,CZK,cash", "LG101"),
        ("r2,1993-01-01,a,b,Infinity,CZK,cash", "LG102"),
        ("r2,1993-01-01,a,b,1_000,CZK,cash", "LG101"),
        ("r2,1993-01-01,a,b,\u0661,CZK,cash", "LG101"),
        ('r2,1993-01-01,a,b,"1,50",CZK,cash', "LG101"),
    ],
)
def test_a_broken_line_is_refused_alone(read: ReadLines, broken: str | bytes, code: str) -> None:
    """The line gets its code and number; the lines around it are rows."""
    rows = read([GOOD.format("r1"), broken, GOOD.format("r3"), GOOD.format("r4")])

    assert seen(rows) == [(2, "r1"), (3, code), (4, "r3"), (5, "r4")]


def test_a_refusal_names_the_reference_of_its_line(read: ReadLines) -> None:
    """Also where the line could not be cut into fields."""
    rows = read(["r1,1993-01-01", 'r2,1993-01-01,a,b,1.00,CZK,"x', "r3,x,a,b,1.00,CZK,y"])

    assert [row.reference for row in rows] == ["r1", "r2", "r3"]


def test_empty_lines_are_passed_over_and_counted(read: ReadLines) -> None:
    """Blank lines and lines of commas alone hold no row, but the numbers after them are right."""
    rows = read(["", GOOD.format("r1"), "   ", ",,,,,,", GOOD.format("r2"), ""])

    assert seen(rows) == [(3, "r1"), (6, "r2")]


def test_quoted_fields_hold_commas_quotes_and_line_breaks(read: ReadLines) -> None:
    """A field in quotes is what RFC 4180 says it is; the numbers go on after its lines."""
    rows = read(['r1,1993-01-01,"a","b","1.00",CZK,"cash, ""new""\nnotes"', GOOD.format("r2")])

    assert seen(rows) == [(2, "r1"), (4, "r2")]
    assert isinstance(rows[0], JournalRow)
    assert rows[0].description == 'cash, "new"\nnotes'


def test_two_stray_quotes_do_not_hide_the_rows_between_them(read: ReadLines) -> None:
    """Lines that are rows of their own within quotes are refused, neither lost nor posted."""
    rows = read(
        [
            'r1,1993-01-01,a,b,1.00,CZK,"cash',
            GOOD.format("r2"),
            'r3,1993-01-01,a,b,1.00,CZK,cash"',
            GOOD.format("r4"),
        ]
    )

    assert seen(rows) == [(2, "CSV04"), (3, "CSV04"), (4, "CSV04"), (5, "r4")]


def test_a_description_cannot_smuggle_a_row_in(read: ReadLines) -> None:
    """A line break in a description, followed by what looks like a row, posts nothing."""
    rows = read(
        ['r1,1993-01-01,a,b,1.00,CZK,"x\n' + GOOD.format("forged") + '\n"', GOOD.format("r2")]
    )

    assert [code for _, code in seen(rows)] == ["CSV04", "CSV04", "CSV04", "r2"]


def test_many_stray_quotes_are_each_refused_alone(read: ReadLines) -> None:
    """Broken lines next to each other do not mend each other."""
    rows = read(
        ['r1,1993-01-01,a,b,1.00,CZK,"x', 'r2,1993-01-01,a,b,1.00,CZK,"x', GOOD.format("r3")]
    )

    assert seen(rows) == [(2, "CSV03"), (3, "CSV03"), (4, "r3")]


def test_a_line_without_end_is_never_held_in_memory() -> None:
    """Whatever its length, a line is read up to the limit and the rest is passed over."""
    lines = Lines(io.BytesIO(b"x" * (20 * LINE_LIMIT) + b"\nnext"))

    first = lines.next()
    assert first is not None
    assert len(first[1]) == lines_module.LINE_LIMIT + 1
    assert lines.next() == (2, b"next")
    assert lines.next() is None
    assert lines.bytes_read == 20 * LINE_LIMIT + 1 + 4
