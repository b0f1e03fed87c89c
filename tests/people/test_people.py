"""Personal data over HTTP: kept sealed, shown to its owner, forgotten with the books intact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.callers import code_of
from webapp.keys.sealing import new_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from werkzeug.test import TestResponse

    from tests.support.callers import Caller
    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

ADA = {"name": "Ada Lovelace 🧮", "email": "Ada@Example.org", "birth_date": "1815-12-10"}


@pytest.fixture(autouse=True)
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the application keys."""
    path = tmp_path / "keys"
    path.write_text(new_line("index") + new_line("1"), encoding="ascii")
    monkeypatch.setenv("ZEROSUM_PERSONAL_KEYS", str(path))
    return path


def _put(caller: Caller, user_id: int, body: object) -> TestResponse:
    headers = {"Authorization": f"Bearer {caller.token}"}
    return caller.client.put(f"/v1/users/{user_id}/person", json=body, headers=headers)


def _delete(caller: Caller, user_id: int) -> TestResponse:
    headers = {"Authorization": f"Bearer {caller.token}"}
    return caller.client.delete(f"/v1/users/{user_id}/person", headers=headers)


def test_a_user_keeps_and_reads_its_own(as_alice: Caller, alice: Row, database: Database) -> None:
    """What comes back is what was given; what is stored shows nothing of it."""
    kept = _put(as_alice, alice.user_id, ADA)
    assert kept.status_code == 200
    read = as_alice.get(f"/v1/users/{alice.user_id}/person").get_json()
    assert {name: read[name] for name in ADA} == ADA
    assert (read["phone"], read["user_id"]) == (None, str(alice.user_id))
    with database.connect() as connection:
        row = connection.execute("SELECT p::text FROM ledger_private.person AS p").fetchone()
    assert row is not None
    assert "Ada" not in row[0]
    assert b"Ada".hex() not in row[0]


def test_nobody_else_does_but_who_manages_users(
    as_alice: Caller,
    alice: Row,
    operator: Caller,
    ledger: LedgerCalls,
    caller: Callable[[str, int], Caller],
) -> None:
    """Another customer learns nothing; an operator's reading is noted."""
    bob = ledger.call("create_user", username="bob")
    as_bob = caller("customer", bob.user_id)
    _put(as_alice, alice.user_id, ADA)
    path = f"/v1/users/{alice.user_id}/person"
    assert code_of(as_bob.get(path)) == (403, "LG206")
    assert code_of(_put(as_bob, alice.user_id, {})) == (403, "LG206")
    assert code_of(_delete(as_alice, alice.user_id)) == (403, "LG206")
    assert code_of(as_bob.post("/v1/people/search", {"email": ADA["email"]})) == (403, "LG206")
    assert operator.get(path).get_json()["name"] == ADA["name"]
    noted = [row.action for row in ledger.rows("list_auth_events", user_id=alice.user_id)]
    assert noted.count("PERSON_READ") == 1
    assert "PERSON_STORED" in noted


def test_an_address_finds_its_user(as_alice: Caller, alice: Row, operator: Caller) -> None:
    """In any spelling; another address finds nobody."""
    _put(as_alice, alice.user_id, ADA)
    found = operator.post("/v1/people/search", {"email": "ADA@example.ORG"})
    assert found.get_json() == {"user_ids": [str(alice.user_id)]}
    nobody = operator.post("/v1/people/search", {"email": "bob@example.org"})
    assert nobody.get_json() == {"user_ids": []}


def test_a_person_is_forgotten_and_the_books_stay(  # noqa: PLR0917
    as_alice: Caller,
    alice: Row,
    operator: Caller,
    funded: Row,
    shop: Row,
    ledger: LedgerCalls,
    database: Database,
) -> None:
    """The key is gone from the row, the address finds nobody, the money is where it was."""
    _put(as_alice, alice.user_id, ADA)
    as_alice.transfer(funded, shop, "10.00")
    forgotten = _delete(operator, alice.user_id)
    assert forgotten.status_code == 200
    assert code_of(as_alice.get(f"/v1/users/{alice.user_id}/person")) == (404, "LG016")
    assert code_of(_delete(operator, alice.user_id)) == (404, "LG016")
    found = operator.post("/v1/people/search", {"email": ADA["email"]})
    assert found.get_json() == {"user_ids": []}
    with database.connect() as connection:
        row = connection.execute(
            "SELECT num_nonnulls(key_id, wrapped_key, sealed, email_index) "
            "FROM ledger_private.person"
        ).fetchone()
    assert row == (0,)
    assert str(ledger.balance(funded.account_id)) == "90.00"
    assert _put(as_alice, alice.user_id, {"name": "Ada again"}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"email": "no address"},
        {"name": "x" * 201},
        {"birth_date": "10.12.1815"},
        {"iban": "GB33"},
        {"name": 5},
    ],
)
def test_what_is_no_person_is_refused(as_alice: Caller, alice: Row, body: object) -> None:
    """And the refusal does not repeat it."""
    refused = _put(as_alice, alice.user_id, body)
    assert code_of(refused) == (422, "WEB102")
    assert "no address" not in refused.get_data(as_text=True)


def test_a_user_who_is_not_there_has_no_person(operator: Caller) -> None:
    """Neither to read nor to write; the house has none either."""
    assert code_of(operator.get("/v1/users/999/person")) == (404, "LG016")
    assert code_of(_put(operator, 999, ADA)) == (404, "LG004")
    assert code_of(_put(operator, 0, ADA)) == (404, "LG004")
