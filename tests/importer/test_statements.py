"""Statements, fees and reported balances: what a row moves, and what its bank says came of it."""

from pathlib import Path
from typing import Any

import pytest

from tests.importer.conftest import RunImport
from tests.importer.journals import HEADER, write_accounts, write_journal
from tests.support.ledger_calls import LedgerCalls
from webapp.importer.mapping import Mapping, make_mapping
from webapp.importer.summary import Summary

ACCOUNTS = """\
account_code,kind,currency,opened_on,overdraft_limit
world,asset,EUR,,unlimited
giro,asset,EUR,,unlimited
fees,income,EUR,,unlimited
costs,expense,EUR,,unlimited
open,equity,EUR,,unlimited
alice,liability,EUR,,0
bob,liability,EUR,,0
"""
FEE = [{"column": "fee", "account": "fees"}]
WITH_FEE = f"{HEADER},fee"


def balance(ledger: LedgerCalls, code: str) -> str:
    """Return an account's balance, credits less debits, as text."""
    return str(ledger.call("find_account", code=code).balance)


def faults(summary: Summary) -> list[tuple[int, str]]:
    """Return (line, code) of the balances that need a look."""
    return [(fault.line, fault.code) for fault in summary.refusals.first_balances]


def statement(account: str) -> Mapping:
    """Return the mapping of a statement of one account."""
    values = {"account": account, "counter_account": "open", "currency": "EUR"}
    return make_mapping(None, {"values": values})


@pytest.mark.parametrize(("account", "sign"), [("giro", "-"), ("alice", "")])
def test_what_comes_in_raises_an_account_by_its_class(
    tmp_path: Path,
    import_into_database: RunImport,
    ledger: LedgerCalls,
    account: str,
    sign: str,
) -> None:
    """A house's asset is debited, a customer is credited; both statements agree with the ledger."""
    journal = write_journal(
        tmp_path / "j.csv",
        "r1,1993-01-01,10.00,in,10.00",
        "r2,1993-01-02,-4.00,out,6.00",
        "r3,1993-01-03,-1.00,out,6.00",
        header="reference,effective_on,amount,description,reported_balance",
    )

    summary = import_into_database(
        journal,
        write_accounts(tmp_path / "a.csv", ACCOUNTS),
        mapping=statement(account),
        check_balances=True,
    )

    assert balance(ledger, account) == f"{sign}5.00"
    assert (summary.posted, summary.balances.compared, summary.balances.agreed) == (3, 3, 2)
    assert faults(summary) == [(4, "CSV10")]


def test_a_row_with_a_fee_is_one_transaction(
    tmp_path: Path, import_into_database: RunImport, ledger: LedgerCalls
) -> None:
    """Amount to the payee and fee to its account, whole or not at all, and once."""
    journal = write_journal(
        tmp_path / "j.csv",
        "r1,1993-01-01,world,alice,10.00,EUR,in,",
        "r2,1993-01-01,alice,bob,6.00,EUR,x,0.50",
        "r3,1993-01-01,alice,bob,3.50,EUR,no money for the fee,0.50",
        "r4,1993-01-01,alice,bob,3.50,EUR,x,0.00",
        header=WITH_FEE,
    )
    accounts = write_accounts(tmp_path / "a.csv", ACCOUNTS)
    mapping = make_mapping(None, {"fees": FEE})

    first = import_into_database(journal, accounts, mapping=mapping)
    again = import_into_database(journal, accounts, mapping=mapping, batch_size=1)

    assert [(r.line, r.code) for r in first.refusals.first] == [(4, "LG201")]
    assert (first.posted, again.posted, again.already_there) == (3, 0, 3)
    assert str(first.currencies["EUR"].amount_posted) == "20.00"
    assert [balance(ledger, code) for code in ("alice", "bob", "fees")] == ["0.00", "9.50", "0.50"]
    (transaction,) = [t for t in ledger.rows("list_transactions") if t.idempotency_key == "r2"]
    entries = ledger.rows("list_transaction_entries", transaction_id=transaction.transaction_id)
    assert [(entry.entry_type, str(entry.amount)) for entry in entries] == [
        ("DEBIT", "6.00"),
        ("CREDIT", "6.00"),
        ("DEBIT", "0.50"),
        ("CREDIT", "0.50"),
    ]


