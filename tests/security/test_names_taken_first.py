"""What the house resolves by name stays the house's, though a customer asked for the name first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import psycopg
import pytest

from tests.importer.conftest import importing
from tests.importer.journals import write_accounts, write_journal
from tests.security.acting import as_actor
from tests.security.tampering import rewrite, without

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from tests.security.crowd import Crowd
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

_WORLD = (
    "world:GBP",
    "World:GBP",
    "WORLD:GBP",
    "w0rld:GBP",
    "worId:GBP",
    "vvorld:GBP",
    "w\xf6rld:GBP",
    "w\u043erld:GBP",
    "\u051d\u043er\u04cfd:GBP",
    "\u03c9\u03bfrld:GBP",
    "\uff57\uff4f\uff52\uff4c\uff44\uff1aGBP",
    "\U0001d430orld:GBP",
    "world\u2236GBP",
    "wor ld :GBP",
    "w\ua4f3rld:GBP",
    "w\U0001042crld:GBP",
    "wor\u23d0d:GBP",
    "world\u205dGBP",
    "w\ufe20orld:GBP",
    "house:fees",
    "\u0127ouse:fees",
    "h\u03bfuse:fees",
    "~0/savings",
    "~1/savings",
    "~~",
    "\uff5e1/savings",
)


def _taken(crowd: Crowd, database: Database, owner: str) -> UUID:
    """Write the code past the guard, as careless code of the owner would."""
    asked = "NULL, 'liability'" if owner == "another class" else f"{crowd.mallory}, 'liability'"
    with database.connect() as connection:
        without(connection, "trigger ledger_private.account_code.account_code_30_check_name")
        rows = connection.execute(
            f"WITH a AS (SELECT * FROM ledger.open_account('GBP', {asked}))"
            " INSERT INTO ledger_private.account_code (code, account_id, user_id)"
            " SELECT 'world:GBP', a.account_id, a.user_id FROM a RETURNING account_id"
        ).fetchall()
    return cast("UUID", rows[0][0])


def _of(ledger: LedgerCalls, user_id: int) -> list[Row]:
    return ledger.rows("list_accounts", user_id=user_id)


def _pays_the_house(ledger: LedgerCalls, crowd: Crowd) -> None:
    paid = ledger.call("withdraw", account_id=crowd.vera, amount=60)
    outside = ledger.call("get_account", account_id=paid.to_account_id)
    assert (outside.user_id, outside.account_class, outside.code, outside.balance) == (
        0, "asset", "world:GBP", 60,
    )  # fmt: skip
    assert [account.balance for account in _of(ledger, crowd.mallory)] == [0] * len(
        _of(ledger, crowd.mallory)
    )


@pytest.mark.parametrize("code", _WORLD)
def test_no_customer_has_a_code_of_the_house(crowd: Crowd, ledger: LedgerCalls, code: str) -> None:
    """Nor one that looks as if it were; the house's path pays the house."""
    assert crowd.refusal(code) == "LG150"
    assert crowd.refusal(f"~{crowd.mallory}/{code}") == "LG150"
    of_mallory = f", p_user_id => {crowd.mallory}"
    assert crowd.refusal(code, role="service", more=of_mallory) == "LG150"
    account = ledger.account("mallory", "GBP", user_id=crowd.mallory).account_id
    for function in ("rename_account", "update_account"):
        with pytest.raises(psycopg.Error) as caught:
            ledger.call(function, account_id=account, code=code)
        assert caught.value.sqlstate == "LG150"
    _pays_the_house(ledger, crowd)


def test_who_opens_for_customers_does_not_open_for_the_house(crowd: Crowd) -> None:
    """A service could bound the account of the outside world, and so stop all payments."""
    outside = ", p_account_class => 'asset', p_max_balance => 0"
    assert crowd.refusal("world:GBP", role="service", more=outside) == "LG206"
    assert crowd.refusal("house:fees", role="service") == "LG206"
    assert crowd.refusal("shop:1", role="service") is None


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("world:GBP", {}),
        ("world:GBP", {"account_class": "asset", "currency": "USD"}),
        ("World:GBP", {"account_class": "asset"}),
        ("hOuse:x", {}),
        ("~0/x", {}),
    ],
)
def test_the_house_spells_its_codes_exactly(
    ledger: LedgerCalls, code: str, more: dict[str, str]
) -> None:
    """An operator's slip does not take the place of the account either."""
    with pytest.raises(psycopg.Error) as caught:
        ledger.account(code, **{"currency": "GBP", **more})
    assert caught.value.sqlstate == "LG150"


def test_the_house_opens_its_own(ledger: LedgerCalls) -> None:
    """One account for each way to the outside, and what else it calls its own."""
    ledger.account("world:GBPX", "GBP", account_class="asset")
    with pytest.raises(psycopg.Error) as caught:
        ledger.call("add_asset", currency="GBPX", minor_units=2, name="Pounds of an exchange")
    assert caught.value.sqlstate == "LG303"
    card = ledger.account("world:GBP:card", "GBP", account_class="asset")
    assert card.user_id == ledger.account("house:fees", "GBP").user_id == 0


