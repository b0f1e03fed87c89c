"""A refused row is mended and posted under its own reference, and nothing is posted twice."""

import csv
from pathlib import Path

import pytest

from tests.importer.conftest import RunImport
from tests.importer.journals import HEADER, write_accounts, write_journal
from tests.support.databases import Database
from tests.support.ledger_calls import LedgerCalls
from webapp.importer.mapping import Mapping, make_mapping
from webapp.importer.summary import Summary

SALARY = "r1,1993-01-01,world,alice,5.00,EUR,salary"
TOO_MUCH = "r2,1993-01-01,alice,bob,6.00,EUR,rent"
DERIVE = Mapping(references="derive")


def codes(summary: Summary) -> list[tuple[int, str]]:
    """Return (line, code) of each refusal."""
    return [(refusal.line, refusal.code) for refusal in summary.refusals.first]


def mend(path: Path, **changes: str) -> None:
    """Change fields of the only row of a file of refused rows; all else stays as it was written."""
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    (row,) = rows
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(row))
        writer.writeheader()
        writer.writerow(row | changes)


def on_file(database: Database) -> tuple[int, int]:
    """Return how many transactions were posted, and how many were refused."""
    with database.connect() as connection:
        row = connection.execute(
            "SELECT count(*) FILTER (WHERE t.status = 'COMPLETED'),"
            " count(*) FILTER (WHERE t.status = 'FAILED') FROM ledger.transactions AS t"
        ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


@pytest.mark.parametrize("batch_size", [1, 1_000])
def test_a_refusal_that_has_passed_bars_no_reference(
    tmp_path: Path, import_into_database: RunImport, database: Database, batch_size: int
) -> None:
    """The row that found too little money is posted, unchanged, when there is enough."""
    accounts = write_accounts(tmp_path / "a.csv")
    first = import_into_database(
        write_journal(tmp_path / "j.csv", SALARY, TOO_MUCH), accounts, batch_size=batch_size
    )
    assert (codes(first), on_file(database)) == ([(3, "LG201")], (1, 1))

    more = SALARY.replace("r1", "r3")
    journal = write_journal(tmp_path / "j.csv", SALARY, more, TOO_MUCH)
    second = import_into_database(journal, accounts, batch_size=batch_size)

    assert codes(second) == []
    assert (second.posted, second.already_there) == (2, 1)
    assert on_file(database) == (3, 1)


def test_refused_rows_are_mended_in_their_own_file(
    tmp_path: Path, import_into_database: RunImport, ledger: LedgerCalls
) -> None:
    """The file has the row, its reference and the reason; the mended row posts, once."""
    accounts = write_accounts(tmp_path / "a.csv")
    journal = write_journal(tmp_path / "j.csv", SALARY, TOO_MUCH)
    refused = tmp_path / "refused.csv"
    import_into_database(journal, accounts, refused=refused)

    with refused.open(newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert ",".join(list(row.values())[: HEADER.count(",") + 1]) == TOO_MUCH
    assert (row["refused_line"], row["refused_code"]) == ("3", "LG201")
    assert row["refused_detail"].startswith("insufficient_funds")
    mend(refused, amount="4.00")

    mended = import_into_database(refused, accounts)
    again = import_into_database(refused, accounts)
    original = import_into_database(journal, accounts)

    assert (mended.posted, mended.ignored, codes(mended)) == (1, {}, [])
    assert (again.posted, again.already_there) == (0, 1)
    assert (original.posted, original.already_there, codes(original)) == (0, 1, [(3, "LG301")])
    assert ledger.call("find_account", code="bob").balance == 4


def test_a_mended_row_of_the_same_file_posts_after_its_refusal(
    tmp_path: Path, import_into_database: RunImport
) -> None:
    """In one batch as in two: the refused row has not used its reference up."""
    accounts = write_accounts(tmp_path / "a.csv")
    journal = write_journal(
        tmp_path / "j.csv", SALARY, TOO_MUCH, TOO_MUCH.replace("6.00", "5.00"), TOO_MUCH
    )

    summary = import_into_database(journal, accounts)

    assert codes(summary) == [(3, "LG201"), (5, "LG301")]
    assert summary.posted == 2


def test_many_rows_of_one_reference_are_each_decided(
    tmp_path: Path, import_into_database: RunImport, database: Database
) -> None:
    """Each is refused for its own reason, since none before it has used the reference up."""
    accounts = write_accounts(tmp_path / "a.csv")
    rows = [f"r1,1993-01-01,alice,bob,{n}.00,EUR,x" for n in range(1, 200)]

    summary = import_into_database(write_journal(tmp_path / "j.csv", *rows), accounts)

    assert (summary.posted, summary.rows_refused) == (0, 199)
    assert {code for _, code in codes(summary)} == {"LG201"}
    assert on_file(database) == (0, 199)


def test_rows_without_references_get_the_same_ones_again(
    tmp_path: Path, import_into_database: RunImport, ledger: LedgerCalls
) -> None:
    """Equal rows of a day are two; the same file, and one that overlaps it, post nothing twice."""
    accounts = write_accounts(tmp_path / "a.csv")
    header = HEADER.removeprefix("reference,")
    coffee = "1993-01-01,world,alice,1.00,EUR,coffee"
    tea = "1993-01-02,world,alice,1.00,EUR,tea"

    def run(*lines: str) -> tuple[int, int]:
        journal = write_journal(tmp_path / "j.csv", *lines, header=header)
        done = import_into_database(journal, accounts, mapping=DERIVE)
        return done.posted, done.already_there

    assert run(coffee, coffee, tea) == (3, 0)
    assert run(coffee, coffee, tea) == (0, 3)
    assert run(tea, coffee, tea) == (1, 2)
    assert run(coffee, coffee, coffee) == (1, 2)
    assert ledger.call("find_account", code="alice").balance == 5


def test_a_refused_row_keeps_the_reference_it_was_given(
    tmp_path: Path, import_into_database: RunImport, database: Database
) -> None:
    """Mended, it is another row by its words; its twin of the first file is not posted again."""
    accounts = write_accounts(tmp_path / "a.csv")
    header = HEADER.removeprefix("reference,")
    row = "1993-01-01,alice,bob,3.00,EUR,x"
    salary = "1993-01-01,world,alice,5.00,EUR,salary"
    journal = write_journal(tmp_path / "j.csv", salary, row, row, header=header)
    refused = tmp_path / "refused.csv"

    first = import_into_database(journal, accounts, mapping=DERIVE, refused=refused)
    mend(refused, amount="2.00")
    mended = import_into_database(refused, accounts, mapping=DERIVE)
    again = import_into_database(refused, accounts, mapping=DERIVE)
    original = import_into_database(journal, accounts, mapping=DERIVE)

    assert (first.posted, codes(first)) == (2, [(4, "LG201")])
    assert (mended.posted, again.posted, again.already_there) == (1, 0, 1)
    assert (original.posted, codes(original)) == (0, [(4, "LG301")])
    assert on_file(database) == (3, 1)


def test_a_line_that_is_no_row_is_kept_as_it_was(
    tmp_path: Path, import_into_database: RunImport
) -> None:
    """Its text stands beside empty fields, with a reference where those are derived."""
    accounts = write_accounts(tmp_path / "a.csv")
    refused = tmp_path / "refused.csv"
    journal = write_journal(tmp_path / "j.csv", 'r2,1993-01-01,world,alice,"5')
    import_into_database(journal, accounts, refused=refused, mapping=Mapping(references="derive"))

    with refused.open(newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["refused_text"] == 'r2,1993-01-01,world,alice,"5'
    assert row["refused_code"] == "CSV03"
    assert row["refused_reference"].startswith("derived-")
    assert row["amount"] == ""


def test_refused_rows_are_written_as_their_source_is(
    tmp_path: Path, import_into_database: RunImport
) -> None:
    """Preamble, delimiter and encoding stay, so that the same mapping reads the mended file."""
    accounts = write_accounts(tmp_path / "a.csv")
    mapping = make_mapping(
        None,
        {
            "delimiter": ";",
            "encoding": "utf-16",
            "skip_lines": 1,
            "names": HEADER.split(","),
            "decimal_mark": ",",
        },
    )
    journal, refused = tmp_path / "j.csv", tmp_path / "refused.csv"
    text = "Überweisungen\nr1;1993-01-01;world;alice;x;EUR;für\n"
    journal.write_text(text, encoding="utf-16")

    first = import_into_database(journal, accounts, mapping=mapping, refused=refused)
    refused.write_text(
        refused.read_text(encoding="utf-16").replace(";x;", ";5,00;"), encoding="utf-16"
    )
    second = import_into_database(
        refused, accounts, mapping=mapping, refused=tmp_path / "still.csv"
    )

    assert codes(first) == [(2, "LG101")]
    assert (second.posted, codes(second)) == (1, [])


def test_a_refusal_is_on_file_and_keeps_no_reference(
    tmp_path: Path, import_into_database: RunImport, database: Database, ledger: LedgerCalls
) -> None:
    """Another request may have it."""
    accounts = write_accounts(tmp_path / "a.csv")
    import_into_database(write_journal(tmp_path / "j.csv", TOO_MUCH), accounts)

    assert on_file(database) == (0, 1)
    ledger.call(
        "deposit",
        account_id=ledger.call("find_account", code="alice").account_id,
        amount=1,
        idempotency_key="r2",
    )
    assert on_file(database) == (1, 1)
