"""Bearer token → actor. One algorithm, every claim required, no query to the database."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any

import jwt
from flask import Flask, g, request
from flask_jwt_extended import JWTManager, get_jwt, verify_jwt_in_request
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt.exceptions import ExpiredSignatureError, PyJWTError

from webapp.config import Config
from webapp.refusals import Refusal

ALGORITHM = "HS256"
AUDIENCE = "zerosum"
ISSUER = "zerosum"
ROLES = ("customer", "service", "operator", "auditor", "administrator")
REQUIRED_CLAIMS = frozenset({"aud", "exp", "iat", "iss", "jti", "nbf", "role", "sub"})
LEEWAY_SECONDS = 5  # clocks of two machines differ by about this much
MAXIMUM_USER_AGENT = 512

_USER_ID = re.compile(r"[0-9]{1,19}", re.ASCII)
_MAXIMUM_USER_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, and from where: the fields of ledger.actor."""

    user_id: int
    role: str
    ip_address: str | None = None
    user_agent: str | None = None
    request_id: str | None = None
    scopes: tuple[str, ...] | None = None

    def as_row(self) -> str:
        """Return the text that PostgreSQL reads as a ledger.actor."""
        values = (
            str(self.user_id),
            self.role,
            self.ip_address,
            self.user_agent,
            self.request_id,
            None if self.scopes is None else "{" + ",".join(self.scopes) + "}",
        )
        return "(" + ",".join(map(_quoted, values)) + ")"


def issue_token(config: Config, user_id: int, role: str, lifetime: timedelta) -> str:
    """Sign an access token for a user. Raises ValueError for a role that does not exist."""
    if role not in ROLES:
        raise ValueError(f"role {role!r} is none of {', '.join(ROLES)}")
    now = datetime.now(UTC)
    claims = {
        "sub": str(user_id),
        "role": role,
        "type": "access",
        "aud": AUDIENCE,
        "iss": ISSUER,
        "iat": now,
        "nbf": now,
        "exp": now + lifetime,
        "jti": secrets.token_urlsafe(16),
    }
    return jwt.encode(claims, config.jwt_secret, algorithm=ALGORITHM)


def init_app(app: Flask, config: Config) -> None:
    """Tell Flask-JWT-Extended everything it would otherwise leave open."""
    app.config.update(
        JWT_SECRET_KEY=config.jwt_secret,
        JWT_ALGORITHM=ALGORITHM,
        JWT_DECODE_ALGORITHMS=[ALGORITHM],
        JWT_DECODE_AUDIENCE=AUDIENCE,
        JWT_DECODE_ISSUER=ISSUER,
        JWT_DECODE_LEEWAY=LEEWAY_SECONDS,
        JWT_TOKEN_LOCATION=["headers"],
    )
    manager = JWTManager(app)
    manager.token_verification_loader(_claims_are_ours)


def authenticate() -> Actor:
    """Return the actor that the request's bearer token names.

    Raises Refusal WEB202 for an expired token and WEB201 for every other fault, which is
    not described: whoever forges a token learns nothing from the answer.
    """
    try:
        verify_jwt_in_request()
    except ExpiredSignatureError:
        raise Refusal("WEB202") from None
    except (JWTExtendedException, PyJWTError):
        raise Refusal("WEB201") from None
    claims = get_jwt()
    return Actor(
        user_id=int(claims["sub"]),
        role=claims["role"],
        ip_address=_address(request.remote_addr),
        user_agent=request.user_agent.string[:MAXIMUM_USER_AGENT] or None,
        request_id=g.request_id,
    )


def _claims_are_ours(_header: dict[str, Any], claims: dict[str, Any]) -> bool:
    # PyJWT checks a claim that is there; that it is there is for us to ask.
    return (
        claims.keys() >= REQUIRED_CLAIMS
        and isinstance(claims["jti"], str)
        and claims["role"] in ROLES
        and _USER_ID.fullmatch(claims["sub"]) is not None
        and int(claims["sub"]) <= _MAXIMUM_USER_ID
    )


def _address(text: str | None) -> str | None:
    try:
        return str(ip_address(text or ""))
    except ValueError:
        return None  # a Unix socket has none


def _quoted(value: str | None) -> str:
    if value is None:
        return ""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
