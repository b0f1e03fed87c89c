"""Assets over HTTP: added, listed, and amounts with as many decimals as they have."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.importer.conftest import importing
from tests.importer.journals import write_accounts, write_journal
from tests.support.callers import Caller, code_of
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.support.databases import Database

_COIN = {"currency": "USDC", "minor_units": 6, "name": "USD Coin"}


def test_an_asset_is_added_and_used(
    administrator: Caller, operator: Caller, as_alice: Caller
) -> None:
    """Listed beside ISO 4217, opened in, and moved to the last decimal."""
    response = administrator.post("/v1/assets", _COIN)
    assert response.status_code == 201
    asset = response.get_json()
    assert {name: asset[name] for name in _COIN} == _COIN
    assert administrator.post("/v1/assets", _COIN).get_json() == asset

    items = as_alice.get("/v1/assets?limit=500").get_json()["items"]
    assert asset in items
    assert {"currency": "JPY", "name": "Yen", "minor_units": 0, "created_at": None} in items
    assert [item["currency"] for item in items] == sorted(item["currency"] for item in items)

    one, two = (
        operator.post("/v1/accounts", {"currency": "USDC", "min_balance": floor}).get_json()[
            "account_id"
        ]
        for floor in ("unlimited", "0")
    )
    body = {"from_account_id": one, "to_account_id": two, "amount": "0.000001"}
    transfer = operator.post("/v1/transfers", {**body, "currency": "USDC"}).get_json()
    assert (transfer["amount"], transfer["currency"]) == ("0.000001", "USDC")
    assert operator.get(f"/v1/accounts/{two}/balance").get_json()["balance"] == "0.000001"
    refused = operator.post("/v1/transfers", {**body, "amount": "0.0000001"})
    assert code_of(refused) == (422, "LG105")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"minor_units": 8}, (409, "LG307")),
        ({"name": "Another"}, (409, "LG307")),
        ({"currency": "usdc"}, (422, "WEB102")),
        ({"currency": "A" * 21}, (422, "WEB102")),
        ({"currency": "USDC\n"}, (422, "WEB102")),
        ({"minor_units": 19}, (422, "WEB102")),
        ({"minor_units": -1}, (422, "WEB102")),
        ({"minor_units": "6"}, (422, "WEB102")),
        ({"minor_units": True}, (422, "WEB102")),
        ({"name": ""}, (422, "WEB102")),
        ({"name": " x"}, (400, "LG109")),
    ],
)
def test_what_is_no_new_asset_is_refused(
    administrator: Caller, change: dict[str, Any], expected: tuple[int, str]
) -> None:
    """A code that is taken, and a malformed field."""
    administrator.post("/v1/assets", _COIN)
    assert code_of(administrator.post("/v1/assets", {**_COIN, **change})) == expected


def test_the_right_to_add_is_one_of_its_own(operator: Caller, ledger: LedgerCalls) -> None:
    """An operator has it once an administrator gives it to the role."""
    assert code_of(operator.post("/v1/assets", _COIN)) == (403, "LG206")
    ledger.rows("grant_permission", role="service", permission="add_asset")
    assert code_of(operator.post("/v1/assets", _COIN)) == (403, "LG206")
    ledger.rows("grant_permission", role="operator", permission="add_asset")
    assert operator.post("/v1/assets", _COIN).status_code == 201


def test_two_who_add_one_asset_at_once_agree(database: Database) -> None:
    """The later one waits, and is told of other decimals."""

    def add(digits: int) -> str:
        with database.connect("ledger_dba") as connection:
            try:
                LedgerCalls(connection).call(
                    "add_asset", currency="RACE", p_minor_units=digits, name="Race"
                )
            except psycopg.Error as error:
                return error.sqlstate or ""
        return "added"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(add, [2, 8] * 8))
    assert sorted(set(answers)) == ["LG307", "added"]
    assert answers.count("added") == 8


def test_the_importer_takes_any_asset(
    tmp_path: Path, database: Database, ledger: LedgerCalls
) -> None:
    """A journal in one of eighteen decimals is booked to the last of them."""
    ledger.call("add_asset", currency="ETH.wei", p_minor_units=18, name="Ether")
    accounts = write_accounts(
        tmp_path / "a.csv",
        "account_code,kind,currency,overdraft_limit\nworld,asset,ETH.wei,unlimited\n"
        "alice,liability,ETH.wei,0\n",
    )
    journal = write_journal(
        tmp_path / "j.csv",
        "r1,1993-01-01,world,alice,12345678901234567890.123456789012345678,ETH.wei,x",
        "r2,1993-01-01,world,alice,0.000000000000000001,ETH.wei,x",
        "r3,1993-01-01,world,alice,0.0000000000000000001,ETH.wei,too fine",
        "r4,1993-01-01,world,alice,100000000000000000000,ETH.wei,too large",
    )
    summary = importing(lambda: database.connect("ledger_dba"))(journal, accounts)
    assert [refused.code for refused in summary.refusals.first] == ["LG105", "LG106"]
    balance = ledger.call("find_account", code="alice").balance
    assert f"{balance:f}" == "12345678901234567890.123456789012345679"
    assert all(check.ok for check in summary.checks)


def test_the_pattern_of_a_code_is_that_of_the_ledger(app: Flask, database: Database) -> None:
    """What the API's description takes, the domain takes, and no more."""
    with database.connect() as connection:
        rule = connection.execute(
            "SELECT pg_get_constraintdef(c.oid) FROM pg_constraint AS c"
            " WHERE c.conname = 'asset_code_is_a_code'"
        ).fetchall()[0][0]
    pattern = re.search(r"'(\^.*\$)'", rule)
    assert pattern is not None
    schema = app.test_client().get("/openapi.json").get_json()["components"]["schemas"]
    code = schema["AssetBody"]["properties"]["currency"]
    assert (code["pattern"], code["maxLength"]) == (pattern[1], 20)
