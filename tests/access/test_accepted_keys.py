"""An API key that is made for another person is good once that person has accepted it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.security.acting import as_actor
from tests.security.tampering import rewrite
from tests.support.callers import Caller, code_of
from webapp.identity import identities

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row

    Make = Callable[[str, int], Caller]

_KEY = "ROW({user}, '{role}', NULL, 'agent', 'r', '{{key:{id},key:all}}')::ledger.actor"


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each request asks the database about its key."""
    monkeypatch.setattr(identities, "REVOCATION_SECONDS", 0.0)


def _code(call: Callable[[], object]) -> str:
    try:
        call()
    except psycopg.DatabaseError as error:
        return str(error.sqlstate)
    return "done"


def test_the_person_alone_is_shown_the_secret(
    client: FlaskClient, operator: Caller, caller: Make, ledger: LedgerCalls
) -> None:
    """Whoever made it sees when it was accepted, and no more; the trail tells both."""
    ann = ledger.call("create_user", username="ann").user_id
    account = ledger.account(user_id=ann)
    as_ann = caller("customer", ann)
    body = {
        "user_id": str(ann),
        "name": "wallet",
        "account_ids": [str(account.account_id)],
        "currency": "USD",
        "maximum_amount": "5.00",
    }
    made = operator.post("/v1/api-keys", body).get_json()
    assert made["secret"] is None
    assert made["acceptance_ends_at"] is not None
    path = f"/v1/api-keys/{made['api_key_id']}"
    assert as_ann.get(path).get_json()["accepted_at"] is None
    assert code_of(operator.post(f"{path}/accept", {})) == (403, "LG206")

    accepted = as_ann.post(f"{path}/accept", {}).get_json()
    with_key = Caller(client, accepted["secret"])
    assert with_key.get(f"/v1/accounts/{account.account_id}").status_code == 200
    ledger.call("deposit", account_id=account.account_id, amount=100)
    shop = ledger.account("shop")
    assert with_key.transfer(account, shop, "5.00").status_code == 201
    refused = with_key.transfer(account, shop, "5.01")
    assert code_of(refused) == (422, "LG263")
    assert refused.get_json()["fields"] == {
        "api_key_id": made["api_key_id"],
        "restriction": "maximum_amount",
        "amount": "5.01",
        "maximum_amount": "5",
        "currency": "USD",
    }
    shown = operator.get(path).get_json()
    assert (shown["maximum_amount"], shown["account_ids"]) == ("5.00", body["account_ids"])
    assert accepted["secret"] not in operator.get(f"/v1/api-keys?user_id={ann}").get_data(
        as_text=True
    )
    assert code_of(as_ann.post(f"{path}/accept", {})) == (422, "LG264")

    events = {event.action: event for event in ledger.rows("list_auth_events", user_id=ann)}
    for action in ("KEY_CREATED", "KEY_ACCEPTED"):
        assert events[action].detail["restrictions"]["maximum_amount"] == "5"
    assert events["KEY_ACCEPTED"].actor_user_id == ann


def test_who_accepts_and_who_does_not(database: Database, ledger: LedgerCalls) -> None:
    """No operator, no session of psql, no program that acts as the person."""
    with database.connect("ledger_web") as web:
        people = _people(ledger)
        key_id = ledger.call("create_api_key", user_id=people["ann"], name="key").api_key_id
        its = f"p_api_key_id => '{key_id}'"
        program = _KEY.format(user=people["ann"], role="customer", id=key_id)
        attempts = {
            "psql": lambda: ledger.call("accept_api_key", api_key_id=key_id),
            "operator": lambda: as_actor(web, people["olga"], "operator", "accept_api_key", its),
            "other": lambda: as_actor(web, people["ben"], "customer", "accept_api_key", its),
            "program": lambda: web.execute(
                f"SELECT ledger.accept_api_key({its}, p_actor => {program})".encode()
            ),
        }
        assert {name: _code(attempt) for name, attempt in attempts.items()} == dict.fromkeys(
            attempts, "LG206"
        )
        with database.connect() as owner, owner.transaction(force_rollback=True):
            rewrite(owner, "ledger.accept_api_key", "OR v_actor.scopes IS NOT NULL", "")
            owner.execute("SET LOCAL SESSION AUTHORIZATION ledger_web")
            owner.execute(f"SELECT ledger.accept_api_key({its}, p_actor => {program})".encode())
        as_actor(web, people["ann"], "customer", "accept_api_key", its)


