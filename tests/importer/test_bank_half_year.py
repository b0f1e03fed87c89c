"""5,347 real transactions post, balance, verify, and read like bank statements."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.importer.conftest import RunImport, importing
from tests.support.databases import Database
from tests.support.ledger_calls import LedgerCalls
from tests.support.plugin import assert_books_are_right
from tests.support.rig import Rig
from webapp.importer.summary import Summary

ROWS = 5_347
ACCOUNTS = 571


@pytest.fixture(scope="module")
def imported(rig: Rig, bank: Path) -> Iterator[tuple[Database, Summary]]:
    """Give a database into which the half year was imported, and the summary; tests only read."""
    with rig.clone(rig.template) as database:
        run = importing(lambda: database.connect("ledger_dba"))
        yield database, run(bank / "journal.csv", bank / "accounts.csv", check_balances=True)
        assert_books_are_right(database)


@pytest.fixture
def summary(imported: tuple[Database, Summary]) -> Summary:
    """Return what the import said."""
    return imported[1]


@pytest.fixture
def ledger(imported: tuple[Database, Summary]) -> Iterator[LedgerCalls]:
    """Give a DBA's session in the database of the half year."""
    with imported[0].connect("ledger_dba") as connection:
        yield LedgerCalls(connection)


@pytest.fixture
def balances(bank: Path) -> dict[str, Decimal]:
    """Return each account's balance, summed from the file without the ledger."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    with (bank / "journal.csv").open(newline="") as journal:
        for row in csv.DictReader(journal):
            amount = Decimal(row["amount"])
            sums[row["from_account"]] -= amount
            sums[row["to_account"]] += amount
    return sums


def test_every_row_posts_and_the_books_agree_with_the_file(
    balances: dict[str, Decimal], summary: Summary, ledger: LedgerCalls
) -> None:
    """No row is refused, all checks hold, and each balance is the sum of its rows."""
    assert (summary.rows, summary.posted, summary.refusals.count) == (ROWS, ROWS, 0)
    assert (summary.opening.opened, summary.opening.already_open) == (ACCOUNTS, 0)
    assert summary.checks
    assert all(check.ok for check in summary.checks)
    assert {code: ledger.call("find_account", code=code).balance for code in balances} == balances
    assert sum(balances.values()) == 0
    assert set(summary.currencies) == {"CZK"}


def test_reported_balances_agree_but_for_rounding_and_order(bank: Path, summary: Summary) -> None:
    """Every row can be compared; as many agree as when the file is summed without the ledger."""
    differences = list(_differences(bank / "journal.csv"))
    assert summary.balances.compared == len(differences) == ROWS
    assert summary.balances.agreed == differences.count(Decimal(0)) == 3_939
    assert (
        summary.balances.nearly_agreed
        == sum(abs(difference) <= 1 for difference in differences)
        == 4_848
    )


def test_accounts_keep_their_owner_floor_class_and_day(bank: Path, ledger: LedgerCalls) -> None:
    """What the list says of an account is found on it."""
    with (bank / "accounts.csv").open(newline="") as accounts:
        for row in csv.DictReader(accounts):
            account = ledger.call("find_account", code=row["account_code"])
            is_customer = row["kind"] == "liability"
            owner = ledger.call("find_user", username=account.code).user_id if is_customer else 0
            limit = row["overdraft_limit"]
            assert account.user_id == owner
            assert account.account_class == row["kind"]
            assert account.metadata == {"opened_on": row["opened_on"]}
            assert account.min_balance == (None if limit == "unlimited" else -Decimal(limit))


def test_entries_read_like_a_bank_statement(bank: Path, ledger: LedgerCalls) -> None:
    """Rows stand in the order of the file, with their day, words and running balance."""
    expected: dict[str, list[tuple[str, str, Decimal, Decimal]]] = defaultdict(list)
    with (bank / "journal.csv").open(newline="") as journal:
        for row in csv.DictReader(journal):
            for column, sign in (("from_account", -1), ("to_account", 1)):
                lines = expected[row[column]]
                moved = sign * Decimal(row["amount"])
                before = lines[-1][3] if lines else Decimal(0)
                lines.append((row["effective_on"], row["description"], moved, before + moved))

    customers = sorted(code for code in expected if code.startswith("customer:"))
    for code in customers[::25]:
        account = ledger.call("find_account", code=code)
        entries = ledger.rows("list_entries", account_id=account.account_id, limit=500)
        statement = [
            (
                entry.effective_at.date().isoformat(),
                entry.description,
                entry.amount if entry.entry_type == "CREDIT" else -entry.amount,
                entry.balance_after,
            )
            for entry in reversed(entries)
        ]
        assert statement == expected[code]


def test_a_second_run_posts_nothing(
    bank: Path, import_into_database: RunImport, database: Database
) -> None:
    """Every row is already there, every account already open, and no row of the ledger is new."""
    import_into_database(bank / "journal.csv", bank / "accounts.csv")
    before = _counts(database)

    again = import_into_database(bank / "journal.csv", bank / "accounts.csv", batch_size=777)

    assert (again.posted, again.already_there, again.refusals.count) == (0, ROWS, 0)
    assert (again.opening.opened, again.opening.already_open) == (0, ACCOUNTS)
    assert _counts(database) == before


def _differences(path: Path) -> Iterator[Decimal]:
    """Give reported balance less running balance of each row, without the ledger."""
    balances: dict[str, Decimal] = defaultdict(Decimal)
    with path.open(newline="") as journal:
        for row in csv.DictReader(journal):
            amount = Decimal(row["amount"])
            balances[row["from_account"]] -= amount
            balances[row["to_account"]] += amount
            (customer,) = (
                row[column]
                for column in ("from_account", "to_account")
                if row[column].startswith("customer:")
            )
            yield Decimal(row["reported_balance"]) - balances[customer]


def _counts(database: Database) -> tuple[int, ...]:
    with database.connect() as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM ledger_audit.transaction),"
            " (SELECT count(*) FROM ledger_audit.transaction_entry),"
            " (SELECT count(*) FROM ledger.audit_logs),"
            " (SELECT count(*) FROM ledger_private.account),"
            " (SELECT count(*) FROM ledger_private.app_user)"
        ).fetchone()
    assert row is not None
    return tuple(row)


def test_balances_by_effective_date_agree_with_the_file(bank: Path, ledger: LedgerCalls) -> None:
    """At the end of any day: what the file moved up to it, summed without the ledger."""
    moved: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    with (bank / "journal.csv").open(newline="") as journal:
        for row in csv.DictReader(journal):
            moved[row["from_account"]][row["effective_on"]] -= Decimal(row["amount"])
            moved[row["to_account"]][row["effective_on"]] += Decimal(row["amount"])
    every_day = sorted({day for days in moved.values() for day in days})

    house = [code for code in moved if not code.startswith("customer:")]
    for code in (*house, *sorted(moved)[::40]):
        account = ledger.call("find_account", code=code)
        for day in every_day[::13]:
            expected = sum(amount for on, amount in moved[code].items() if on <= day)
            answer = ledger.call(
                "get_balance",
                account_id=account.account_id,
                effective_at=f"{day}T23:59:59.999999Z",
            )
            assert answer.balance == expected, (code, day)
