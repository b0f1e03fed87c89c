"""Each call reaches the cell it is about; lists and settings reach all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from tests.concurrency.crowd import at_once, told
from tests.support.ledger_calls import LedgerCalls

if TYPE_CHECKING:
    from tests.router.conftest import Routed
    from tests.support.databases import Database


def _count(cell: Database, query: str) -> int:
    with cell.connect("ledger_dba") as connection:
        return len(connection.execute(query.encode()).fetchall())


def test_customers_are_in_the_cell_of_their_name_and_staff_in_all(towns: Routed) -> None:
    """With one id; what becomes of it is the same everywhere, in lists it stands once."""
    member = towns.ledger.call("create_user", username="oskar", role="operator")
    query = f"SELECT FROM ledger.users AS u WHERE u.user_id = {member.user_id} AND u.role = "
    assert [_count(cell, f"{query}'operator'") for cell in towns.cells] == [1, 1]
    towns.ledger.call("set_user_role", user_id=member.user_id, role="auditor")
    towns.ledger.call("set_user_status", user_id=member.user_id, status="SUSPENDED")
    query += "'auditor' AND u.status = 'SUSPENDED'"
    assert [_count(cell, query) for cell in towns.cells] == [1, 1]
    assert [
        _count(cell, "SELECT FROM ledger.users WHERE username = 'bob'") for cell in towns.cells
    ] == [0, 1]
    names = [row.username for row in towns.ledger.rows("list_users", limit=100)]
    assert sorted(filter(None, names)) == ["alice", "bob", "carol2", "grace", "oskar"]
    newest = [row.user_id for row in towns.ledger.rows("list_users", is_ascending=False)]
    assert newest == sorted(newest, reverse=True)
    assert towns.ledger.call("find_user", username="bob").role == "customer"


def test_a_code_leads_to_one_account_of_all_cells(towns: Routed) -> None:
    """It is refused wherever another cell has it, and free again for whoever comes next."""
    users = [towns.ledger.call("find_user", username=name).user_id for name in ("alice", "bob")]
    code = str(uuid4())
    first = towns.ledger.call("open_account", currency="EUR", user_id=users[0], code=code)
    for _ in range(2):
        with pytest.raises(psycopg.DatabaseError) as caught:
            towns.ledger.call("open_account", currency="EUR", user_id=users[1], code=code)
        assert caught.value.sqlstate == "LG303"
    other = towns.ledger.call("open_account", currency="EUR", user_id=users[1])
    with pytest.raises(psycopg.DatabaseError) as caught:
        towns.ledger.call("rename_account", account_id=other.account_id, code=code)
    assert caught.value.sqlstate == "LG303"
    assert towns.ledger.call("find_account", code=code).account_id == first.account_id
    with pytest.raises(psycopg.DatabaseError) as caught:
        towns.ledger.call("find_account", code=str(uuid4()))
    assert caught.value.sqlstate == "LG001"
    locks = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
    with towns.router.connect() as connection:
        assert connection.execute(locks).fetchall() == []


def test_lists_are_one_list_over_all_cells(towns: Routed) -> None:
    """Page after page, in one order, each row once."""
    for name in ("alice", "bob", "carol2", "grace"):
        user = towns.ledger.call("find_user", username=name)
        for _ in range(3):
            towns.ledger.call("open_account", currency="EUR", user_id=user.user_id)
    for is_ascending in (True, False):
        every = towns.ledger.rows("list_accounts", limit=1000, is_ascending=is_ascending)
        pages, after = [], None
        while page := towns.ledger.rows(
            "list_accounts",
            limit=5,
            is_ascending=is_ascending,
            **({"after": after} if after else {}),
        ):
            pages += page
            after = page[-1].account_id
        assert [row.account_id for row in pages] == [row.account_id for row in every]
        ids = [row.account_id for row in every]
        assert ids == sorted(set(ids), reverse=not is_ascending)
    assert len(every) >= 12
    both = [
        _count(cell, "SELECT FROM ledger.list_accounts(p_limit => 1000)") for cell in towns.cells
    ]
    assert min(both) > 5
    some = [row.account_id for row in every]
    assert towns.ledger.rows("get_accounts", account_ids=some) == sorted(
        every, key=lambda row: row.account_id
    )


def test_what_only_collects_for_the_house_is_one_account(towns: Routed) -> None:
    """Under one id everywhere; its balance is that of all cells."""
    for name in ("alice", "bob"):
        user = towns.ledger.call("find_user", username=name)
        account = towns.ledger.call("open_account", currency="USD", user_id=user.user_id)
        towns.ledger.call("deposit", account_id=account.account_id, amount=10)
    world = towns.ledger.call("find_account", code="world:USD")
    assert world.balance == -20
    assert towns.ledger.balance(world.account_id) == -20
    fees = towns.ledger.call("open_account", currency="USD", code="fees", account_class="income")
    assert str(fees.account_id).endswith("ffff")
    query = f"SELECT FROM ledger.accounts AS a WHERE a.account_id = '{fees.account_id}'"
    assert [_count(cell, query) for cell in towns.cells] == [1, 1]
    with pytest.raises(psycopg.DatabaseError) as caught:
        towns.ledger.rows("list_entries", account_id=world.account_id)
    assert caught.value.sqlstate == "LG281"


def test_settings_are_the_same_everywhere(towns: Routed) -> None:
    """Also when one cell has them already, as after a change that came half way."""
    towns.ledger.call("add_asset", currency="PTS", minor_units=0, name="Points")
    towns.ledger.call("create_category", path="shops")
    with towns.cells[0].connect("ledger_dba") as cell:
        LedgerCalls(cell).call("move_category", path="shops", new_path="markets")
    towns.ledger.call("move_category", path="shops", new_path="markets")
    for query in (
        "SELECT FROM ledger.assets WHERE currency = 'PTS'",
        "SELECT FROM ledger.categories WHERE path = 'markets'",
    ):
        assert [_count(cell, query) for cell in towns.cells] == [1, 1]
    with pytest.raises(psycopg.DatabaseError) as caught:
        towns.ledger.call("move_category", path="shops", new_path="markets")
    assert caught.value.sqlstate == "LG009"


def test_proofs_are_those_of_all_cells(towns: Routed) -> None:
    """Each check once; one that fails in one cell fails, and says in which."""
    with towns.cells[1].connect("ledger_dba") as cell:
        names = [row[0] for row in cell.execute("SELECT v.name FROM ledger.verify() AS v")]
    checks = towns.ledger.rows("verify")
    assert [check.name for check in checks] == names
    assert {check.name for check in checks if not check.ok} <= {"guards_are_in_place"}
    with towns.cells[1].connect() as cell:
        cell.execute("CREATE TABLE ledger_private.stray (one integer)")
        try:
            failed = {c.name: c.detail for c in towns.ledger.rows("verify") if not c.ok}
        finally:
            cell.execute("DROP TABLE ledger_private.stray")
    assert "cell 1" in failed["guards_are_in_place"]
    figures = {row.name: row.value for row in towns.ledger.rows("metrics") if row.label is None}
    assert len(figures) > 5


def test_ids_of_other_cells_are_found(towns: Routed) -> None:
    """What is made in a cell carries its bucket: holds, limits, transactions."""
    for name in ("alice", "bob"):
        user = towns.ledger.call("find_user", username=name)
        account = towns.ledger.call("open_account", currency="EUR", user_id=user.user_id)
        made = towns.ledger.call("deposit", account_id=account.account_id, amount=50)
        assert towns.ledger.call("get_transaction", transaction_id=made.transaction_id) == made
        hold = towns.ledger.call("hold_funds", account_id=account.account_id, amount=5)
        assert towns.ledger.call("release_hold", hold_id=hold.hold_id).status == "RELEASED"
        limit = towns.ledger.call(
            "set_limit", maximum=100, period="day", account_id=account.account_id
        )
        assert towns.ledger.call("remove_limit", limit_id=limit.limit_id).limit_id == limit.limit_id
        assert towns.ledger.call("get_user", user_id=user.user_id).username == name


def test_a_code_that_is_opened_in_two_cells_at_once_is_opened_in_one(towns: Routed) -> None:
    """Whoever comes second is refused, ten times of ten."""
    users = [towns.ledger.call("find_user", username=name).user_id for name in ("alice", "bob")]

    def open_one(calls: LedgerCalls, number: int) -> list[str]:
        asked = {"currency": "EUR", "user_id": users[number]}
        return [told(partial(calls.call, "open_account", code=c, **asked))[0] for c in codes]

    codes = [str(uuid4()) for _ in range(10)]
    outcomes = at_once(towns.router, 2, open_one)
    assert [sorted(pair) for pair in zip(*outcomes, strict=True)] == [["LG303", "ok"]] * 10
