"""Logging in and out over HTTP: passwords, rotating refresh tokens, revocation that holds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher, extract_parameters

from tests.support.callers import Caller, code_of
from tests.support.clocks import clock_of_identities
from webapp import create_app
from webapp.access.passwords import hash_password
from webapp.identity import identities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.support.ledger_calls import LedgerCalls, Row
    from webapp.config import Config

PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _with_a_large_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """The budget of logins has tests of its own."""
    monkeypatch.setenv("ZEROSUM_RATE_LOGIN", "1000/60")


@pytest.fixture(scope="module")
def password_hash() -> str:
    """Return the hash of the password, which takes its time."""
    return hash_password(PASSWORD)


@pytest.fixture
def with_password(ledger: LedgerCalls, alice: Row, password_hash: str) -> Row:
    """Return Alice, who has a password."""
    ledger.call("set_password_hash", user_id=alice.user_id, password_hash=password_hash)
    return alice


@pytest.fixture
def other_client(config: Config) -> Iterator[FlaskClient]:
    """Return a client of another process: an application that remembers nothing of the first."""
    app = create_app(config)
    yield app.test_client()
    for name in ("database", "gatherer_database"):
        app.extensions[name].close()


def login(client: FlaskClient, username: str = "alice", password: str = PASSWORD) -> TestResponse:
    """Log in."""
    return client.post("/v1/auth/login", json={"username": username, "password": password})


def refresh(client: FlaskClient, token: str) -> TestResponse:
    """Change a refresh token."""
    return client.post("/v1/auth/refresh", json={"refresh_token": token})


def asked(client: FlaskClient, token: str) -> int:
    """Return the status of a request with a token."""
    return Caller(client, token).get("/v1/accounts").status_code


@pytest.mark.usefixtures("with_password")
def test_a_password_gives_tokens(client: FlaskClient, funded: Row) -> None:
    """The access token is short-lived and works."""
    answer = login(client)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    pair = answer.get_json()
    assert (pair["token_type"], pair["expires_in"]) == ("Bearer", 600)
    caller = Caller(client, pair["access_token"])
    assert caller.get(f"/v1/accounts/{funded.account_id}").status_code == 200
    user = caller.get("/v1/auth/me").get_json()
    assert (user["username"], user["role"]) == ("alice", "customer")


@pytest.mark.usefixtures("with_password")
def test_a_wrong_name_and_a_wrong_password_look_alike(
    client: FlaskClient, ledger: LedgerCalls
) -> None:
    """The same answer for both, and for a user without a password; all are on file."""
    ledger.call("create_user", username="ben")
    answers = [
        login(client, password="wrong horse battery staple"),
        login(client, username="nobody"),
        login(client, username="ben"),
    ]
    assert {code_of(answer) for answer in answers} == {(401, "WEB203")}
    documents = [answer.get_json() for answer in answers]
    assert len({tuple(sorted(document.keys())) for document in documents}) == 1
    events = ledger.rows("list_auth_events", limit=3)
    assert [event.action for event in events] == ["LOGIN_FAILED"] * 3
    assert {event.ip_address for event in events} != {None}


def test_an_unknown_name_is_as_much_work(
    client: FlaskClient, ledger: LedgerCalls, with_password: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hash is compared for nobody and for a user without a password, too; as slow a one."""
    assert with_password
    ledger.call("create_user", username="ben")
    compared = []
    verify = PasswordHasher.verify

    def spy(hasher: PasswordHasher, known: str, password: str) -> bool:
        compared.append(extract_parameters(known))
        return verify(hasher, known, password)

    monkeypatch.setattr(PasswordHasher, "verify", spy)
    for username in ("alice", "nobody", "ben"):
        login(client, username=username, password="wrong horse battery staple")
    assert len(compared) == 3
    assert len(set(map(repr, compared))) == 1


def test_a_name_that_is_guessed_at_has_to_wait(
    client: FlaskClient, ledger: LedgerCalls, with_password: Row
) -> None:
    """Even with the right password, known or not; the wait is over when it says."""
    for username in ("alice", "nobody"):
        for _ in range(5):
            assert code_of(login(client, username, "wrong horse battery")) == (401, "WEB203")
        waits = login(client, username)
        assert code_of(waits) == (429, "WEB204")
        assert 1 <= int(waits.headers["Retry-After"]) <= 2
    (locked, *_) = ledger.rows("list_auth_events", user_id=with_password.user_id, limit=1)
    assert locked.action == "LOGIN_LOCKED"
    time.sleep(2.1)
    assert login(client).status_code == 200


