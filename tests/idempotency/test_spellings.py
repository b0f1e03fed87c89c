"""One text in two spellings of Unicode is one row: what people type is normalised, keys refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import psycopg
import pytest

from tests.importer.conftest import importing
from tests.importer.journals import write_accounts, write_journal
from tests.security.acting import as_actor
from tests.support.callers import Caller, code_of
from webapp.access.passwords import hash_password
from zerosum_client.keys import written

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

ONE = "caf\xe9"
TWO = "cafe\u0301"
_PASSWORD = "correct horse battery staple"
_BEGIN_LOGIN = """
    SELECT (ledger_gateway.begin_login(
        %s, ROW(NULL, 'customer', '192.0.2.7', NULL, NULL, NULL)::ledger.actor
    )).wait_seconds
"""


def refusal(ledger: LedgerCalls, function: str, **arguments: object) -> tuple[str | None, str]:
    """Return the code and the detail of a call that is refused."""
    with pytest.raises(psycopg.Error) as caught:
        ledger.call(function, **arguments)
    return caught.value.sqlstate, caught.value.diag.message_detail or ""


def test_two_spellings_of_a_code_are_one_account(ledger: LedgerCalls) -> None:
    """Opened, found, listed, renamed and opened again."""
    account = ledger.account(TWO, idempotency_key="k")
    assert account.code == ONE
    assert ledger.account(ONE, idempotency_key="k").account_id == account.account_id
    for code in (ONE, TWO):
        assert ledger.call("find_account", code=code).account_id == account.account_id
        assert len(ledger.rows("list_accounts", code=code)) == 1
        assert refusal(ledger, "open_account", currency="USD", code=code)[0] == "LG303"
        again = ledger.connection.execute(
            "SELECT (ledger.open_accounts(ARRAY[ROW('USD', NULL, 'liability', %s, NULL, NULL,"
            " NULL, NULL, NULL)::ledger.account_request])).account_id",
            (code,),
        ).fetchall()
        assert again[0][0] == account.account_id
    other = ledger.account("other")
    assert refusal(ledger, "rename_account", account_id=other.account_id, code=TWO)[0] == "LG303"
    renamed = ledger.call("rename_account", account_id=other.account_id, code=TWO + "!")
    assert renamed.code == ONE + "!"


def test_two_spellings_of_a_category_are_one(ledger: LedgerCalls) -> None:
    """Made, listed, filled, summed and moved."""
    category = ledger.call("create_category", path=f"{TWO}/{TWO}")
    assert category.path == f"{ONE}/{ONE}"
    assert ledger.call("create_category", path=f"{ONE}/{ONE}") == category
    account = ledger.account()
    ledger.call("set_account_category", account_id=account.account_id, category=f"{TWO}/{ONE}")
    for path in (ONE, TWO):
        assert len(ledger.rows("list_categories", under=path)) == 2
        assert len(ledger.rows("list_accounts", category=path)) == 1
        assert len(ledger.rows("list_category_balances", under=path)) == 2
    moved = ledger.call("move_category", path=f"{TWO}/{TWO}", new_path=f"{TWO}/b")
    assert moved.path == f"{ONE}/b"


def test_two_spellings_of_a_name_are_one_user(ledger: LedgerCalls, database: Database) -> None:
    """And attempts to log in count together."""
    user = ledger.call("create_user", username=TWO)
    assert user.username == ONE
    assert refusal(ledger, "create_user", username=ONE)[0] == "LG305"
    for name in (ONE, TWO):
        assert ledger.call("find_user", username=name) == user
    with database.connect("ledger_web") as web:
        waits = [web.execute(_BEGIN_LOGIN, (name,)).fetchall()[0][0] for name in (ONE, TWO) * 4]
    # A slow machine may have waited long enough before the sixth.
    assert waits[4] == 0 < max(waits[5:])


def test_a_login_takes_either_spelling(
    client: FlaskClient, ledger: LedgerCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A keyboard decides which one is typed."""
    monkeypatch.setenv("ZEROSUM_RATE_LOGIN", "1000/60")
    user = ledger.call("create_user", username=ONE)
    ledger.call("set_password_hash", user_id=user.user_id, password_hash=hash_password(_PASSWORD))
    for name in (ONE, TWO):
        body = {"username": name, "password": _PASSWORD}
        assert client.post("/v1/auth/login", json=body).status_code == 200


def test_rest_meets_the_same_account(operator: Caller, ledger: LedgerCalls) -> None:
    """POST and GET /v1/accounts."""
    opened = operator.post("/v1/accounts", {"currency": "USD", "code": TWO}).get_json()
    assert opened["code"] == ONE
    assert code_of(operator.post("/v1/accounts", {"currency": "USD", "code": ONE}))[1] == "LG303"
    for code in (ONE, TWO):
        found = operator.get(f"/v1/accounts?code={code}").get_json()["items"]
        assert [row["account_id"] for row in found] == [opened["account_id"]]
    assert ledger.call("find_account", code=TWO).code == ONE


