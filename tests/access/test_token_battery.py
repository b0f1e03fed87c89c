"""Forged, altered, stale and foreign tokens: none is taken, none is a server error."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import jwt
import pytest

from tests.access.forgeries import (
    ALGORITHMS,
    AUDIENCE,
    ISSUER,
    claims,
    forged,
    outside_claims,
    signed,
)
from tests.access.keys import jwk, private_key, write_set
from tests.support.callers import Caller, code_of
from webapp import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

    from tests.support.databases import Database
    from tests.support.ledger_calls import LedgerCalls, Row


@pytest.fixture
def keyed(
    database: Database,
    ledger: LedgerCalls,
    alice: Row,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[FlaskClient]:
    """Give an application with a key of each kind, and a provider with one of each."""
    own = [jwk(f"own-{a}", a, private=True) for a in ALGORITHMS]
    outside = [jwk(f"idp-{a}", a, 2, private=False) for a in ALGORITHMS]
    settings = {
        "DATABASE_URL": database.url,
        "WEB_DATABASE_URL": database.url_as("ledger_web"),
        "JWT_KEYS_FILE": str(write_set(tmp_path / "keys.json", *own)),
        "IDP_ISSUER": ISSUER,
        "IDP_AUDIENCE": AUDIENCE,
        "IDP_JWKS_FILE": str(write_set(tmp_path / "idp.json", *outside)),
        "RATE_LIMITS": "off",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"ZEROSUM_{name}", value)
    ledger.call("link_identity", user_id=alice.user_id, issuer=ISSUER, subject="idp|alice")
    app = create_app()
    yield app.test_client()
    for name in ("database", "gatherer_database"):
        app.extensions[name].close()


def test_forged_tokens_open_nothing(keyed: FlaskClient, alice: Row) -> None:
    """Accepted 0, server errors 0, and the answer is the same for all."""
    tokens = forged(alice.user_id)
    answers = {
        name: code_of(Caller(keyed, token).get("/v1/accounts"))
        if token.isascii()
        else (401, "WEB201")
        for name, token in tokens.items()
    }
    assert len(answers) > 100
    assert answers.pop("1 MB") == (431, "WEB308")
    assert {name: answer for name, answer in answers.items() if answer != (401, "WEB201")} == {}


def test_good_tokens_of_every_kind_are_taken(keyed: FlaskClient, alice: Row, funded: Row) -> None:
    """Rejected 0: ours and the provider's, with each algorithm."""
    path = f"/v1/accounts/{funded.account_id}"
    for algorithm in ALGORITHMS:
        for body, kid in (
            (claims(alice.user_id), "own"),
            (outside_claims(), "idp"),
            (outside_claims(aud=["other", AUDIENCE]), "idp"),
        ):
            token = signed(body | {"jti": f"{algorithm}-{kid}"}, algorithm, kid)
            assert Caller(keyed, token).get(path).status_code == 200


@pytest.mark.parametrize("place", ["query", "cookie", "basic", "twice", "body"])
def test_a_token_in_another_place_is_not_looked_at(
    keyed: FlaskClient, alice: Row, place: str
) -> None:
    """One header, and no other."""
    token = signed(claims(alice.user_id))
    headers = {}
    path = "/v1/accounts"
    if place == "query":
        path += f"?jwt={token}&access_token={token}"
    elif place == "cookie":
        keyed.set_cookie("access_token_cookie", token)
    elif place == "basic":
        headers = {"Authorization": f"Basic {token}"}
    elif place == "twice":
        headers = {"Authorization": f"Bearer {token}", "X-API-Key": f"zs_02bd_{'0' * 64}"}
    answer = keyed.get(path, headers=headers, data=token if place == "body" else None)
    assert answer.status_code == 401


def test_keys_rotate_without_a_restart(keyed: FlaskClient, alice: Row, tmp_path: Path) -> None:
    """A new key verifies at once, an old one until it is removed; a faulty file changes nothing."""
    keys = tmp_path / "keys.json"
    new = jwk("new", "EdDSA", 3, private=True)
    old = jwk("own-EdDSA", "EdDSA", private=True)
    by_old = signed(claims(alice.user_id))
    by_new = jwt.encode(
        claims(alice.user_id), private_key("EdDSA", 3), "EdDSA", headers={"kid": "new"}
    )

    def taken(token: str) -> bool:
        time.sleep(1.05)  # what was remembered is asked again
        return Caller(keyed, token).get("/v1/accounts").status_code == 200

    assert (taken(by_old), taken(by_new)) == (True, False)
    write_set(keys, new, old)
    assert (taken(by_new), taken(by_old)) == (True, True)
    keys.write_text("{", encoding="ascii")
    assert (taken(by_new), taken(by_old)) == (True, True)
    write_set(keys, new)
    assert (taken(by_new), taken(by_old)) == (True, False)
