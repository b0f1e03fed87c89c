"""Lines after the last row are named and never posted; their figures are held against the rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.importer.journals import write_accounts
from tests.importer.mapped import PAIR, read
from webapp.failures import Exit
from webapp.importer.journal import Journal
from webapp.importer.mapping import make_mapping
from webapp.importer.refusals import Refusal, UnusableFileError
from webapp.importer.rows import JournalRow

if TYPE_CHECKING:
    from pathlib import Path

    from tests.importer.running import Zerosum

ROWS = "r1,2024-01-01,world,alice,5.00,EUR\nr2,2024-01-02,alice,bob,1.50,EUR\n"
STATEMENT: dict[str, Any] = {
    "columns": {"debit": "out", "credit": "in", "effective_on": "day"},
    "values": {"account": "giro", "counter_account": "open", "currency": "EUR"},
    "references": "derive",
}
SIDES = "day,out,in\n2024-01-01,,5.00\n2024-01-02,1.50,\n2024-01-02,0.25,\n"


def faults(path: Path, content: str, **mapping: Any) -> list[tuple[int, str, str]]:  # noqa: ANN401
    """Return (line, code, detail) of each figure that the rows do not add up to."""
    path.write_text(content)
    journal = Journal(path, make_mapping(None, mapping))
    with journal.table:
        list(journal)
        return [(fault.line, fault.code, fault.detail) for fault in journal.check_footer()]


@pytest.mark.parametrize("end", ["", "\n", "\r\n\r\n", "\n \n\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_footer_is_no_row(tmp_path: Path, end: str, encoding: str) -> None:
    """So many lines from the end are held back, whatever blank lines stand among them."""
    path = tmp_path / "j.csv"
    path.write_bytes(f"{PAIR}\n{ROWS}\nSumme;6,50\nEnde der Datei{end}".encode(encoding))
    journal = Journal(path, make_mapping(None, {"footer_lines": 2, "encoding": encoding}))

    with journal.table as table:
        references = [row.reference for row in journal]
        footer = table.footer

    assert references == ["r1", "r2"]
    assert footer == [(5, "Summe;6,50"), (6, "Ende der Datei")]


@pytest.mark.parametrize("footer_lines", [1, 2, 5, 50])
def test_a_file_without_its_footer_loses_no_row(tmp_path: Path, footer_lines: int) -> None:
    """A line that reads like a row is refused by its line, not passed over."""
    rows = read(tmp_path / "j.csv", f"{PAIR}\n{ROWS}".encode(), footer_lines=footer_lines)

    refused = [row for row in rows if isinstance(row, Refusal)]
    posted = [row for row in rows if isinstance(row, JournalRow)]
    assert [row.reference for row in posted] + [row.reference for row in refused] == ["r1", "r2"]
    assert [(row.code, row.detail) for row in refused] == [("CSV13", "reads like a row")] * len(
        refused
    )
    assert len(refused) == min(2, footer_lines)


@pytest.mark.parametrize(
    ("footer", "codes"),
    [
        ("Summe,2024-01-02,alice,bob,6.50,EUR", []),
        ("r3,2024-01-02,alice,bob,6.50,EUR", [(4, "CSV13", "r3")]),
        ("no row at all", [(4, "CSV13", "")]),
    ],
)
def test_a_footer_that_is_known_by_its_beginning(
    tmp_path: Path, footer: str, codes: list[tuple[int, str, str]]
) -> None:
    """May read like a row; one that begins otherwise is refused, whatever it is."""
    content = f"{PAIR}\n{ROWS}{footer}\n".encode()
    rows = read(tmp_path / "j.csv", content, footer_lines=1, footer_start="Summe")

    refused = [row for row in rows if isinstance(row, Refusal)]
    assert [(row.line, row.code, row.reference) for row in refused] == codes
    assert len(rows) - len(refused) == 2


@pytest.mark.parametrize(
    ("line", "control", "found"),
    [
        ("end,2", {"of": "rows", "field": 2}, None),
        ("Anzahl: 2", {"of": "rows", "after": "Anzahl:"}, None),
        ("end,6.50", {"of": "amount", "field": 2}, None),
        ("end,6.50000", {"of": "amount", "field": 2}, None),
        ("end,3", {"of": "rows", "field": 2}, "CSV15 rows: 3 in the footer, 2 in the rows"),
        ("end,6.51", {"of": "amount", "field": 2}, "CSV15 amount: 6.51 in the footer, 6.50 in"),
        ("end,six", {"of": "amount", "field": 2}, "CSV14 amount: six"),
        ("end", {"of": "amount", "field": 2}, "CSV14 amount: end"),
        ("Zahl: 2", {"of": "rows", "after": "Anzahl:"}, "CSV14 rows: Zahl: 2"),
        ('end,"2', {"of": "rows", "field": 2}, 'CSV14 rows: end,"2'),
    ],
)
def test_figures_are_held_against_the_rows(
    tmp_path: Path, line: str, control: dict[str, Any], found: str | None
) -> None:
    """Their number and their sum; what cannot be read is a fault too."""
    content = f"{PAIR}\n{ROWS}{line}\n"
    told = faults(tmp_path / "j.csv", content, footer_lines=1, controls=[control])

    assert [f"{code} {detail}".startswith(found or "-") for _, code, detail in told] == (
        [] if found is None else [True]
    )
    assert [at for at, _, _ in told] == ([] if found is None else [4])


@pytest.mark.parametrize("out", ["1.75", "-1.75"])
def test_a_statement_has_figures_for_each_side(tmp_path: Path, out: str) -> None:
    """What went out, with a sign or without, what came in, and what is left."""
    controls = [{"of": of, "field": at} for at, of in enumerate(("debit", "credit", "amount"), 1)]
    lines = {"footer_lines": 1, "controls": controls}
    assert faults(tmp_path / "j.csv", f"{SIDES}{out},5.00,3.25\n", **STATEMENT, **lines) == []
    wrong = faults(tmp_path / "j.csv", f"{SIDES}{out}1,5.01,3.26\n", **STATEMENT, **lines)
    assert [detail.partition(":")[0] for _, _, detail in wrong] == ["debit", "credit", "amount"]


def test_amounts_that_went_out_are_added_as_they_are_written(tmp_path: Path) -> None:
    """Where positive amounts of a statement went out, so do those of its footer."""
    mapping = {
        "columns": {"effective_on": "day"},
        "values": STATEMENT["values"],
        "references": "derive",
        "signs": "out",
        "footer_lines": 1,
        "controls": [{"of": "amount", "field": 2}],
    }
    content = "day,amount\n2024-01-01,5\n2024-01-02,-1\n"
    assert faults(tmp_path / "j.csv", f"{content}Saldo,4\n", **mapping) == []
    assert len(faults(tmp_path / "j.csv", f"{content}Saldo,-4\n", **mapping)) == 1


def test_a_row_that_was_not_read_is_told_beside_a_sum(tmp_path: Path) -> None:
    """It counts as a row; its amount is not known."""
    content = f"{PAIR}\n{ROWS}r3,2024-01-02,alice,bob,x,EUR\n3,7.50\n"
    controls = [{"of": "rows"}, {"of": "amount", "field": 2}]
    told = faults(tmp_path / "j.csv", content, footer_lines=1, controls=controls)
    assert told == [(5, "CSV15", "amount: 7.50 in the footer, 6.50 in the rows, 1 of them unread")]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"footer_start": "x"}, "footer_start without footer_lines"),
        ({"controls": [{"of": "rows"}]}, "a control stands after the last of footer_lines"),
        (
            {"footer_lines": 1, "controls": [{"of": "debit"}]},
            "debit and credit are controls of a statement only",
        ),
        ({"footer_lines": 51}, "footer_lines: Input should be less than or equal to 50"),
    ],
)
def test_a_mapping_that_names_no_footer_is_refused(mapping: dict[str, Any], message: str) -> None:
    """It is said by its key."""
    with pytest.raises(UnusableFileError, match=message):
        make_mapping(None, mapping)


def test_the_command_names_the_footer_and_fails_by_its_figures(
    tmp_path: Path, run_zerosum_import: Zerosum
) -> None:
    """All rows are posted, and the exit code says that the file is not what it should be."""
    write_accounts(tmp_path / "a.csv")
    (tmp_path / "j.csv").write_text(f"{PAIR}\n{ROWS}end,2,6.51\n")
    controls = [{"of": "rows", "field": 2}, {"of": "amount", "field": 3}]
    (tmp_path / "m.json").write_text(json.dumps({"controls": controls, "footer_lines": 1}))
    given = ("j.csv", "--accounts", "a.csv", "--mapping", "m.json", "--report", "r.csv")

    done = run_zerosum_import(*given)

    assert done.returncode == Exit.BALANCES_DISAGREE, done.stderr
    assert "j.csv: line 4 is its footer: end,2,6.51\n" in done.stdout
    assert "figures of the footer: 1 of 2 agree\n" in done.stdout
    assert "2 posted" in done.stdout
    said = 'j.csv,4,,CSV15,control_disagrees,"amount: 6.51 in the footer, 6.50 in the rows"\n'
    assert said in (tmp_path / "r.csv").read_text()
    summary = json.loads(run_zerosum_import(*given, "--json").stdout)
    assert summary["footers"] == {"j.csv": [{"line": 4, "text": "end,2,6.51"}]}
    assert (summary["controls"], len(summary["control_faults"])) == (2, 1)


def test_refused_rows_have_no_footer(tmp_path: Path, run_zerosum_import: Zerosum) -> None:
    """Their file is read by the same mapping, and all its lines are rows."""
    write_accounts(tmp_path / "a.csv")
    (tmp_path / "j.csv").write_text(f"{PAIR}\n{ROWS}r3,2024-01-03,nobody,bob,1.00,EUR\nend,3\n")
    options = ("--footer-lines", "1", "--footer-start", "end")
    first = run_zerosum_import("j.csv", "--accounts", "a.csv", *options, "--refused", "refused.csv")
    assert first.returncode == Exit.ROWS_REFUSED, first.stderr
    mended = (tmp_path / "refused.csv").read_text().replace("nobody", "alice", 1)
    (tmp_path / "refused.csv").write_text(mended)

    second = run_zerosum_import("refused.csv", *options)

    assert second.returncode == 0, second.stdout
    assert "1 posted" in second.stdout
    assert "footer" not in second.stdout