def test_for_whom_a_key_is_good_at_once(database: Database, ledger: LedgerCalls) -> None:
    """For a service, and for the person who makes it, logged in; not for any other."""
    people = _people(ledger)
    assert ledger.call("create_api_key", user_id=people["robot"], name="key").secret
    assert ledger.call("create_api_key", user_id=people["ann"], name="key").secret is None
    with database.connect("ledger_web") as web:

        def made(user: str) -> Any:  # noqa: ANN401 - whatever the function answers
            arguments = f"p_user_id => {people[user]}, p_name => 'key'"
            return as_actor(web, people["olga"], "operator", "create_api_key", arguments)[0]

        assert made("olga")[1] is not None
        assert made("robot")[1] is not None
        assert made("ben")[1] is None
        program = _KEY.format(
            user=people["olga"], role="operator", id="01890000-0000-7000-8000-000000000000"
        )
        row = web.execute(
            f"SELECT k.secret FROM ledger.create_api_key({people['olga']}, 'key',"
            f" p_actor => {program}) AS k".encode()
        ).fetchone()
        assert row == (None,)


@pytest.mark.parametrize("how", ["declined", "too old"])
def test_what_does_not_wait_is_not_accepted(
    database: Database, ledger: LedgerCalls, how: str
) -> None:
    """Declined by its person, or left for seven days."""
    people = _people(ledger)
    key_id = ledger.call("create_api_key", user_id=people["ann"], name="key").api_key_id
    its = f"p_api_key_id => '{key_id}'"
    with database.connect("ledger_web") as web, database.connect() as owner:
        if how == "declined":
            as_actor(web, people["ann"], "customer", "revoke_api_key", its)
        else:
            owner.execute(
                "UPDATE ledger_private.api_key SET acceptance_ends_at = now() - interval '1 s'"
            )
        assert (
            _code(lambda: as_actor(web, people["ann"], "customer", "accept_api_key", its))
            == "LG264"
        )


def test_a_key_that_waits_opens_nothing(database: Database, ledger: LedgerCalls) -> None:
    """Even for whoever found a secret that fits it; without the check it would."""
    people = _people(ledger)
    ledger.call("create_api_key", user_id=people["ann"], name="key")
    digest = hashlib.sha256(b"guessed").digest()
    ask = (
        "SELECT count(*) FROM ledger_gateway.check_api_key(%s,"
        " ROW(NULL, NULL, NULL, 'agent', 'r', NULL)::ledger.actor)"
    )
    with database.connect() as owner, database.connect("ledger_web") as web:
        owner.execute("UPDATE ledger_private.api_key SET key_digest = %s", (digest,))
        assert web.execute(ask, (digest,)).fetchone() == (0,)
        rewrite(
            owner, "ledger_gateway.check_api_key", "v_key.acceptance_ends_at IS NULL OR", "true OR"
        )
        assert web.execute(ask, (digest,)).fetchone() == (1,)


def test_a_service_that_becomes_a_person_loses_its_keys(ledger: LedgerCalls) -> None:
    """Others hold them: they would be that person."""
    robot = _people(ledger)["robot"]
    key: Row = ledger.call("create_api_key", user_id=robot, name="key")
    ledger.call("set_user_role", user_id=robot, role="service")
    assert ledger.call("get_api_key", api_key_id=key.api_key_id).revoked_at is None
    ledger.call("set_user_role", user_id=robot, role="customer")
    assert ledger.call("get_api_key", api_key_id=key.api_key_id).revoked_at is not None


def _people(ledger: LedgerCalls) -> dict[str, int]:
    roles = {"ann": "customer", "ben": "customer", "olga": "operator", "robot": "service"}
    return {
        name: ledger.call("create_user", username=name, role=role).user_id
        for name, role in roles.items()
    }
