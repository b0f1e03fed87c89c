"""A mapping says how a bank writes its files; the rows then read as Zerosum's own do."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.importer.mapped import PAIR, read
from webapp.importer.journal import Journal
from webapp.importer.mapping import Mapping, make_mapping, save_mapping
from webapp.importer.rows import JournalRow


def only(path: Path, content: str, encoding: str = "utf-8", **mapping: Any) -> JournalRow:  # noqa: ANN401
    """Return the only row of a file, which is not refused."""
    (row,) = read(path, content.encode(encoding), encoding=encoding, **mapping)
    assert isinstance(row, JournalRow), row
    return row


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-32", "utf-8"])
def test_a_banks_file_reads_like_a_journal(tmp_path: Path, encoding: str) -> None:
    """Preamble, separators, foreign titles, encoding, day, comma and sides, all at once."""
    row = only(
        tmp_path / "j.csv",
        "Konto\r\nvom 31.1.93\r\nBuchung;Text;Soll;Haben;Nr\r\n31.1.93;Gebühr;1.234,50;;7\r\n",
        encoding,
        delimiter=";",
        skip_lines=2,
        date_order="dmy",
        century=1900,
        decimal_mark=",",
        grouping=".",
        columns={
            "effective_on": "Buchung",
            "description": "Text",
            "debit": "Soll",
            "credit": "Haben",
            "reference": "Nr",
        },
        values={"account": "giro", "counter_account": "open", "currency": "EUR"},
    )

    assert (row.line, row.reference, row.description) == (4, "7", "Gebühr")
    assert (row.from_account, row.to_account, row.is_statement) == ("open", "giro", True)
    assert (row.amount, row.currency) == (Decimal("-1234.50"), "EUR")
    assert row.effective_at.date().isoformat() == "1993-01-31"


@pytest.mark.parametrize(
    ("order", "century", "text", "day"),
    [
        ("iso", None, "1993-02-01", "1993-02-01"),
        ("ymd", None, "1993/2/1", "1993-02-01"),
        ("ymd", None, "19930201", "1993-02-01"),
        ("ymd", 1900, "930201", "1993-02-01"),
        ("dmy", None, "1.2.1993", "1993-02-01"),
        ("dmy", 2000, "01.02.24", "2024-02-01"),
        ("mdy", None, "02/01/1993", "1993-02-01"),
        ("mdy", None, "02011993", "1993-02-01"),
        ("dmy", None, "01.02.24", None),
        ("dmy", None, "1/2-1993", None),
        ("dmy", None, "31.02.1993", None),
        ("mdy", None, "31.01.1993", None),
        ("iso", None, "1993/02/01", None),
        ("dmy", None, "121993", None),
    ],
)
def test_days_are_read_in_one_order(
    tmp_path: Path, order: str, century: int | None, text: str, day: str | None
) -> None:
    """Nothing is guessed: a day of another order, or of two digits for a year, is refused."""
    content = f"{PAIR}\nr1,{text},a,b,1,EUR\n"
    (row,) = read(tmp_path / "j.csv", content.encode(), date_order=order, century=century)

    read_as = row.effective_at.date().isoformat() if isinstance(row, JournalRow) else None
    assert read_as == day


@pytest.mark.parametrize(
    ("mark", "grouping", "text", "amount"),
    [
        (".", "", "1234.50", "1234.50"),
        (".", ",", "1,234.50", "1234.50"),
        (".", ",", "1234.50", "1234.50"),
        (",", ".", "1.234.567,5", "1234567.5"),
        (",", "space", "1 234,50", "1234.50"),
        (",", "space", "1\u202f234,50", "1234.50"),
        (".", "'", "1'234.50", "1234.50"),
        (".", "", "1,234.50", None),
        (".", ",", "12,34.50", None),
        (".", ",", "1,2345.50", None),
        (",", "", "1234.50", None),
        (",", ".", "1234.50", None),
        (",", ".", "1,5e3", None),
    ],
)
def test_amounts_have_one_mark_and_one_grouping(
    tmp_path: Path, mark: str, grouping: str, text: str, amount: str | None
) -> None:
    """A number that the mapping does not describe is refused, never read as another."""
    content = f"{PAIR}\nr1,1993-01-01,a,b,{text},EUR\n".replace(",", ";").replace(
        text.replace(",", ";"), text
    )
    (row,) = read(
        tmp_path / "j.csv", content.encode(), delimiter=";", decimal_mark=mark, grouping=grouping
    )

    read_as = row.amount if isinstance(row, JournalRow) else None
    assert read_as == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    ("header", "line", "mapping", "came_in"),
    [
        ("amount", "5", {}, "5"),
        ("amount", "-5", {}, "-5"),
        ("amount", "5", {"signs": "out"}, "-5"),
        ("out,in", "5,", {"columns": {"debit": "out", "credit": "in"}}, "-5"),
        ("out,in", ",5", {"columns": {"debit": "out", "credit": "in"}}, "5"),
        ("out,in", "0.00,5", {"columns": {"debit": "out", "credit": "in"}}, "5"),
        (
            "out,in",
            "-5,",
            {"columns": {"debit": "out", "credit": "in"}, "debits_are_negative": True},
            "-5",
        ),
        ("amount,dc", "5,DBIT", {"columns": {"direction": "dc"}}, "-5"),
        ("amount,dc", "5,c", {"columns": {"direction": "dc"}}, "5"),
        (
            "amount,dc",
            "5,S",
            {"columns": {"direction": "dc"}, "words_out": ["s"], "words_in": ["h"]},
            "-5",
        ),
    ],
)
def test_a_statement_says_which_way_money_went(
    tmp_path: Path, header: str, line: str, mapping: dict[str, Any], came_in: str
) -> None:
    """By a sign, by one of two columns, or by a word."""
    given = mapping | {"values": {"account": "giro", "counter_account": "x", "currency": "EUR"}}
    row = only(
        tmp_path / "j.csv", f"reference,effective_on,{header}\nr1,1993-01-01,{line}\n", **given
    )

    assert row.amount == Decimal(came_in)


def test_a_file_without_header_has_its_columns_named(tmp_path: Path) -> None:
    """The first line is a row, and keeps its number."""
    row = only(tmp_path / "j.csv", "r1,1993-01-01,a,b,1,EUR\n", names=PAIR.split(","))

    assert (row.line, row.reference) == (1, "r1")


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    """Also those without a title, and a balance that nobody asked to compare."""
    path = tmp_path / "j.csv"
    path.write_text(f"Fee,{PAIR},reported_balance,,Note,Note\n")
    journal = Journal(path)
    with journal.table as table:
        assert table.ignored == ("Fee", "reported_balance", "(column 9)", "Note", "Note")


def test_a_saved_mapping_reads_as_it_was_made(tmp_path: Path) -> None:
    """What is kept is what differs; options come on top of it."""
    made = make_mapping(
        None, {"delimiter": "tab", "columns": {"amount": "Betrag"}, "references": "derive"}
    )
    save_mapping(made, tmp_path / "m.json")

    assert make_mapping(tmp_path / "m.json", {}) == made
    assert json.loads((tmp_path / "m.json").read_text()).keys() == {
        "delimiter",
        "columns",
        "references",
    }
    changed = make_mapping(
        tmp_path / "m.json", {"columns": {"currency": "W"}, "encoding": "cp1250"}
    )
    assert changed.columns == {"amount": "Betrag", "currency": "W"}
    assert (changed.delimiter, changed.encoding) == ("\t", "cp1250")


def test_the_default_mapping_is_the_products_own_way() -> None:
    """An empty object says what no mapping says."""
    assert make_mapping(None, {}) == Mapping()
