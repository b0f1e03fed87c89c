"""A row that may not be posted is named with its line and code, and stops none of the others."""

from pathlib import Path

import pytest

from tests.importer.conftest import RunImport
from tests.importer.journals import ACCOUNTS, write_accounts, write_journal
from tests.support.databases import Database
from tests.support.ledger_calls import LedgerCalls
from webapp.importer.refusals import FILE_CODES, LEDGER_CODES
from webapp.importer.summary import Summary

MIXED = (
    "r2,1993-01-01,world,alice,100.00,EUR,salary",  # line 2
    "r3,1993-01-01,alice,bob,100.01,EUR,too much",
    'r4,1993-01-01,alice,bob,1.00,EUR,"open',
    "r5,1993-01-01,alice,bob,1.001,EUR,too precise",
    "r6,1993-01-01,alice,nobody,1.00,EUR,unknown account",
    "r7,1993-01-01,alice,bob,-1.00,EUR,negative",
    "r8,1993-01-01,alice,bob,0,EUR,nothing",
    "r9,1993-01-01,alice,alice,1.00,EUR,to itself",
    "r10,1993-01-01,alice,bob,1.00,USD,wrong currency",
    "r11,1993-01-01,alice,bob,1.00,XXQ,no currency",
    "r12,1993-01-01,alice,bob,9" + "0" * 40 + ",EUR,too large",
    "r13,1993-13-01,alice,bob,1.00,EUR,no such day",
    "r2,1993-01-01,world,alice,200.00,EUR,a reference again",
    "r2,1993-01-01,world,alice,100.0,EUR,salary",
    "r" * 300 + ",1993-01-01,alice,bob,1.00,EUR,long reference",
    "r17,1993-01-01,bob,alice,50.00,EUR,into the overdraft",
    "r18,1993-01-01,bob,alice,0.01,EUR,beyond it",
    "r19,1993-01-01,alice,world,150.00,EUR,all of it",
)
CODES = {
    3: "LG201",
    4: "CSV03",
    5: "LG105",
    6: "LG001",
    7: "LG103",
    8: "LG104",
    9: "LG107",
    10: "LG205",
    11: "LG003",
    12: "LG106",
    13: "LG109",
    14: "LG301",
    16: "LG109",
    18: "LG201",
}


def codes(summary: Summary) -> dict[int, str]:
    """Return the code of each refused line, in the order they were reported."""
    return {refusal.line: refusal.code for refusal in summary.refusals.first}


@pytest.mark.parametrize("batch_size", [1, 4, 1000])
def test_every_fault_has_its_line_and_code(
    tmp_path: Path, import_into_database: RunImport, ledger: LedgerCalls, batch_size: int
) -> None:
    """Whatever the size of a batch, the same lines are refused and the rest is posted."""
    journal = write_journal(tmp_path / "j.csv", *MIXED)
    accounts = write_accounts(tmp_path / "a.csv")

    summary = import_into_database(journal, accounts, batch_size=batch_size)

    assert list(codes(summary).items()) == list(CODES.items())
    assert (summary.rows, summary.posted, summary.already_there) == (18, 3, 1)
    assert summary.rows_refused == len(CODES)
    assert ledger.call("find_account", code="alice").balance == 0
    assert ledger.call("find_account", code="bob").balance == -50
    assert all(check.ok for check in summary.checks)


def test_a_second_run_refuses_the_same_rows(
    tmp_path: Path, import_into_database: RunImport
) -> None:
    """What was posted is there, what was refused is refused again."""
    journal = write_journal(tmp_path / "j.csv", *MIXED)
    accounts = write_accounts(tmp_path / "a.csv")
    import_into_database(journal, accounts)

    again = import_into_database(journal, accounts)

    assert codes(again) == CODES
    assert (again.posted, again.already_there) == (0, 4)


