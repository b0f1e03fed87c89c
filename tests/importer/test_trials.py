"""Dry runs and options: the same words as in earnest, and nothing that stays."""

import csv
import json
from pathlib import Path

import pytest

from tests.importer.journals import HEADER, write_accounts, write_journal
from tests.importer.running import ID, Zerosum, counts, told
from tests.support.databases import Database

GOOD = "r1,1993-01-01,world,alice,5.00,EUR,salary"
REFUSED = "r2,1993-01-01,alice,bob,6.00,EUR,rent"


def test_a_dry_run_tells_what_the_real_one_does_and_leaves_nothing(
    tmp_path: Path, run_zerosum_import: Zerosum, database: Database
) -> None:
    """Accounts, refusals that depend on earlier rows, totals, checks, files and exit code."""
    write_journal(
        tmp_path / "j.csv",
        f"{GOOD},5.00",
        f"{REFUSED},x",
        "r3,1993-01-01,alice,bob,5.00,EUR,all,0",
        "r4,1993-01-01,alice,nobody,5.00,EUR,all,0",
        "r5,1993-01-01,bob,world,5.00,EUR,all,7",
        header=f"{HEADER},reported_balance",
    )
    write_accounts(tmp_path / "a.csv")
    command = ("j.csv", "--accounts", "a.csv", "--json", "--check-balances", "--batch-size", "2")
    before = counts(database)

    dry = run_zerosum_import(*command, "--dry-run", "--refused", "dry.csv")
    after = counts(database)
    real = run_zerosum_import(*command, "--refused", "real.csv")

    assert (dry.returncode, real.returncode, dry.stderr) == (13, 13, "")
    assert after == before
    assert counts(database) != before
    assert told(dry) == told(real)
    assert json.loads(dry.stdout)["dry_run"] is True
    dry_file, real_file = ((tmp_path / name).read_text() for name in ("dry.csv", "real.csv"))
    assert ID.sub("id", dry_file) == ID.sub("id", real_file)


def test_a_dry_run_says_so(tmp_path: Path, run_zerosum_import: Zerosum) -> None:
    """The first line tells that nothing was written."""
    write_journal(tmp_path / "j.csv")
    done = run_zerosum_import("j.csv", "--dry-run")

    assert (done.returncode, done.stdout.partition(":")[0]) == (0, "dry run")


@pytest.mark.parametrize("arguments", [[], ["j.csv", "--query", "SELECT 1"]])
def test_one_source_is_named(run_zerosum_import: Zerosum, arguments: list[str]) -> None:
    """2: a file or a query, not both and not neither."""
    done = run_zerosum_import(*arguments)

    assert done.returncode == 2
    assert "name one of" in done.stderr


def test_the_mapping_of_options_is_kept_and_used(
    tmp_path: Path, run_zerosum_import: Zerosum
) -> None:
    """What was told on the command line the first time is a file the next time."""
    write_accounts(tmp_path / "a.csv")
    (tmp_path / "j.csv").write_text("Konto\nTag;An;Betrag;Spesen\n02.01.1993;alice;5,00;0,10\n")
    options = [
        "--delimiter",
        ";",
        "--skip-lines",
        "1",
        "--date-order",
        "dmy",
        "--decimal-mark",
        ",",
    ]
    options += ["--column", "effective_on=Tag", "--column", "to_account=An"]
    options += ["--column", "amount=Betrag", "--value", "from_account=world"]
    options += ["--value", "currency=EUR", "--fee", "Spesen=bob", "--derive-references"]

    first = run_zerosum_import(
        "j.csv", "--accounts", "a.csv", *options, "--save-mapping", "m.json", "--json"
    )
    second = run_zerosum_import("j.csv", "--mapping", "m.json", "--json")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert (told(first)["posted"], told(second)["already_there"]) == (1, 1)
    assert told(first)["currencies"]["EUR"]["amount_posted"] == "5.10"
    assert told(first)["ignored_columns"] == {}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--refused", "j.csv"], "would overwrite"),
        (["--save-mapping", "j.csv"], "would overwrite"),
        (["--refused", "x.csv", "--report", "x.csv"], "two files would be written"),
        (["--mapping", "absent.json"], "absent.json: No such file"),
        (["--decimal-mark", ";"], "decimal_mark: Input should be"),
        (["--check-balances"], "no column reported_balance"),
    ],
)
def test_options_that_cannot_be_are_one_clear_line(
    tmp_path: Path, run_zerosum_import: Zerosum, arguments: list[str], message: str
) -> None:
    """14, before anything is read or written."""
    write_journal(tmp_path / "j.csv", GOOD)
    done = run_zerosum_import("j.csv", *arguments)

    assert (done.returncode, done.stdout) == (14, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "j.csv").read_text().endswith(f"{GOOD}\n")


def test_balances_that_do_not_agree_have_an_exit_code(
    tmp_path: Path, run_zerosum_import: Zerosum
) -> None:
    """15, with the lines and what is wrong, here and in the report."""
    write_journal(
        tmp_path / "j.csv",
        f"{GOOD},five",
        "r2,1993-01-02,world,alice,5.00,EUR,salary,11.00",
        header=f"{HEADER},reported_balance",
    )
    write_accounts(tmp_path / "a.csv")

    done = run_zerosum_import(
        "j.csv", "--accounts", "a.csv", "--check-balances", "--report", "report.csv"
    )

    assert done.returncode == 15, done.stderr
    assert "reported balances: 0 of 1 agree, 1 within 1, 1 unreadable" in done.stdout
    assert "j.csv\t2\tr1\tCSV09\tbalance_unreadable\tfive" in done.stdout
    assert "j.csv\t3\tr2\tCSV10\tbalance_disagrees\treported 11.00, in the ledger 10.00" in (
        done.stdout
    )
    with (tmp_path / "report.csv").open(newline="") as stream:
        assert [row["code"] for row in csv.DictReader(stream)] == ["CSV09", "CSV10"]