@pytest.mark.usefixtures("with_password")
def test_a_refresh_token_works_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second use ends the session: its access tokens and the newest refresh token too."""
    monkeypatch.setattr(identities, "REVOCATION_SECONDS", 0.0)
    first = login(client).get_json()
    second = refresh(client, first["refresh_token"]).get_json()
    assert second["session_id"] == first["session_id"]
    assert asked(client, second["access_token"]) == 200
    assert code_of(refresh(client, first["refresh_token"])) == (401, "WEB205")
    assert code_of(refresh(client, second["refresh_token"])) == (401, "WEB205")
    assert asked(client, second["access_token"]) == asked(client, first["access_token"]) == 401
    assert login(client).status_code == 200


def test_what_is_no_refresh_token_is_refused(client: FlaskClient, with_password: Row) -> None:
    """An access token least of all; and a refresh token opens no other door."""
    assert with_password
    pair = login(client).get_json()
    for token in (pair["access_token"][:200], "zr_02bd_" + "0" * 64, "x", "\u00e9"):
        assert code_of(refresh(client, token)) == (401, "WEB205")
    assert asked(client, pair["refresh_token"]) == 401


@pytest.mark.usefixtures("with_password")
def test_logout_holds_in_every_process(client: FlaskClient, other_client: FlaskClient) -> None:
    """At once where it was done, elsewhere within the bound that is promised."""
    elsewhere = clock_of_identities(other_client.application)
    pair, other = login(client).get_json(), login(client).get_json()
    assert asked(other_client, pair["access_token"]) == 200
    assert Caller(client, pair["access_token"]).post("/v1/auth/logout", {}).status_code == 200
    assert asked(client, pair["access_token"]) == 401
    elsewhere.go_on(identities.REVOCATION_SECONDS)
    assert asked(other_client, pair["access_token"]) == 401
    assert code_of(refresh(client, pair["refresh_token"])) == (401, "WEB205")
    assert asked(client, other["access_token"]) == 200


def test_logout_everywhere_ends_all(
    client: FlaskClient, with_password: Row, as_alice: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sessions, and tokens that belong to none."""
    assert with_password
    monkeypatch.setattr(identities, "REVOCATION_SECONDS", 0.0)
    pairs = [login(client).get_json() for _ in range(2)]
    assert asked(client, as_alice.token) == 200
    caller = Caller(client, pairs[0]["access_token"])
    assert caller.post("/v1/auth/logout-everywhere", {}).status_code == 200
    tokens = [pair["access_token"] for pair in pairs] + [as_alice.token]
    assert [asked(client, token) for token in tokens] == [401] * 3


def test_a_token_without_a_session_can_be_voided(client: FlaskClient, as_alice: Caller) -> None:
    """As those are that zerosum token prints."""
    assert as_alice.post("/v1/auth/logout", {}).status_code == 200
    assert asked(client, as_alice.token) == 401


def test_a_new_password_ends_the_old_and_its_sessions(
    client: FlaskClient, with_password: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer begins a new one."""
    assert with_password
    monkeypatch.setattr(identities, "REVOCATION_SECONDS", 0.0)
    old = login(client).get_json()["access_token"]
    body = {"current_password": "wrong horse battery", "new_password": "four other common words"}
    assert code_of(Caller(client, old).post("/v1/auth/password", body)) == (401, "WEB203")
    short = {"current_password": PASSWORD, "new_password": "short"}
    assert code_of(Caller(client, old).post("/v1/auth/password", short)) == (422, "WEB102")
    changed = Caller(client, old).post("/v1/auth/password", body | {"current_password": PASSWORD})
    assert asked(client, changed.get_json()["access_token"]) == 200
    assert asked(client, old) == 401
    assert code_of(login(client)) == (401, "WEB203")
    assert login(client, password="four other common words").status_code == 200


def test_a_suspended_user_is_nobody(
    client: FlaskClient,
    ledger: LedgerCalls,
    with_password: Row,
    funded: Row,
    shop: Row,
) -> None:
    """Its token posts nothing from the next statement on, whatever a process remembers."""
    caller = Caller(client, login(client).get_json()["access_token"])
    assert caller.transfer(funded, shop, "1.00").status_code == 201
    ledger.call("set_user_status", user_id=with_password.user_id, status="SUSPENDED")
    refused = caller.transfer(funded, shop, "1.00")
    assert code_of(refused) in {(403, "LG260"), (401, "WEB201")}
    assert code_of(login(client)) == (401, "WEB203")
    assert ledger.balance(funded.account_id) == 99


def test_a_changed_role_counts_at_once(
    ledger: LedgerCalls, alice: Row, as_alice: Caller, funded: Row
) -> None:
    """A token tells who somebody is, the database what it may do."""
    path = f"/v1/accounts/{funded.account_id}/audit-logs"
    assert code_of(as_alice.get(path)) == (403, "LG206")
    ledger.call("set_user_role", user_id=alice.user_id, role="auditor")
    assert as_alice.get(path).status_code == 200
    assert as_alice.get("/v1/auth/me").get_json()["role"] == "auditor"