def test_the_importer_meets_the_same_account(
    tmp_path: Path, database: Database, ledger: LedgerCalls
) -> None:
    """Its two files may spell a code differently."""
    accounts = write_accounts(
        tmp_path / "a.csv",
        f"account_code,kind,currency,overdraft_limit\nworld,asset,EUR,unlimited\n"
        f"{TWO},liability,EUR,0\n{ONE},liability,EUR,0\n",
    )
    journal = write_journal(
        tmp_path / "j.csv",
        f"r1,1993-01-01,world,{ONE},1.00,EUR,x",
        f"r2,1993-01-01,world,{TWO},1.00,EUR,x",
        f"r{TWO},1993-01-01,world,{ONE},1.00,EUR,a reference of two spellings",
    )
    summary = importing(lambda: database.connect("ledger_dba"))(journal, accounts)
    assert (summary.posted, summary.rows_refused) == (2, 1)
    assert [refused.code for refused in summary.refusals.first] == ["LG109"]
    assert ledger.call("find_account", code=ONE).balance == 2


@pytest.mark.parametrize("key", ["two words", "caf\xe9 1", "\u6f22 \U0001f4b3", '%"a"', '"a"'])
def test_a_key_is_one_name_at_every_door(  # noqa: PLR0917 - fixtures
    ledger: LedgerCalls, as_alice: Caller, funded: Row, shop: Row, database: Database, key: str
) -> None:
    """Posted over REST and repeated in SQL, and the other way round: the money moves once."""
    sides = f"'{funded.account_id}', '{shop.account_id}'"
    quoted = key.replace("'", "''")
    with database.connect("ledger_web") as web:
        first = as_alice.transfer(funded, shop, "1.00", key=written(key))
        arguments = f"{sides}, 1, p_idempotency_key => '{quoted}'"
        (again,) = as_actor(web, funded.user_id, "customer", "post_transfer", arguments)
        assert str(again[0]) == first.get_json()["transaction_id"]
        arguments = f"{sides}, 2, p_idempotency_key => '{quoted}/sql'"
        (first_in_sql,) = as_actor(web, funded.user_id, "customer", "post_transfer", arguments)
    over_rest = as_alice.transfer(funded, shop, "2.00", key=written(f"{key}/sql"))
    assert (over_rest.status_code, over_rest.get_json()["transaction_id"]) == (
        200,
        str(first_in_sql[0]),
    )
    found = as_alice.get(f"/v1/transactions?{urlencode({'idempotency_key': key})}").get_json()
    assert [row["idempotency_key"] for row in found["items"]] == [key]
    read = ledger.call("list_transactions", p_idempotency_key=key, p_user_id=funded.user_id)
    assert str(read.transaction_id) == first.get_json()["transaction_id"]
    assert str(ledger.balance(funded.account_id)) == "97.00"


@pytest.mark.parametrize("key", [TWO, " k", "k ", "k\xa0", "k\tk", "k\u202ek"])
def test_a_key_of_another_spelling_is_refused(ledger: LedgerCalls, alice: Row, key: str) -> None:
    """A program made it: it is not changed, and the field is named."""
    one, two = ledger.account(), ledger.account()
    transfer = {
        "from_account_id": one.account_id,
        "to_account_id": two.account_id,
        "amount": 1,
        "idempotency_key": key,
    }
    told = ("LG109", '{"field": "idempotency_key"}')
    assert refusal(ledger, "post_transfer", **transfer) == told
    assert refusal(ledger, "open_account", currency="USD", idempotency_key=key) == told
    posted = ledger.post(transfer)[0]
    assert (posted.failure_code, posted.failure_detail) == (
        "LG109",
        {"field": "idempotency_key"},
    )
    for field in ("issuer", "subject"):
        identity = {"issuer": "i", "subject": "s", field: key}
        assert refusal(ledger, "link_identity", user_id=alice.user_id, **identity) == (
            "LG109",
            f'{{"field": "{field}"}}',
        )
    assert refusal(
        ledger, "end_session", session_id=None, token_id=key, p_expires_at="2099-01-01"
    ) == ("LG109", '{"field": "token_id"}')
    if key == TWO:  # a name is a person's, and kept in form NFC
        ledger.call("create_api_key", user_id=alice.user_id, name=key)
        assert ledger.rows("list_api_keys", user_id=alice.user_id)[0].name == ONE
    else:
        assert refusal(ledger, "create_api_key", user_id=alice.user_id, name=key)[1] == (
            '{"field": "name"}'
        )


@pytest.mark.parametrize("text", [" a", "a ", "a\n", "a\u2028b", "\ufeffa"])
def test_what_people_type_has_no_hidden_characters(ledger: LedgerCalls, text: str) -> None:
    """Codes, names and paths."""
    account = ledger.account()
    for function, field, arguments in (
        ("open_account", "code", {"currency": "USD", "code": text}),
        ("rename_account", "code", {"account_id": account.account_id, "code": text}),
        ("create_user", "username", {"username": text}),
        ("create_category", "path", {"path": text}),
    ):
        assert refusal(ledger, function, **arguments) == ("LG109", f'{{"field": "{field}"}}')