def test_a_mended_line_posts_on_the_next_run(
    tmp_path: Path, import_into_database: RunImport
) -> None:
    """A row that never reached the ledger has not used its reference up."""
    accounts = write_accounts(tmp_path / "a.csv")
    broken = "r1,1993-01-01,world,alice,ten,EUR,salary"
    first = import_into_database(write_journal(tmp_path / "j.csv", broken), accounts)
    second = import_into_database(
        write_journal(tmp_path / "j.csv", broken.replace("ten", "10")), accounts
    )

    assert (codes(first), first.posted) == ({2: "LG101"}, 0)
    assert (codes(second), second.posted) == ({}, 1)


def test_accounts_that_exist_are_found_by_their_codes(
    tmp_path: Path, import_into_database: RunImport, ledger: LedgerCalls
) -> None:
    """Without a list of accounts a journal posts to those of the ledger."""
    ledger.account("world", "EUR", account_class="asset")
    ledger.account("alice", "EUR")
    journal = write_journal(
        tmp_path / "j.csv",
        "r1,1993-01-01,world,alice,1.00,EUR,x",
        "r2,1993-01-01,world,bob,1.00,EUR,x",
        "r3,1993-01-01,bob,alice,1.00,EUR,x",
    )

    summary = import_into_database(journal)

    assert codes(summary) == {3: "LG001", 4: "LG001"}
    assert summary.posted == 1


def test_a_refused_account_line_blocks_only_its_rows(
    tmp_path: Path, import_into_database: RunImport, ledger: LedgerCalls
) -> None:
    """The other accounts of its batch are opened, and rows on its account say why they wait."""
    ledger.account("bob", "USD")
    accounts = write_accounts(
        tmp_path / "a.csv",
        ACCOUNTS + "carol,liability,EUR,,lots\ndave,liability,XXQ,,\nerin,liability,EUR,,1.005\n",
    )
    journal = write_journal(
        tmp_path / "j.csv",
        *(
            f"r-{code},1993-01-01,world,{code},1.00,EUR,x"
            for code in ("alice", "bob", "carol", "dave", "erin")
        ),
    )

    summary = import_into_database(journal, accounts)

    assert [(r.file, r.line, r.code) for r in summary.refusals.first] == [
        ("a.csv", 4, "LG303"),
        ("a.csv", 5, "LG109"),
        ("a.csv", 6, "LG003"),
        ("a.csv", 7, "LG105"),
        ("j.csv", 3, "CSV08"),
        ("j.csv", 4, "CSV08"),
        ("j.csv", 5, "CSV08"),
        ("j.csv", 6, "CSV08"),
    ]
    assert (summary.opening.opened, summary.posted) == (2, 1)


def test_one_user_may_own_several_accounts(
    tmp_path: Path, import_into_database: RunImport, ledger: LedgerCalls
) -> None:
    """The column user names the owner, who is made when there is none of that name."""
    known = ledger.call("create_user", username="alice").user_id
    accounts = write_accounts(
        tmp_path / "a.csv",
        "account_code,kind,currency,user\n"
        "a:1,liability,EUR,alice\na:2,liability,USD,alice\nb:1,liability,EUR,bob\n",
    )

    import_into_database(write_journal(tmp_path / "j.csv"), accounts)

    owners = {
        code: ledger.call("find_account", code=code).user_id for code in ("a:1", "a:2", "b:1")
    }
    bob = ledger.call("find_user", username="bob").user_id
    assert owners == {"a:1": known, "a:2": known, "b:1": bob}


def test_the_readers_codes_are_the_ledgers_own(database: Database) -> None:
    """Codes the reader borrows mean what ledger.errors says, its own collide with none."""
    with database.connect() as connection:
        registry = dict(connection.execute("SELECT code, name FROM ledger.errors").fetchall())

    assert LEDGER_CODES.items() <= registry.items()
    assert not FILE_CODES.keys() & registry.keys()
    assert not set(FILE_CODES.values()) & set(registry.values())
