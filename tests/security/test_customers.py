"""A customer sees and spends what is its own; anything else looks as if it were not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.security.acting import as_actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls


class Two(NamedTuple):
    """Ann and Ben, each with an account of 100 dollars, and the house's till."""

    web: psycopg.Connection[Any]
    ann: int
    mine: UUID
    second: UUID
    ben: int
    theirs: UUID
    till: UUID
    staff: dict[str, int]

    def ask(self, function: str, arguments: str, role: str = "customer") -> list[Any]:
        """Call as Ann, or as the member of staff who has a role."""
        user_id = self.staff.get(role, self.ann)
        return as_actor(self.web, user_id, role, function, arguments)

    def refusal(self, function: str, arguments: str, role: str = "customer") -> tuple[str, str]:
        """Call as `ask` does, and return the SQLSTATE and DETAIL of the refusal."""
        with pytest.raises(psycopg.Error) as caught:
            self.ask(function, arguments, role)
        return caught.value.sqlstate or "", caught.value.diag.message_detail or ""


@pytest.fixture
def two(database: Database, ledger: LedgerCalls) -> Iterator[Two]:
    """Give two customers, and the web login to act for Ann."""
    ann = ledger.call("create_user", username="ann").user_id
    ben = ledger.call("create_user", username="ben").user_id
    mine = ledger.account("ann", user_id=ann).account_id
    second = ledger.account("ann2", user_id=ann).account_id
    theirs = ledger.account("ben", user_id=ben).account_id
    till = ledger.account("till", account_class="asset").account_id
    staff = {
        role: ledger.call("create_user", username=role, role=role).user_id
        for role in ("service", "operator", "auditor", "administrator")
    }
    for account in (mine, theirs):
        ledger.call("deposit", account_id=account, amount=100)
    with database.connect("ledger_web") as web:
        yield Two(web, ann, mine, second, ben, theirs, till, staff)


_SIGHT = ("get_account", "get_balance", "list_entries")


@pytest.mark.parametrize("function", _SIGHT)
def test_unknown_and_forbidden_look_alike(two: Two, function: str) -> None:
    """Another's account and no account at all give one and the same answer."""
    nowhere = uuid4()
    code, detail = two.refusal(function, f"p_account_id => '{two.theirs}'")
    other_code, other_detail = two.refusal(function, f"p_account_id => '{nowhere}'")
    assert code == other_code == "LG001"
    assert detail.replace(str(two.theirs), "?") == other_detail.replace(str(nowhere), "?")
    assert two.ask(function, f"p_account_id => '{two.mine}'")


def test_codes_of_others_are_unknown(two: Two) -> None:
    """A code that exists tells a customer nothing when the account is not its own."""
    for function in ("find_account", "account_id"):
        for code in ("ben", "nobody"):
            assert two.refusal(function, f"p_code => '{code}'") == (
                "LG001",
                f'{{"code": "{code}"}}',
            )
    assert two.ask("find_account", "p_code => 'ann'")


def test_transactions_of_others_are_unknown(two: Two, ledger: LedgerCalls) -> None:
    """A transaction is shown to the customers at its two ends and to nobody else."""
    other = ledger.call(
        "post_transfer", from_account_id=two.theirs, to_account_id=two.till, amount=1
    ).transaction_id
    shared = ledger.call(
        "post_transfer", from_account_id=two.theirs, to_account_id=two.mine, amount=1
    ).transaction_id
    code, detail = two.refusal("get_transaction", f"p_transaction_id => '{other}'")
    nowhere = uuid4()
    assert (code, detail.replace(str(other), str(nowhere))) == two.refusal(
        "get_transaction", f"p_transaction_id => '{nowhere}'"
    )
    assert code == "LG002"
    assert two.ask("get_transaction", f"p_transaction_id => '{shared}'")


def test_lists_only_its_own(two: Two) -> None:
    """Lists hold the customer's accounts, whatever user is asked for."""
    listed = {row[0] for row in two.ask("list_accounts", "")}
    assert listed == {two.mine, two.second}
    assert two.ask("list_accounts", f"p_user_id => {two.ben}") == []
    assert two.ask("list_accounts", "p_user_id => 0") == []


def test_pays_anybody_from_its_own(two: Two, ledger: LedgerCalls) -> None:
    """Paying another works and does not tell the payer what the payee holds."""
    arguments = f"p_transfers => ARRAY[ROW('{two.mine}', '{two.theirs}', 5, 'USD', 'k', NULL,"
    arguments += " NULL, NULL, NULL, NULL)::ledger.transfer_request]"
    (row,) = two.ask("post_transfers", arguments)
    assert ledger.balance(two.theirs) == 105
    assert not [value for value in row if str(value) == "105.00"], "the payee's balance is shown"


