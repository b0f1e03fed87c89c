"""JSON Web Tokens, read as narrowly as RFC 8725 asks: what is not expected is refused."""

import json
import re
import secrets
import time
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

import jwt
from jwt.api_jws import PyJWS
from jwt.exceptions import ExpiredSignatureError, InvalidTokenError

from webapp.keys.signing import Key, KeyRing

ROLES = ("customer", "service", "operator", "auditor", "administrator")
LEEWAY_SECONDS = 5  # clocks of two machines differ by about this much
MAXIMUM_TOKEN = 8192  # characters
_LONGEST_LIFE = {True: timedelta(days=366), False: timedelta(days=1)}  # ours, a provider's
_MAXIMUM_USER_ID = 2**63 - 1

_SEGMENT = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_USER_ID = re.compile(r"[0-9]{1,19}", re.ASCII)
_WORD = re.compile(r"[\x21-\x7e]{1,200}", re.ASCII)
_TYPES = {"JWT", "jwt", "at+jwt", "application/at+jwt"}
# Extensions that we don't know, or keys that the token brings along.
_UNWANTED = {"crit", "b64", "zip", "enc", "jku", "jwk", "x5u", "x5c"}
_segments = PyJWS()


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says that was signed well and is valid now."""

    issuer: str
    subject: str
    is_ours: bool
    token_id: str
    issued_at: datetime
    expires_at: float
    session_id: str | None


def sign(
    key: Key,
    *,
    user_id: int,
    role: str,
    lifetime: timedelta,
    session_id: str | None = None,
) -> str:
    """Sign an access token for a user. Raises ValueError for a role that does not exist."""
    if role not in ROLES:
        raise ValueError(f"role {role!r} is none of {', '.join(ROLES)}")
    now = datetime.now(UTC)
    claims = {
        "sub": str(user_id),
        "role": role,
        "type": "access",
        "aud": key.audience,
        "iss": key.issuer,
        "iat": now,
        "nbf": now,
        "exp": now + lifetime,
        "jti": secrets.token_urlsafe(16),
        # iat has whole seconds; what was issued just after a logout must not fall before it.
        "iat_ms": now.microsecond // 1000,
    }
    if session_id:
        claims["sid"] = session_id
    headers = {"kid": key.kid} if key.kid else None
    return jwt.encode(claims, key.signing, algorithm=key.algorithm, headers=headers)


def verify(token: str, ring: KeyRing) -> Claims:
    """Return what a token says. Raises ExpiredSignatureError or InvalidTokenError.

    The key is looked up by its kid, and says which algorithm, issuer and audience it is for;
    what the token says of that has to agree, and is never followed.
    """
    if len(token) > MAXIMUM_TOKEN:
        _refuse("too long")
    parts = token.split(".")
    if len(parts) != 3 or not all(map(_SEGMENT.fullmatch, parts)):  # noqa: PLR2004 - RFC 7515
        _refuse("not three segments")
    header = _document(parts[0])
    kid = header.get("kid")
    if header.keys() & _UNWANTED or header.get("typ", "JWT") not in _TYPES:
        _refuse("an extension")
    if kid is not None and not isinstance(kid, str):
        _refuse("kid")
    key = ring.find(kid)
    if key is None or header.get("alg") != key.algorithm:
        _refuse("no such key, or for another algorithm")
    _segments.decode(token, key.verifying, algorithms=[key.algorithm])
    return _checked(_document(parts[1]), key)


def _checked(claims: dict[str, Any], key: Key) -> Claims:
    issued, expires = _times(claims, is_ours=key.is_ours)
    subject, token_id = _word(claims, "sub"), _word(claims, "jti")
    audience = claims.get("aud")
    if not key.is_ours and isinstance(audience, list) and key.audience in audience:
        audience = key.audience  # a provider may name others besides us
    if claims.get("iss") != key.issuer or audience != key.audience:
        _refuse("for somebody else")
    if key.is_ours and not _is_ours(claims, subject):
        _refuse("no access token of ours")
    return Claims(
        issuer=key.issuer,
        subject=subject,
        is_ours=key.is_ours,
        token_id=token_id,
        issued_at=issued,
        expires_at=expires,
        session_id=claims.get("sid") if key.is_ours else None,
    )


def _times(claims: dict[str, Any], *, is_ours: bool) -> tuple[datetime, int]:
    """Return when a token that is valid now was issued, and when it expires."""
    expires, issued, begins = (_moment(claims, name) for name in ("exp", "iat", "nbf"))
    fraction = claims.get("iat_ms", 0) if is_ours else 0
    if type(fraction) is not int or not 0 <= fraction < 1000:  # noqa: PLR2004 - milliseconds
        _refuse("iat_ms")
    now = time.time()
    if max(issued, begins) > now + LEEWAY_SECONDS:
        _refuse("not yet valid")
    if expires <= now - LEEWAY_SECONDS:
        raise ExpiredSignatureError
    if not 0 < expires - issued <= _LONGEST_LIFE[is_ours].total_seconds():
        _refuse("exp")
    return datetime.fromtimestamp(issued, UTC) + timedelta(milliseconds=fraction), expires


def _word(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not _WORD.fullmatch(value):
        _refuse(name)
    return value


def _is_ours(claims: dict[str, Any], subject: str) -> bool:
    return (
        claims.get("type") == "access"
        and isinstance(claims.get("role"), str)
        and claims["role"] in ROLES
        and _USER_ID.fullmatch(subject) is not None
        and int(subject) <= _MAXIMUM_USER_ID
        and ("sid" not in claims or _is_uuid(claims["sid"]))
    )


def _is_uuid(value: object) -> bool:
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def _moment(claims: dict[str, Any], name: str) -> int:
    value = claims.get(name)
    # A boolean is an int to Python; a larger number is no moment of any calendar.
    if type(value) is not int or not 0 <= value < 2**33:
        _refuse(name)
    return value


def _document(segment: str) -> dict[str, Any]:
    try:
        text = urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError, Base64Error) as error:
        raise InvalidTokenError("not JSON") from error
    if not isinstance(document, dict):
        _refuse("not an object")
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a member twice")
    return members


def _refuse(reason: str) -> NoReturn:
    raise InvalidTokenError(reason)