@pytest.mark.parametrize(
    ("fee", "alice", "bob"),
    [
        ({"paid_by": "from"}, "3.50", "6.00"),
        ({"paid_by": "to"}, "4.00", "5.50"),
        ({"paid_by": "to", "is_negative": True}, "4.00", "5.50"),
    ],
)
def test_a_fee_is_paid_by_who_is_named(  # noqa: PLR0917 - fixtures
    tmp_path: Path,
    import_into_database: RunImport,
    ledger: LedgerCalls,
    fee: dict[str, Any],
    alice: str,
    bob: str,
) -> None:
    """The payer of the row, or its payee; a column may write what it takes with a minus."""
    text = "-0.50" if fee.get("is_negative") else "0.50"
    journal = write_journal(
        tmp_path / "j.csv",
        "r1,1993-01-01,world,alice,10.00,EUR,in,",
        f"r2,1993-01-01,alice,bob,6.00,EUR,x,{text}",
        header=WITH_FEE,
    )

    summary = import_into_database(
        journal,
        write_accounts(tmp_path / "a.csv", ACCOUNTS),
        mapping=make_mapping(None, {"fees": [FEE[0] | fee]}),
    )

    assert summary.refusals.count == 0
    assert [balance(ledger, code) for code in ("alice", "bob", "fees")] == [alice, bob, "0.50"]


@pytest.mark.parametrize(
    ("account", "taker", "expected"),
    [("giro", "costs", ["-9.25", "-0.75"]), ("alice", "fees", ["9.25", "0.75"])],
)
def test_a_fee_of_a_statement_leaves_its_account(  # noqa: PLR0917 - fixtures
    tmp_path: Path,
    import_into_database: RunImport,
    ledger: LedgerCalls,
    account: str,
    taker: str,
    expected: list[str],
) -> None:
    """Also of one that grows with debits, whose fees are a cost; the balance counts the fee."""
    mapping = statement(account).model_dump(mode="json", exclude_defaults=True)
    journal = write_journal(
        tmp_path / "j.csv",
        "r1,1993-01-01,10.00,0.75,9.25",
        header="reference,effective_on,amount,fee,reported_balance",
    )

    summary = import_into_database(
        journal,
        write_accounts(tmp_path / "a.csv", ACCOUNTS),
        mapping=make_mapping(None, mapping | {"fees": [{"column": "fee", "account": taker}]}),
        check_balances=True,
    )

    assert summary.refusals.count == 0
    assert [balance(ledger, code) for code in (account, taker)] == expected
    assert (summary.balances.agreed, faults(summary)) == (1, [])


def test_a_fee_that_cannot_be_posted_refuses_its_row(
    tmp_path: Path, import_into_database: RunImport, ledger: LedgerCalls
) -> None:
    """An account that is not there, a payer who is the payee, a fee of too many decimals."""
    rows = (
        "r1,1993-01-01,world,alice,10.00,EUR,in,0.50,",
        "r2,1993-01-01,world,world,10.00,EUR,in,0.50,",
        "r3,1993-01-01,world,alice,10.00,EUR,in,0.505,",
        "r4,1993-01-01,world,alice,10.00,EUR,in,,1.00",
    )
    fees = [*FEE, {"column": "other", "account": "nobody"}]

    summary = import_into_database(
        write_journal(tmp_path / "j.csv", *rows, header=f"{WITH_FEE},other"),
        write_accounts(tmp_path / "a.csv", ACCOUNTS),
        mapping=make_mapping(None, {"fees": fees}),
    )

    assert [(r.line, r.code) for r in summary.refusals.first] == [
        (3, "LG107"),
        (4, "LG105"),
        (5, "LG001"),
    ]
    assert (balance(ledger, "alice"), balance(ledger, "fees")) == ("10.00", "0.50")


def test_every_balance_is_compared_or_named(
    tmp_path: Path, import_into_database: RunImport
) -> None:
    """Three that cannot be read of four are three faults, and no agreement of one of one."""
    journal = write_journal(
        tmp_path / "j.csv",
        "r1,1993-01-01,world,alice,10.00,EUR,in,10.00",
        "r2,1993-01-01,world,alice,10.00,EUR,in,twenty",
        'r3,1993-01-01,world,alice,10.00,EUR,in,"30,00"',
        "r4,1993-01-01,world,alice,10.00,EUR,in,1e3",
        "r5,1993-01-01,alice,bob,10.00,EUR,in,30.00",
        "r6,1993-01-01,world,alice,10.00,EUR,in,",
        "r7,1993-01-01,world,alice,10.00,EUR,in,51.00",
        header=f"{HEADER},reported_balance",
    )
    accounts = write_accounts(tmp_path / "a.csv", ACCOUNTS)

    summary = import_into_database(journal, accounts, check_balances=True)

    counts = summary.balances
    assert summary.posted == 7
    assert (counts.compared, counts.agreed, counts.nearly_agreed) == (2, 1, 2)
    assert (counts.unreadable, counts.without_customer, counts.missing) == (3, 1, 1)
    assert counts.faults == 5
    assert faults(summary) == [
        (3, "CSV09"),
        (4, "CSV09"),
        (5, "CSV09"),
        (6, "CSV11"),
        (8, "CSV10"),
    ]