@pytest.mark.tampered
@pytest.mark.parametrize("owner", ["a customer", "another class"])
def test_a_code_alone_is_not_enough(
    crowd: Crowd, ledger: LedgerCalls, database: Database, owner: str
) -> None:
    """Were the code another's after all, nothing would be paid."""
    taken = _taken(crowd, database, owner)
    for function in ("withdraw", "deposit"):
        with pytest.raises(psycopg.Error) as caught:
            ledger.call(function, account_id=crowd.vera, amount=60)
        assert caught.value.sqlstate == "LG303"
    assert [ledger.balance(taken), ledger.balance(crowd.vera)] == [0, 100]
    checks = {row.name: row.ok for row in ledger.rows("verify")}
    broken = {name for name, ok in checks.items() if not ok}
    # The superuser gave no reason for what it changed by hand.
    assert broken == {"account_links", "guards_are_in_place", "direct_changes_have_reasons"}


def test_a_customer_s_code_squats_nothing(
    crowd: Crowd, ledger: LedgerCalls, database: Database, tmp_path: Path
) -> None:
    """The same code is free for operators, for imports and for each other customer."""
    mine = crowd.opens("shop:1")
    code = f"~{crowd.mallory}/shop:1"
    assert ledger.call("find_account", code=code).account_id == mine[0]
    with pytest.raises(psycopg.Error) as caught:
        ledger.call("find_account", code="shop:1")
    assert caught.value.sqlstate == "LG001"
    run = importing(lambda: database.connect("ledger_dba"))
    journal = write_journal(tmp_path / "j.csv", "r1,1993-01-01,vera,shop:1,60.00,GBP,x")
    alone = run(journal)
    assert [refused.code for refused in alone.refusals.first] == ["LG001"]
    accounts = write_accounts(
        tmp_path / "a.csv", "account_code,kind,currency,user\nshop:1,liability,GBP,merchant\n"
    )
    assert run(journal, accounts).posted == 1
    shop = ledger.call("find_account", code="shop:1")
    assert [shop.balance, ledger.balance(mine[0]), ledger.balance(crowd.vera)] == [60, 0, 40]
    assert shop.user_id not in {0, crowd.mallory}


def test_an_import_reuses_only_the_account_of_its_owner(
    crowd: Crowd, ledger: LedgerCalls, database: Database, tmp_path: Path
) -> None:
    """A code that an operator gave a customer's account is not the merchant's."""
    ledger.account("shop:1", "GBP", user_id=crowd.mallory)
    accounts = write_accounts(
        tmp_path / "a.csv", "account_code,kind,currency,user\nshop:1,liability,GBP,merchant\n"
    )
    journal = write_journal(tmp_path / "j.csv", "r1,1993-01-01,vera,shop:1,60.00,GBP,x")
    summary = importing(lambda: database.connect("ledger_dba"))(journal, accounts)
    assert [refused.code for refused in summary.refusals.first] == ["LG303", "CSV08"]
    assert ledger.balance(crowd.vera) == 100


def test_no_conflict_tells_of_another_s_code(crowd: Crowd, ledger: LedgerCalls) -> None:
    """Taken by the house, by another, or by nobody: it is answered alike."""
    ledger.account("secret", "GBP")
    vera = ledger.call("find_user", username="vera").user_id
    as_actor(crowd.web, vera, "customer", "open_account", "p_currency => 'GBP', p_code => 'hers'")
    opened = [crowd.opens(code) for code in ("secret", "hers", "vera", "nobody")]
    assert [row[2] for row in opened] == [
        f"~{crowd.mallory}/{code}" for code in ("secret", "hers", "vera", "nobody")
    ]
    assert crowd.refusal("hers") == "LG303"
    for code in ("hers", f"~{crowd.mallory}/hers"):
        for function in ("find_account", "list_accounts"):
            (found,) = as_actor(
                crowd.web, crowd.mallory, "customer", function, f"p_code => '{code}'"
            )
            assert found[0] == opened[1][0]
    with pytest.raises(psycopg.Error) as caught:
        as_actor(crowd.web, crowd.mallory, "customer", "find_account", f"p_code => '~{vera}/hers'")
    assert caught.value.sqlstate == "LG001"


class Planted(NamedTuple):
    """A fault in a function, and the code that it lets through."""

    function: str
    whole: str
    planted: str
    code: str


_PLANTED = (
    Planted("reserved_prefixes", "'world:', ", "", "world:GBP"),
    Planted("code_of_actor", "p_actor.role = 'customer'", "false", "shop:1"),
    Planted("resembles_reserved", "ledger_private.name_skeleton(p_name)", "p_name", "w0rld:GBP"),
)


@pytest.mark.parametrize("fault", _PLANTED, ids=lambda fault: fault.function)
def test_a_planted_fault_lets_the_code_through(
    crowd: Crowd, database: Database, fault: Planted
) -> None:
    """The tests above could fail."""
    with database.connect() as owner:
        rewrite(owner, f"ledger_private.{fault.function}", fault.whole, fault.planted)
    space = "" if fault.function == "code_of_actor" else f"~{crowd.mallory}/"
    assert crowd.opens(fault.code)[2] == space + fault.code
