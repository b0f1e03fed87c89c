"""Bearer tokens: one algorithm, every claim, nothing learnt from a refusal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import jwt
import pytest

from tests.support.callers import code_of
from webapp.identity.auth import issue_token

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.support.ledger_calls import Row
    from webapp.config import Config


def ask(client: FlaskClient, authorization: str | None) -> TestResponse:
    """Ask for something that needs a token."""
    headers = {} if authorization is None else {"Authorization": authorization}
    return client.get("/v1/accounts", headers=headers)


def claims(**changes: object) -> dict[str, Any]:
    """Return the claims of a good token with changes; None takes a claim away."""
    now = datetime.now(UTC)
    good: dict[str, Any] = {
        "sub": "1",
        "role": "customer",
        "type": "access",
        "aud": "zerosum",
        "iss": "zerosum",
        "iat": now,
        "nbf": now,
        "exp": now + timedelta(minutes=1),
        "jti": "j1",
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def test_a_good_token_is_taken(client: FlaskClient, config: Config, alice: Row) -> None:
    """Ours, and any other with the same secret and claims."""
    token = issue_token(config, alice.user_id, "customer", timedelta(minutes=1))
    assert ask(client, f"Bearer {token}").status_code == 200
    other = jwt.encode(claims(sub=str(alice.user_id)), config.jwt_secret, algorithm="HS256")
    assert ask(client, f"Bearer {other}").status_code == 200


def test_our_token_has_every_claim(config: Config) -> None:
    """And a jti of its own each time."""
    first, second = (
        jwt.decode(
            issue_token(config, 2**53 + 1, "service", timedelta(hours=1)),
            config.jwt_secret,
            algorithms=["HS256"],
            audience="zerosum",
            issuer="zerosum",
        )
        for _ in range(2)
    )
    assert first["sub"] == str(2**53 + 1)
    assert first["role"] == "service"
    assert first["exp"] - first["iat"] == 3600
    assert first["jti"] != second["jti"]


def test_no_token_is_issued_for_a_role_that_does_not_exist(config: Config) -> None:
    """The command line says so before anyone holds it."""
    with pytest.raises(ValueError, match="root"):
        issue_token(config, 1, "root", timedelta(minutes=1))


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c"])
def test_without_a_token_nobody_is_let_in(client: FlaskClient, header: str | None) -> None:
    """401 with a challenge."""
    response = ask(client, header)
    assert code_of(response) == (401, "WEB201")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("scheme", ["Basic", "Token", "bearer-x"])
def test_another_scheme_is_no_token(client: FlaskClient, config: Config, scheme: str) -> None:
    """Even in front of a good one."""
    token = issue_token(config, 1, "customer", timedelta(minutes=1))
    assert code_of(ask(client, f"{scheme} {token}")) == (401, "WEB201")


@pytest.mark.parametrize(
    "change",
    [
        *({name: None} for name in claims() if name != "type"),
        {"aud": "other"},
        {"aud": ["other"]},
        {"iss": "other"},
        {"role": "root"},
        {"role": 1},
        {"role": ["operator"]},
        {"type": "refresh"},
        {"sub": "alice"},
        {"sub": "-1"},
        {"sub": "\uff11"},
        {"sub": "1 "},
        {"sub": str(2**63)},
        {"jti": 7},
        {"nbf": timedelta(hours=1)},
        {"iat": timedelta(hours=1)},
        {"exp": "never"},
    ],
    ids=str,
)
def test_every_claim_is_required_and_checked(
    client: FlaskClient, config: Config, change: dict[str, object]
) -> None:
    """One fault is enough, and the answer does not say which. No type means access."""
    now = datetime.now(UTC)
    at = {name: now + value for name, value in change.items() if isinstance(value, timedelta)}
    token = jwt.encode(claims(**change | at), config.jwt_secret, algorithm="HS256")
    assert code_of(ask(client, f"Bearer {token}")) == (401, "WEB201")


def test_an_expired_token_says_so(client: FlaskClient, config: Config) -> None:
    """So that a client knows to get a new one; a few seconds are forgiven."""
    now = datetime.now(UTC)
    expired = jwt.encode(
        claims(exp=now - timedelta(minutes=1)), config.jwt_secret, algorithm="HS256"
    )
    assert code_of(ask(client, f"Bearer {expired}")) == (401, "WEB202")


@pytest.mark.parametrize("algorithm", ["none", "HS384", "HS512"])
def test_another_algorithm_is_refused(client: FlaskClient, config: Config, algorithm: str) -> None:
    """Also with the right secret."""
    secret = "" if algorithm == "none" else config.jwt_secret * 2
    token = jwt.encode(claims(), secret, algorithm=algorithm)
    assert code_of(ask(client, f"Bearer {token}")) == (401, "WEB201")


def test_another_secret_is_refused(client: FlaskClient) -> None:
    """Whatever the token claims."""
    token = jwt.encode(claims(role="administrator"), "another secret of 32 bytes or more!!!")
    assert code_of(ask(client, f"Bearer {token}")) == (401, "WEB201")


def test_a_token_in_the_query_or_a_cookie_is_not_looked_at(
    client: FlaskClient, config: Config
) -> None:
    """Headers only: addresses are logged and cookies are sent by themselves."""
    token = issue_token(config, 1, "operator", timedelta(minutes=1))
    client.set_cookie("access_token_cookie", token)
    assert code_of(client.get(f"/v1/accounts?jwt={token}")) == (401, "WEB201")