def test_spends_from_nobody_else(two: Two, ledger: LedgerCalls) -> None:
    """To spend from another's account is answered as from no account."""
    for payer in (two.theirs, two.till):
        transfer = f"p_from_account_id => '{payer}', p_to_account_id => '{two.mine}', p_amount => 1"
        assert two.refusal("post_transfer", transfer)[0] == "LG001"
        batch = f"ARRAY[ROW('{payer}', '{two.mine}', 1, 'USD', 'k{payer}', NULL, NULL, NULL, NULL,"
        rows = two.ask("post_transfers", f"p_transfers => {batch} NULL)::ledger.transfer_request]")
        assert [(row[1], row[2], row[3]) for row in rows] == [(None, "FAILED", "LG001")]
    assert ledger.balance(two.theirs) == ledger.balance(two.mine) == 100


def test_keys_are_its_own(two: Two, ledger: LedgerCalls) -> None:
    """The same key in the hands of two customers is two keys: no answer is shared."""
    pay = "p_from_account_id => '{}', p_to_account_id => '{}', p_amount => 1"
    key = ", p_idempotency_key => 'same'"
    shop = ledger.account("shop").account_id
    as_actor(two.web, two.ben, "customer", "post_transfer", pay.format(two.theirs, shop) + key)
    assert two.ask("post_transfer", pay.format(two.mine, shop) + key)
    assert ledger.balance(shop) == 2


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("deposit", "p_account_id => '{mine}', p_amount => 1"),
        ("withdraw", "p_account_id => '{mine}', p_amount => 1"),
        ("set_account_bounds", "p_account_id => '{mine}', p_min_balance => -1000"),
        ("set_account_status", "p_account_id => '{mine}', p_status => 'CLOSED'"),
        ("close_account", "p_account_id => '{mine}'"),
        ("merge_accounts", "p_from_account_id => '{mine}', p_into_account_id => '{mine}'"),
        ("rename_account", "p_account_id => '{mine}', p_code => 'x'"),
        ("update_account", "p_account_id => '{mine}', p_code => 'x'"),
        ("set_account_metadata", "p_account_id => '{mine}', p_metadata => '{{}}'"),
        ("set_account_category", "p_account_id => '{mine}', p_category => 'x'"),
        ("create_category", "p_path => 'x'"),
        ("move_category", "p_path => 'x', p_new_path => 'y'"),
        ("list_categories", ""),
        ("set_limit", "p_account_id => '{mine}', p_maximum => 1, p_period => 'day'"),
        ("freeze_amount", "p_account_id => '{mine}', p_amount => 1, p_reason => 'x'"),
        ("unfreeze_amount", "p_hold_id => '{mine}'"),
        ("remove_limit", "p_limit_id => '{mine}'"),
        ("list_category_balances", ""),
        ("list_audit_logs", "p_account_id => '{mine}'"),
        ("create_user", "p_username => 'eve', p_role => 'administrator'"),
        ("find_user", "p_username => 'ben'"),
        ("open_accounts", "p_accounts => '{{}}'"),
        ("open_account", "p_currency => 'USD', p_min_balance => -1000"),
        ("open_account", "p_currency => 'USD', p_account_class => 'asset'"),
    ],
)
def test_manages_nothing(two: Two, function: str, arguments: str) -> None:
    """What makes money or rights is for operators: LG206."""
    assert two.refusal(function, arguments.format(mine=two.mine))[0] == "LG206"


def test_opens_accounts_for_itself_only(two: Two) -> None:
    """A customer's new account is its own, with a floor of nothing."""
    (row,) = two.ask("open_account", "p_currency => 'USD'")
    assert row[1] == two.ann
    assert two.refusal("open_account", f"p_currency => 'USD', p_user_id => {two.ben}")[0] == "LG004"
    assert two.refusal("open_account", "p_currency => 'USD', p_user_id => 0")[0] == "LG004"


@pytest.mark.parametrize(
    ("role", "code"),
    [("house", "LG109"), ("database", "LG109"), ("", "LG109"), ("CUSTOMER", "LG109")],
)
def test_roles_that_are_none(two: Two, role: str, code: str) -> None:
    """A role that no user can have opens nothing."""
    assert two.refusal("get_account", f"p_account_id => '{two.mine}'", role)[0] == code


@pytest.mark.parametrize("function", ["post_transfer", "open_account", "deposit", "create_user"])
def test_an_auditor_changes_nothing(two: Two, function: str) -> None:
    """Auditors read."""
    arguments = {
        "post_transfer": f"p_from_account_id => '{two.mine}', p_to_account_id => '{two.till}',"
        " p_amount => 1",
        "open_account": "p_currency => 'USD'",
        "deposit": f"p_account_id => '{two.mine}', p_amount => 1",
        "create_user": "p_username => 'eve'",
    }[function]
    assert two.refusal(function, arguments, "auditor")[0] == "LG206"
    assert two.ask("list_audit_logs", f"p_account_id => '{two.theirs}'", "auditor")


def test_an_operator_makes_no_administrator(two: Two) -> None:
    """Nobody hands out more than it has."""
    made = "p_username => 'eve', p_role => 'administrator'"
    assert two.refusal("create_user", made, "operator")[0] == "LG206"
    assert two.ask("create_user", made, "administrator")
